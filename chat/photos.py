"""Photos as drivers send them: recognised by their content, and made into a plain JPEG without what they tell."""

import io
import warnings
from dataclasses import dataclass

from pi_heif import register_heif_opener
from PIL import Image, ImageOps, UnidentifiedImageError

from chat.problems import Problem

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
LONGEST_SIDE = 2048
MOST_PIXELS = 60_000_000
QUALITY = 85
_MODES_THAT_SHRINK = {"L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"}

register_heif_opener(thumbnails=False)


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A picture; sizes in pixels."""

    content: bytes
    width: int
    height: int


def as_jpeg(content: bytes) -> Jpeg:
    """The picture, upright, at most `LONGEST_SIDE` pixels long, without EXIF, position or comments.

    Raises `Problem` when it is no photo, of no kind that is read, damaged, or too large once unpacked.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise _too_many_pixels()
                picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                return _encoded(_on_white(ImageOps.exif_transpose(picture)))
    except UnidentifiedImageError:
        raise _not_a_photo() from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (OSError, ValueError, SyntaxError, EOFError, OverflowError, RuntimeError, MemoryError):
        raise _damaged() from None


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture's pixels alone, in colour, what was transparent made white."""
    if picture.mode not in _MODES_THAT_SHRINK:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    page = Image.new("RGB", layered.size, "white")
    page.paste(layered, mask=layered.getchannel("A"))
    return page


def _encoded(picture: Image.Image) -> Jpeg:
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    output = io.BytesIO()
    bare.save(output, "JPEG", quality=QUALITY, optimize=True)
    return Jpeg(output.getvalue(), bare.width, bare.height)


def _not_a_photo() -> Problem:
    return Problem(
        415, "not_a_photo", "Ce fichier n'est pas une photo que nous savons lire : JPEG, PNG, WebP ou HEIC."
    )


def _damaged() -> Problem:
    return Problem(422, "damaged_photo", "Cette photo est abîmée ou incomplète. Envoyez-en une autre.")


def _too_many_pixels() -> Problem:
    return Problem(
        422, "photo_too_large", "Cette photo est trop grande. Réduisez-la, puis envoyez-la à nouveau."
    )

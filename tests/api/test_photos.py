"""Photos: recognised by their content, kept as plain JPEGs, seen by nobody else."""

import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from chat.edge import LARGEST_PHOTO
from chat.photo_store import FolderStore
from chat.photos import LONGEST_SIDE, as_jpeg
from chat.problems import Problem
from tests.api.conftest import CLAIRE, Client, FakeEngine, texts

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: Any) -> bytes:
    output = io.BytesIO()
    Image.new(mode, size, options.pop("colour", 0)).save(output, kind, **options)
    return output.getvalue()


def telling() -> bytes:
    """A JPEG lying on its side, that tells of the place and the device."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "telltale maker"
    exif[GPS] = {1: "N", 2: (45.0, 46.0, 0.0), 3: "E", 4: (4.0, 51.0, 0.0)}
    return picture(exif=exif, comment=b"telltale comment")


async def upload(client: Client, content: bytes, client_id: str = "photo-0001") -> httpx.Response:
    return await client.http.post(
        f"/v1/conversations/{client.id}/photos",
        files={"file": ("photo.bin", content, "application/x-whatever")},
        data={"client_id": client_id},
        headers=client.headers,
    )


def test_a_photo_stands_upright_and_tells_nothing() -> None:
    jpeg = as_jpeg(telling())

    made = Image.open(io.BytesIO(jpeg.content))
    assert (made.format, made.size, (jpeg.width, jpeg.height)) == ("JPEG", (20, 40), (20, 40))
    assert dict(made.getexif()) == {}
    assert b"telltale" not in jpeg.content


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("PNG", "RGB"),
        ("PNG", "RGBA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "LA"),
        ("WEBP", "RGBA"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
    ],
)
def test_every_kind_that_phones_make_is_read(kind: str, mode: str) -> None:
    assert Image.open(io.BytesIO(as_jpeg(picture(kind, mode=mode)).content)).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    jpeg = as_jpeg(picture("PNG", mode="RGBA", colour=(0, 0, 0, 0)))

    assert Image.open(io.BytesIO(jpeg.content)).getpixel((5, 5)) == (255, 255, 255)


def test_a_heic_of_a_phone_is_read() -> None:
    heic = (Path(__file__).parent / "photo.heic").read_bytes()

    assert (as_jpeg(heic).width, as_jpeg(heic).height) == (64, 48)


def test_a_large_photo_is_made_smaller() -> None:
    jpeg = as_jpeg(picture(size=(LONGEST_SIDE * 2, LONGEST_SIDE)))

    assert (jpeg.width, jpeg.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 415, "not_a_photo"),
        (b"%PDF-1.7 not a photo", 415, "not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "not_a_photo"),
        (picture("GIF"), 415, "not_a_photo"),
        (picture(size=(400, 400))[:300], 422, "damaged_photo"),
        (picture("PNG", size=(20_000, 10_000), mode="1"), 422, "photo_too_large"),
    ],
)
def test_what_is_no_good_photo_is_refused(content: bytes, status: int, code: str) -> None:
    with pytest.raises(Problem) as told:
        as_jpeg(content)

    assert (told.value.status, told.value.code) == (status, code)


async def test_a_photo_is_stored_shown_and_acknowledged(visitor: Client, engine: FakeEngine) -> None:
    await visitor.open()
    await visitor.settled(1)

    sent = await upload(visitor, telling())

    block = sent.json()["message"]["blocks"][0]
    assert sent.status_code == 201
    assert (block["type"], block["width"], block["height"]) == ("photo", 20, 40)
    seen = await visitor.get(block["url"])
    assert (seen.status_code, seen.headers["content-type"]) == (200, "image/jpeg")
    assert Image.open(io.BytesIO(seen.content)).size == (20, 40)
    assert "Votre photo est bien reçue" in texts(await visitor.settled(3))[-1][1]
    assert len(engine.received) == 1


async def test_a_photo_sent_again_is_one_photo(visitor: Client, tmp_path: Path) -> None:
    await visitor.open()
    first = await upload(visitor, picture())

    again = await upload(visitor, picture())

    assert again.json() == first.json()
    assert len(list(visitor.house.settings.photos_dir.rglob("*.jpg"))) == 1


async def test_a_photo_is_seen_in_its_conversation_alone(visitor: Client) -> None:
    await visitor.open()
    block = (await upload(visitor, picture())).json()["message"]["blocks"][0]
    another = visitor.another()
    await another.open()

    moved = block["url"].replace(visitor.id, another.id)

    assert (await another.get(block["url"])).status_code == 404
    assert (await another.get(moved)).json()["code"] == "unknown_photo"
    assert (await visitor.as_driver(CLAIRE).get(block["url"])).status_code == 404
    assert (await visitor.http.get(block["url"])).status_code == 401


async def test_a_photo_over_the_limit_is_refused(visitor: Client) -> None:
    await visitor.open()

    refused = await upload(visitor, b"\xff\xd8\xff" + bytes(LARGEST_PHOTO))

    assert (refused.status_code, refused.json()["code"]) == (413, "body_too_large")
    assert "10 Mo" in refused.json()["detail"]


async def test_a_refused_photo_leaves_nothing(visitor: Client) -> None:
    await visitor.open()
    await visitor.settled(1)

    assert (await upload(visitor, b"no photo")).status_code == 415
    assert (await upload(visitor, picture(), client_id="no")).status_code == 422

    assert len(await visitor.history()) == 1
    assert list(visitor.house.settings.photos_dir.rglob("*.jpg")) == []


def test_a_stored_photo_is_ours_alone_to_read(tmp_path: Path) -> None:
    store, name = FolderStore(tmp_path / "photos"), uuid4().hex

    store.put(name, b"jpeg")

    (path,) = (tmp_path / "photos").rglob("*.jpg")
    assert path.stat().st_mode & 0o077 == 0
    assert store.get(name) == b"jpeg"
    store.delete(name)
    store.delete(name)
    assert store.get(name) is None


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 32, "a" * 31])
def test_a_name_that_is_no_id_reaches_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not the id"):
        FolderStore(tmp_path).get(name)

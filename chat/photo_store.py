"""Where the pixels are: a folder outside of what the web serves, behind what another store would offer too."""

import os
import re
from pathlib import Path
from typing import Protocol

_NAME = re.compile(r"[0-9a-f]{32}")


class PhotoStore(Protocol):
    """Keeps JPEGs by their id, 32 hexadecimal characters. Each raises `OSError` when the store does not answer."""

    def put(self, photo_id: str, jpeg: bytes) -> None: ...

    def get(self, photo_id: str) -> bytes | None: ...

    def delete(self, photo_id: str) -> None: ...


class FolderStore:
    """A `PhotoStore` in a folder of this machine, readable by us alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, photo_id: str, jpeg: bytes) -> None:
        """Keep a picture; whole, or not at all."""
        path = self._path(photo_id)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(jpeg)
        partial.replace(path)

    def get(self, photo_id: str) -> bytes | None:
        """The picture, or None."""
        try:
            return self._path(photo_id).read_bytes()
        except FileNotFoundError:
            return None

    def delete(self, photo_id: str) -> None:
        """Remove a picture; nothing happens when there is none."""
        self._path(photo_id).unlink(missing_ok=True)

    def _path(self, photo_id: str) -> Path:
        if not _NAME.fullmatch(photo_id):
            raise ValueError("not the id of a photo")
        return self._folder / photo_id[:2] / f"{photo_id}.jpg"

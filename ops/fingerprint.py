"""Whether files changed, whatever their dates say."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from ops.places import ROOT

_NOT_SOURCES = {"__pycache__", ".DS_Store"}


def fingerprint(files: Iterable[Path], root: Path = ROOT) -> str:
    """A digest of the names (relative to `root`) and the contents of files, in no particular order."""
    digest = hashlib.sha256()
    for path in sorted(set(files)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return digest.hexdigest()


def files_under(folder: Path, pattern: str = "*") -> Iterator[Path]:
    """The files of a folder and its subfolders, without what tools leave there."""
    return (
        path for path in folder.rglob(pattern) if path.is_file() and not _NOT_SOURCES.intersection(path.parts)
    )


def model_sources(root: Path = ROOT) -> list[Path]:
    """What a model is made of: data (knowledge aside), domain, configuration, components, libraries."""
    knowledge = root / "data" / "knowledge"
    data = (path for path in files_under(root / "data") if knowledge not in path.parents)
    components = files_under(root / "engine" / "bump_engine", "*.py")
    return [*data, root / "domain.yml", root / "config.yml", *components, root / "engine" / "uv.lock"]


def service_sources(root: Path = ROOT) -> list[Path]:
    """What the running processes have loaded besides the model."""
    return [
        path
        for folder in ("actions", "support", "chat", "engine/bump_engine")
        for path in files_under(root / folder)
        if path.suffix in {".py", ".csv", ".yml"}
    ]

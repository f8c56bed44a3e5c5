"""Files that come in over the network: a folder each under PATROL_DATA, looked at before anything else is done."""

import os
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from gis.files import locating
from patrol.config import Settings
from patrol.errors import Invalid, TooLarge, Unavailable
from patrol.storage import sync

CHUNK = 256 * 1024
# File systems take names of 255 bytes, and a Chinese character is three; the rest is for the suffix.
STEM_BYTES = 200
MOST_FILES = 12
RESULTS = "results"


class Arrived(NamedTuple):
    """What came: the name of the file that is meant, and the bytes of all of them."""

    name: str
    length_bytes: int


def folder_of(import_id: uuid.UUID, settings: Settings) -> Path:
    """Where the file of an import lies, and its report."""
    return settings.data / "imports" / str(import_id)


def results_of(import_id: uuid.UUID, settings: Settings) -> Path:
    """Where the report of an import and the features that it refused lie."""
    return folder_of(import_id, settings) / RESULTS


def receive(import_id: uuid.UUID, parts: Iterable[tuple[str, BinaryIO]], settings: Settings) -> Arrived:
    """Keep the parts (name, stream) of one upload durably: a file, or the files of one shapefile.

    Invalid without a file, TooLarge past the limit, gis Refused for what can be seen to be nothing that is read.
    Nothing of it stays where it is refused.
    """
    with _whole(import_id, settings) as folder:
        length = _write(folder, parts, settings.imports.most_bytes)
        return Arrived(_checked(folder).name, length)


def adopt(import_id: uuid.UUID, name: str, file: BinaryIO, settings: Settings) -> Arrived:
    """The same for a file that came in pieces and lies under PATROL_DATA already.

    Only for an id that is claimed: what lies in its folder was left by an attempt that came to nothing.
    """
    forget(import_id, settings)
    with _whole(import_id, settings) as folder:
        os.link(file.name, folder / safe_name(name))
        sync(folder)
        found = _checked(folder)
        return Arrived(found.name, found.stat().st_size)


@contextmanager
def _whole(import_id: uuid.UUID, settings: Settings) -> Iterator[Path]:
    """A folder for the files of an import, which goes again when they are refused or the disk does not take them."""
    folder = folder_of(import_id, settings)
    try:
        folder.mkdir(parents=True)
        yield folder
    except BaseException as error:
        forget(import_id, settings)
        if isinstance(error, OSError):
            raise Unavailable from error
        raise


def forget(import_id: uuid.UUID, settings: Settings) -> None:
    """Take the files of an import away."""
    shutil.rmtree(folder_of(import_id, settings), ignore_errors=True)


def forget_strays(kept: set[uuid.UUID], before: float, settings: Settings) -> None:
    """Take away the folders of no import that have not changed since this epoch second."""
    names = {str(import_id) for import_id in kept}
    for folder in (settings.data / "imports").glob("*-*-*-*-*"):
        if _is_id(folder.name) and folder.name not in names and folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)


def safe_name(name: str) -> str:
    """The last part of a name, without anything that a file system could read a meaning into."""
    last = re.split(r"[/\\]", name)[-1]
    plain = re.sub(r"[^\w.()（）+ -]", "_", last).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    kept = (stem or suffix).encode()[:STEM_BYTES].decode(errors="ignore")
    return f"{kept}{dot if stem else ''}{suffix[:12] if stem else ''}" or "file"


def _write(folder: Path, parts: Iterable[tuple[str, BinaryIO]], most_bytes: int) -> int:
    length, count = 0, 0
    for count, (name, stream) in enumerate(parts, start=1):
        if count > MOST_FILES:
            raise Invalid({"file": ("import_files", {"most": MOST_FILES})})
        path = folder / safe_name(name)
        if path.exists():
            raise Invalid({"file": ("import_files", {"most": MOST_FILES})})
        with path.open("xb") as file:
            while chunk := stream.read(CHUNK):
                length += len(chunk)
                if length > most_bytes:
                    raise TooLarge("import_too_large", limit_mb=most_bytes // 2**20)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    if not count:
        raise Invalid({"file": "import_file_missing"})
    sync(folder)
    return length


def _checked(folder: Path) -> Path:
    """The one file that is meant, whose outside is what it should be."""
    files = sorted(folder.iterdir())
    meant = files if len(files) == 1 else [file for file in files if file.suffix.lower() == ".shp"]
    if len(meant) != 1:
        raise Invalid({"file": ("import_files", {"most": MOST_FILES})})
    locating.inspect(meant[0])
    return meant[0]


def _is_id(name: str) -> bool:
    try:
        return str(uuid.UUID(name)) == name
    except ValueError:
        return False

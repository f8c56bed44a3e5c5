"""Archives as offices send them, unpacked where they can do no harm."""

import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from gis.refused import Refused

MAX_FILES = 5_000
MAX_BYTES = 4 * 1024**3
_MEGABYTE = 1024 * 1024
# Tables that are mostly blanks shrink to a hundredth; what shrinks more, and is large, was made to do harm.
MAX_RATIO = 200
RATIO_FROM_BYTES = 128 * _MEGABYTE
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


def unpack(path: Path, into: Path, max_bytes: int = MAX_BYTES) -> Path:
    """Unpack the zip at `path` into the folder `into` and return it.

    Refused whole: what `inspect` refuses, and more than `max_bytes` bytes, counted while unpacking, whatever the
    archive declares. An archive within the archive stays packed.
    """
    with _opened(path) as archive:
        targets = [(member, into / inner) for member, inner in _members(archive, max_bytes)]
        _copy_all(archive, targets, max_bytes)
    return into


def inspect(path: Path, max_bytes: int = MAX_BYTES) -> list[PurePosixPath]:
    """The paths of the files in the zip at `path`, unpacking nothing.

    Refused: paths that leave the folder, links, passwords, more than MAX_FILES files, a declared size above
    `max_bytes`, and one that is out of all proportion to the archive's own.
    """
    with _opened(path) as archive:
        return [inner for _member, inner in _members(archive, max_bytes)]


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        raise Refused("archive_broken", path=path.name) from error


def _members(archive: zipfile.ZipFile, max_bytes: int) -> list[tuple[zipfile.ZipInfo, PurePosixPath]]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_FILES:
        raise Refused("archive_too_many", count=len(members), limit=MAX_FILES)
    found = [(member, _safe_path(member)) for member in members if not _is_clutter(member)]
    size, packed = (sum(getattr(member, what) for member in members) for what in ("file_size", "compress_size"))
    if size > max_bytes or size > max(RATIO_FROM_BYTES, packed * MAX_RATIO):
        raise Refused("archive_too_large", limit_mb=min(max_bytes, packed * MAX_RATIO) // _MEGABYTE)
    return found


def _copy_all(archive: zipfile.ZipFile, targets: list[tuple[zipfile.ZipInfo, Path]], max_bytes: int) -> None:
    left = max_bytes
    for member, target in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as packed, target.open("wb") as unpacked:
            while chunk := packed.read(_MEGABYTE):
                left -= len(chunk)
                if left < 0:
                    raise Refused("archive_too_large", limit_mb=max_bytes // _MEGABYTE)
                unpacked.write(chunk)


def _safe_path(member: zipfile.ZipInfo) -> PurePosixPath:
    name = _name(member)
    inner = PurePosixPath(name.replace("\\", "/"))
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused("archive_link", member=name)
    if member.flag_bits & _ENCRYPTED:
        raise Refused("archive_encrypted")
    if inner.is_absolute() or ".." in inner.parts or ":" in name or "\0" in name:
        raise Refused("archive_path", member=name)
    return inner


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; Chinese Windows writes GBK without saying so, which zipfile takes for code page 437."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _is_clutter(member: zipfile.ZipInfo) -> bool:
    """What macOS adds beside every file."""
    return member.filename.startswith("__MACOSX/") or PurePosixPath(member.filename).name.startswith("._")


def remove(folder: Path) -> None:
    """Delete an unpacked archive."""
    shutil.rmtree(folder, ignore_errors=True)

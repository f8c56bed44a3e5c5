"""Archives as offices send them, unpacked where they can do no harm."""

import shutil
import stat
import zipfile
from pathlib import Path, PurePosixPath

from gis.refused import Refused

MAX_FILES = 5_000
MAX_BYTES = 4 * 1024**3
_MEGABYTE = 1024 * 1024
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


def unpack(path: Path, into: Path, max_bytes: int = MAX_BYTES) -> Path:
    """Unpack the zip at `path` into the folder `into` and return it.

    Refused whole: paths that leave the folder, links, passwords, more than MAX_FILES files, more than `max_bytes` bytes
    (counted while unpacking, whatever the archive declares).
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MAX_FILES:
                raise Refused("archive_too_many", count=len(members), limit=MAX_FILES)
            targets = [(member, into / _safe_path(member)) for member in members if not _is_clutter(member)]
            _copy_all(archive, targets, max_bytes)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refused("archive_broken", path=path.name) from error
    return into


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

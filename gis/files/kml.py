"""KML documents: how large they may be; those that GDAL reads only in part, put in words that it reads whole."""

import codecs
import re
import tempfile
from pathlib import Path

from gis.files import untyped
from gis.refused import Refused

MOST_BYTES = 64 * 2**20
"""GDAL holds a whole document in memory, in eight times its size."""

PIECE_BYTES = 2**20
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["'](gb2312|gbk|gb18030)["'][^>]*\?>""", re.IGNORECASE)


def readable(path: Path, working: Path) -> Path:
    """The document itself, or a copy of it in the folder `working`: in UTF-8 where it says GBK, which GDAL's parser of
    XML does not take, and with untyped data declared. Refused where it is too large to be held."""
    if not path.is_file():
        return path
    if path.stat().st_size > MOST_BYTES:
        raise Refused("kml_too_large", path=path.name, limit_mb=MOST_BYTES // 2**20)
    return untyped.declared(_in_utf_8(path, working), Path(tempfile.mkdtemp(dir=working)) / path.name)


def _in_utf_8(path: Path, working: Path) -> Path:
    with path.open("rb") as file:
        declared = _DECLARATION.match(file.read(512))
    if not declared:
        return path
    copy = working / "utf-8" / path.name
    copy.parent.mkdir(exist_ok=True)
    try:
        _copy(path, declared.end(), copy)
    except UnicodeDecodeError as error:
        raise Refused("file_broken", path=path.name, detail=f"{declared[1].decode()}: {error.reason}") from error
    return copy


def _copy(path: Path, start: int, copy: Path) -> None:
    """What follows the declaration, in UTF-8, piece by piece."""
    decoder = codecs.getincrementaldecoder("gb18030")()
    with path.open("rb") as source, copy.open("w", encoding="utf-8", newline="") as target:
        source.seek(start)
        target.write('<?xml version="1.0" encoding="UTF-8"?>')
        while piece := source.read(PIECE_BYTES):
            target.write(decoder.decode(piece))
        target.write(decoder.decode(b"", final=True))

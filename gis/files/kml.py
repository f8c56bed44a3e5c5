"""KML documents in Chinese encodings, which XML parsers of GDAL's kind do not take."""

import re
from pathlib import Path

from gis.refused import Refused

_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["'](gb2312|gbk|gb18030)["'][^>]*\?>""", re.IGNORECASE)


def readable(path: Path, working: Path) -> Path:
    """The document itself, or a copy of it in UTF-8 in the folder `working` where it says GBK."""
    if not path.is_file():
        return path
    with path.open("rb") as file:
        declared = _DECLARATION.match(file.read(512))
    if not declared:
        return path
    try:
        content = path.read_bytes()[declared.end() :].decode("gb18030")
    except UnicodeDecodeError as error:
        raise Refused("file_broken", path=path.name, detail=f"{declared[1].decode()}: {error.reason}") from error
    copy = working / "utf-8" / path.name
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(f'<?xml version="1.0" encoding="UTF-8"?>{content}', encoding="utf-8")
    return copy

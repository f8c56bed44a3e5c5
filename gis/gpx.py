"""GPX 1.0 and 1.1 as hand-held receivers and phone apps write it: tracks, waypoints, and why a file cannot be read.

The file is read as a stream of elements. Declarations of entities, and everything else that a DOCTYPE can do, are
refused before any of them takes effect.
"""

import codecs
import re
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from math import isfinite
from typing import NamedTuple
from xml.parsers import expat

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030"}
# Python knows codecs that are none of a text file's: some take hours for a long file, others make what is no text.
TEXT_FILES = re.compile(r"utf-?8|utf-?16([lb]e)?|gb18030|big5(-?hkscs)?|us-ascii|ascii|iso-?8859-\d{1,2}|windows-125\d")
OTHER_KINDS = ((b"PK\x03\x04", "gpx_is_zip"), (b"\x1f\x8b", "gpx_is_zip"))
OTHER_ROOTS = {"html": "gpx_is_html", "kml": "gpx_is_kml", "trainingcenterdatabase": "gpx_is_tcx"}
TEXTS = frozenset({"time", "name", "desc", "cmt"})
DEEPEST = 100
MOST_POINTS = 250_000
"""Weeks of a receiver; more is refused as soon as it is counted."""
# The parser has English words alone; what they come to is told by these.
BROKEN = {
    expat.errors.codes[said]: code
    for said, code in (
        (expat.errors.XML_ERROR_NO_ELEMENTS, "gpx_cut"),
        (expat.errors.XML_ERROR_UNCLOSED_TOKEN, "gpx_cut"),
        (expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION, "gpx_cut"),
        (expat.errors.XML_ERROR_TAG_MISMATCH, "gpx_tags"),
        (expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE, "gpx_twice"),
        (expat.errors.XML_ERROR_UNDEFINED_ENTITY, "gpx_entity"),
        (expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT, "gpx_more"),
    )
}


class BadGpx(ValueError):
    """The file cannot be taken; ``code`` names the reason, ``params`` what belongs into its sentence."""

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code, self.params = code, params


class Point(NamedTuple):
    """A position in degrees; the moment is None where the file gives none, and has a zone otherwise."""

    lon: float
    lat: float
    at: datetime | None


class Waypoint(NamedTuple):
    """A marked place with what was written of it."""

    point: Point
    name: str
    text: str


@dataclass
class Gpx:
    """``segments`` are the stretches without a break of all tracks, in the order of the file."""

    creator: str = ""
    segments: list[list[Point]] = field(default_factory=list)
    waypoints: list[Waypoint] = field(default_factory=list)


def read(content: bytes, zone: tzinfo) -> Gpx:
    """What the file holds; times without a zone of their own are read in ``zone``. BadGpx where it is no sound GPX."""
    if not content.strip():
        raise BadGpx("gpx_empty")
    for mark, code in OTHER_KINDS:
        if content.startswith(mark):
            raise BadGpx(code)
    if not content.startswith(tuple(mark for mark, _ in MARKS)) and content.lstrip()[:1] != b"<":
        raise BadGpx("gpx_other", found=content[:20].decode("ascii", "backslashreplace"))
    reading = _Reading(zone)
    try:
        reading.parser.Parse(_text(content).encode(), True)
    except expat.ExpatError as error:
        code = BROKEN.get(error.code, "gpx_broken")
        raise BadGpx(code, line=error.lineno, column=error.offset + 1) from error
    return reading.found


def _text(content: bytes) -> str:
    """The file as text: by its byte order mark, else by what it declares, else as UTF-8; GBK is often not declared."""
    declared = DECLARED.match(content.lstrip()[:300])
    named = declared.group(1).decode().lower() if declared else "utf-8"
    encodings = [encoding for mark, encoding in MARKS if content.startswith(mark)]
    said = CHINESE.get(named, named).replace("_", "-")
    for encoding in encodings or [said if TEXT_FILES.fullmatch(said) else "utf-8", "gb18030"]:
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise BadGpx("gpx_encoding", name=named)


class _Reading:
    """The parser's handlers, and what they have found so far."""

    def __init__(self, zone: tzinfo):
        self.zone, self.found = zone, Gpx()
        self.root: str | None = None
        self.path: list[str] = []
        self.place: tuple[float, float] | None = None
        self.said: dict[str, list[str]] = {}
        self.points = 0
        # The text has been decoded by now, whatever its head declares.
        self.parser = expat.ParserCreate("UTF-8", None)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, name: str, *_) -> None:
        raise BadGpx("gpx_is_html" if name.lower() == "html" else "gpx_doctype")

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if self.root is None:
            self._check_root(name.lower(), given)
        self.path.append(name)
        if len(self.path) > DEEPEST:
            raise BadGpx("gpx_deep", line=self.parser.CurrentLineNumber)
        if name == "trkseg":
            self.found.segments.append([])
        elif name in ("trkpt", "wpt"):
            self.place, self.said = self._position(given), {}

    def _check_root(self, name: str, given: dict[str, str]) -> None:
        self.root = name
        if name != "gpx":
            raise BadGpx(OTHER_ROOTS.get(name, "gpx_other"), found=name[:20])
        self.found.creator = given.get("creator", "")[:100]

    def _position(self, given: dict[str, str]) -> tuple[float, float]:
        try:
            lon, lat = float(given["lon"]), float(given["lat"])
        except (KeyError, ValueError):
            lon = lat = float("nan")
        if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
            told = f"lat={given.get('lat', '')[:20]} lon={given.get('lon', '')[:20]}"
            raise BadGpx("gpx_position", line=self.parser.CurrentLineNumber, value=told)
        return lon, lat

    def _words(self, words: str) -> None:
        if self.place is not None and self.path[-1] in TEXTS and self.path[-2] in ("trkpt", "wpt"):
            self.said.setdefault(self.path[-1], []).append(words)

    def _end(self, tag: str) -> None:
        name = self.path.pop()
        if name not in ("trkpt", "wpt") or self.place is None:
            return
        said = {key: "".join(words).strip() for key, words in self.said.items()}
        point = Point(*self.place, self._moment(said.get("time", "")))
        self.place = None
        if name == "wpt":
            texts = dict.fromkeys(text for text in (said.get("desc"), said.get("cmt")) if text)
            self.found.waypoints.append(Waypoint(point, said.get("name", ""), "\n".join(texts)))
        elif self.found.segments:
            self.points += 1
            if self.points > MOST_POINTS:
                raise BadGpx("gpx_too_many", max=MOST_POINTS)
            self.found.segments[-1].append(point)

    def _moment(self, text: str) -> datetime | None:
        if not text:
            return None
        try:
            at = datetime.fromisoformat(text)
        except ValueError as error:
            raise BadGpx("gpx_time", line=self.parser.CurrentLineNumber, value=text[:40]) from error
        if not 1900 <= at.year <= 2200:
            raise BadGpx("gpx_time", line=self.parser.CurrentLineNumber, value=text[:40])
        return at if at.tzinfo else at.replace(tzinfo=self.zone)

"""The cells of CSV files and workbooks as text, row by row: never a formula, and never a whole workbook in memory."""

import codecs
import csv
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from gis.files import archives
from gis.files.notes import Note
from gis.refused import Refused

XLSX_BYTES = 256 * 1024 * 1024
HEADER_WITHIN = 10
MAX_COLUMNS = 500
MARKS = ",\t;|"
LONGEST_CELL = 64 * 1024 * 1024
_PIECE = 1024 * 1024
# What openpyxl stumbles over; there is no one exception of its own.
_BROKEN = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, EOFError),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError),
)

Table = tuple[list[str], Iterator[list[str]], list[Note]]

csv.field_size_limit(LONGEST_CELL)


@contextmanager
def rows(path: Path, sheet: str, encoding: str | None) -> Iterator[Table]:
    """The header of a table, the rows below it as text cells as many as the header has, and what is to be said."""
    if path.suffix.lower() == ".xlsx":
        with _workbook(path) as book:
            yield (*_headed(path, _cells(book[sheet])), [])
        return
    told = encoding or _encoding(path)
    try:
        with path.open(encoding=told, newline="") as file:
            dialect = _dialect(file)
            yield (*_headed(path, csv.reader(file, dialect)), [] if encoding else _encoding_note(told))
    except (csv.Error, UnicodeDecodeError, LookupError) as error:
        raise Refused("file_broken", path=path.name, detail=str(error)[:120]) from error


def headers(path: Path) -> dict[str, list[str]]:
    """The header of each sheet of the workbook at `path`; empty for one without rows."""
    with _workbook(path) as book:
        return {sheet.title: _header(list(islice(_cells(sheet), HEADER_WITHIN)))[1] for sheet in book.worksheets}


@contextmanager
def _workbook(path: Path) -> Iterator[openpyxl.Workbook]:
    archives.inspect(path, XLSX_BYTES)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()
    except _BROKEN as error:
        if isinstance(error, DefusedXmlException) or isinstance(error.__cause__, DefusedXmlException):
            raise Refused("file_xml_entities", path=path.name) from error
        raise Refused("file_broken", path=path.name, detail=type(error).__name__) from error


def _cells(sheet) -> Iterator[list[str]]:
    for row in sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS):
        yield [_text(value) for value in row]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
    return str(value).strip()


def _headed(path: Path, found: Iterator[list[str]]) -> tuple[list[str], Iterator[list[str]]]:
    first = list(islice(found, HEADER_WITHIN))
    at, header = _header(first)
    if not header:
        raise Refused("table_no_header", path=path.name)

    width, below = len(header), chain(first[at + 1 :], found)
    return header, ([cell.strip() for cell in (row + [""] * width)[:width]] for row in below if any(row))


def _header(first: list[list[str]]) -> tuple[int, list[str]]:
    """The first row with two names or more: tables of offices have a title above. Columns without a name get one."""
    for at, row in enumerate(first):
        named = [cell.strip() for cell in row]
        if sum(bool(cell) for cell in named) > 1:
            while named and not named[-1]:
                named.pop()
            return at, _once(named[:MAX_COLUMNS])
    return 0, []


def _once(named: list[str]) -> list[str]:
    """Each name once: the layer that is made of them knows no two of one name, however they are written."""
    taken: set[str] = set()
    once = []
    for at, name in enumerate(named, start=1):
        name, number = (name or f"column{at}")[:60], 1
        unique = name
        while unique.casefold() in taken or unique.casefold() in ("fid", "geom"):
            number += 1
            unique = f"{name}_{number}"
        taken.add(unique.casefold())
        once.append(unique)
    return once


def _encoding(path: Path) -> str:
    """UTF-8 where all of it is, else GB 18030, else UTF-16 where its mark says so; Refused otherwise."""
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while piece := file.read(_PIECE):
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refused("encoding_wrong")


def _encoding_note(encoding: str) -> list[Note]:
    return [] if encoding == "utf-8-sig" else [Note("note_encoding_detected", {"encoding": encoding.upper()})]


def _dialect(file) -> type[csv.Dialect]:
    """What stands between cells: of the usual marks the most frequent in the first line that has one."""
    lines = file.read(64 * 1024).splitlines()[:HEADER_WITHIN]
    file.seek(0)
    marked = next((line for line in lines if any(mark in line for mark in MARKS)), MARKS)

    class Told(csv.excel):
        delimiter = max(MARKS, key=marked.count)

    return Told

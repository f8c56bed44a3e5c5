"""Layers as tables for Excel: one row a feature, titles as headings, a point of each feature as lon and lat."""

import csv
import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import shapely
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from gis.files.schema import Output, plain
from gis.refused import Refused

SHEET_ROWS = 1_048_576
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, output: Output) -> None:
    """CSV in UTF-8 with the mark by which Excel knows it. What Excel would run gets a quote before it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(column.title for column in output.columns), "lon", "lat"])
        for values in _rows(output):
            writer.writerow([_harmless(value) if isinstance(value, str) else value for value in values])


def write_xlsx(path: Path, output: Output) -> None:
    """One sheet, written as it streams; text is always text, never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(output.layer[:31])
    sheet.freeze_panes = "A2"
    sheet.append([*(column.title for column in output.columns), "lon", "lat"])
    for number, values in enumerate(_rows(output), start=2):
        if number > SHEET_ROWS:
            raise Refused("too_many_rows", limit=SHEET_ROWS)
        sheet.append([_cell(sheet, value) if isinstance(value, str) else value for value in values])
    book.save(path)


def _rows(output: Output) -> Iterator[list]:
    """Values as a table holds them: numbers and days as they are, all else as text, then lon and lat."""
    for batch in output.batches:
        places = shapely.point_on_surface(shapely.from_wkb([row[0] for row in batch]))
        for row, lon, lat in zip(batch, shapely.get_x(places), shapely.get_y(places), strict=True):
            yield [*(_value(value) for value in row[1:]), _degrees(lon), _degrees(lat)]


def _degrees(value: float) -> float | None:
    """Nothing for a feature without a place."""
    return None if math.isnan(value) else round(float(value), 7)


def _value(value: object) -> object:
    if value is None or isinstance(value, bool | int | float) or type(value) is date:
        return value
    return plain(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_MARKS) else text


def _cell(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    return cell


WRITERS = {".csv": write_csv, ".xlsx": write_xlsx}

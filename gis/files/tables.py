"""Layers as tables for Excel: one row a feature, titles as headings, a point of each feature in two columns."""

import csv
import math
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import shapely
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from gis.crs import Declared
from gis.files.schema import Output, plain
from gis.refused import Refused

SHEET_ROWS = 1_048_576
LON_LAT = ("lon", "lat")
EAST_NORTH = (("东坐标（{system}）", "北坐标（{system}）"), ("easting ({system})", "northing ({system})"))
"""In Chinese and in English; imports know them again."""

DEGREE_DECIMALS, METRE_DECIMALS = 7, 3
_FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, output: Output, system: Declared, to_system: Callable) -> None:
    """CSV in UTF-8 with the mark by which Excel knows it. What Excel would run gets a quote before it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_headings(output, system))
        for values in _rows(output, system, to_system):
            writer.writerow([_harmless(value) if isinstance(value, str) else value for value in values])


def write_xlsx(path: Path, output: Output, system: Declared, to_system: Callable) -> None:
    """One sheet, written as it streams; text is always text, never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(output.layer[:31])
    sheet.freeze_panes = "A2"
    sheet.append(_headings(output, system))
    for number, values in enumerate(_rows(output, system, to_system), start=2):
        if number > SHEET_ROWS:
            raise Refused("too_many_rows", limit=SHEET_ROWS)
        sheet.append([_cell(sheet, value) if isinstance(value, str) else value for value in values])
    book.save(path)


def _headings(output: Output, system: Declared) -> list[str]:
    """Titles of the columns; those of metres say of which system, for a table cannot say it elsewhere."""
    axes = EAST_NORTH[output.english] if system.is_projected else LON_LAT
    return [*(column.title for column in output.columns), *(axis.format(system=system.label) for axis in axes)]


def _rows(output: Output, system: Declared, to_system: Callable) -> Iterator[list]:
    """Values as a table holds them: numbers and days as they are, all else as text, then the place, east first."""
    decimals = METRE_DECIMALS if system.is_projected else DEGREE_DECIMALS
    for batch in output.batches:
        places = shapely.transform(shapely.point_on_surface(shapely.from_wkb([row[0] for row in batch])), to_system)
        for row, x, y in zip(batch, shapely.get_x(places), shapely.get_y(places), strict=True):
            yield [*(_value(value) for value in row[1:]), _rounded(x, decimals), _rounded(y, decimals)]


def _rounded(value: float, decimals: int) -> float | None:
    """Nothing for a feature without a place."""
    return None if math.isnan(value) else round(float(value), decimals)


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

"""A table as a workbook: the items of the API under its headings, numbers as numbers, days as days."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from patrol.api.tables.columns import Column, Table, value_at

MOST_ROWS = 100_000
BOLD = Font(bold=True)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
IN_TITLES = re.compile(r"[\[\]:*?/\\]")
FORMATS = {
    "text": "@",
    "word": "@",
    "flag": "@",
    "count": "#,##0",
    "share": "0.00%",
    "score": "0.00",
    "mu": "#,##0.00",
    "km": "#,##0.00",
    "minutes": "#,##0",
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm",
}
PARTS = {"km": 1000, "minutes": 60}
FLAGS = (("否", "是"), ("no", "yes"))


def write(table: Table, items: Iterable[Mapping[str, Any]], zone: ZoneInfo, language: int) -> bytes:
    """A workbook with a row for each item, in Chinese (0) or English (1); moments are told in `zone`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(IN_TITLES.sub(" ", table.title[language])[:31])
    sheet.freeze_panes = "A2"
    for at, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.append([_bold(sheet, column.heading[language]) for column in table.columns])
    for item in items:
        sheet.append([_cell(sheet, column, value_at(item, column.field), zone, language) for column in table.columns])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _bold(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = BOLD
    return cell


def _cell(sheet, column: Column, value: Any, zone: ZoneInfo, language: int) -> WriteOnlyCell:
    """Text stays text, whatever it begins with: what somebody reported is never a formula."""
    value = _shown(column, value, zone, language)
    cell = WriteOnlyCell(sheet, UNPRINTABLE.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    cell.number_format = FORMATS[column.kind]
    return cell


def _shown(column: Column, value: Any, zone: ZoneInfo, language: int) -> Any:
    if value is None:
        return None
    if column.kind in PARTS:
        return value / PARTS[column.kind]
    if column.words:
        return column.words[value][language] if value in column.words else value
    if column.kind == "flag":
        return FLAGS[language][value]
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None, microsecond=0)
    return value

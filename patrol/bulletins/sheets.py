"""A bulletin as a workbook: a sheet for each table, numbers as numbers, and on which data it stood."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from patrol.bulletins.columns import TABLES, Table, cell
from patrol.filling import UNPRINTABLE

BOLD, HEAD = Font(bold=True), PatternFill("solid", fgColor="EAF1F8")
NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def write(kind: str, told: Mapping[str, Any], figures: Mapping[str, Any]) -> bytes:
    """The tables of a bulletin; the first sheet says what it is."""
    book = Workbook(write_only=True)
    _about(book.create_sheet("说明"), told)
    for table in TABLES[kind]:
        _table(book.create_sheet(NO_SHEET_NAME.sub("", table.title)), table, told["part"], figures.get(table.rows, ()))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _about(sheet, told: Mapping[str, Any]) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 12, 100
    for label, words in (
        ("名称", told["title"]),
        ("编制单位", told["office"]["name"]),
        ("统计期", f"{told['first']}至{told['last']}"),
        ("数据", told["standing"]),
    ):
        sheet.append([_cell(sheet, label, None, bold=True), _cell(sheet, words, None)])


def _table(sheet, table: Table, part: str, rows) -> None:
    for at, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width * 1.6
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, column.heading.replace("{part}", part), None, bold=True) for column in table.columns])
    for row in rows:
        sheet.append([_cell(sheet, *cell(row.get(column.name), column.form)) for column in table.columns])


def _cell(sheet, value: Any, pattern: str | None, *, bold: bool = False) -> WriteOnlyCell:
    """Text stays text, whatever it begins with."""
    made = WriteOnlyCell(sheet, UNPRINTABLE.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        made.data_type = "s"
    made.number_format = pattern or ("@" if isinstance(value, str) else "General")
    if bold:
        made.font, made.fill = BOLD, HEAD
    return made

"""A rectification list 整改清单 as a workbook: written for people to fill in, read back by item number."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from patrol.errors import Invalid
from patrol.rules.casework_words import ACTION_WORDS

MOST_ROWS, MOST_COLUMNS = 5000, 200
MOST_UNPACKED = 100 * 2**20
# What the library raises over broken parts of a workbook.
UNREADABLE = (zipfile.BadZipFile, zlib.error, ValueError, LookupError, TypeError, AttributeError, SyntaxError, OSError)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Field → heading in Chinese and in English, width in characters.
GIVEN = {
    "number": ("编号", "Number", 12),
    "state": ("状态", "State", 10),
    "kind": ("类型", "Kind", 8),
    "category": ("类别", "Category", 14),
    "severity": ("严重程度", "Severity", 10),
    "title": ("问题", "Issue", 40),
    "division": ("行政区划", "Division", 16),
    "object": ("河段或小班", "Segment or plot", 16),
    "reported_on": ("上报日期", "Reported on", 12),
    "assignee_name": ("责任人", "Assignee", 12),
    "rectify_by": ("整改期限", "To be put right by", 12),
    "due_on": ("本步期限", "Step due on", 12),
    "overdue": ("超期", "Overdue", 8),
    "lon": ("经度", "Longitude", 12),
    "lat": ("纬度", "Latitude", 12),
    "version": ("版本", "Version", 8),
}
FILLED_IN = {
    "action": ("办理", "Action", 16),
    "opinion": ("意见", "Opinion", 40),
    "assignee": ("指定责任人（账号）", "New assignee (user name)", 20),
    "new_due_on": ("新期限", "New day", 12),
}
COLUMNS = GIVEN | FILLED_IN
FIELDS = {heading: field for field, headings in COLUMNS.items() for heading in headings[:2]}
BOLD, TO_FILL_IN = Font(bold=True), PatternFill("solid", fgColor="FFF2CC")


class Line(NamedTuple):
    """A row that somebody has filled in; `row` is its number in the sheet."""

    row: int
    cells: dict[str, Any]


def write(rows: Iterable[dict[str, Any]], locale: str) -> bytes:
    """A workbook with a row for each issue, and empty columns for what is to be done with it."""
    language = 1 if locale == "en" else 0
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Issues" if language else "问题清单")
    sheet.freeze_panes = "B2"
    for at, (field, headings) in enumerate(COLUMNS.items(), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = headings[2]
        if field == "action":
            sheet.data_validations.append(_choice_of_actions(get_column_letter(at), language))
    sheet.append([_heading(sheet, field, headings[language]) for field, headings in COLUMNS.items()])
    for row in rows:
        sheet.append([_cell(sheet, row.get(field)) for field in COLUMNS])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _choice_of_actions(column: str, language: int) -> DataValidation:
    words = [names[language] for action, names in ACTION_WORDS.items() if action not in ("find", "merge")]
    # A list written into the rule may hold 255 characters; people may write any action all the same.
    listed = words
    while len(",".join(listed)) > 250:
        listed = listed[:-1]
    return DataValidation(
        type="list",
        formula1=f'"{",".join(listed)}"',
        sqref=f"{column}2:{column}{MOST_ROWS + 1}",
        showErrorMessage=False,
    )


def _heading(sheet, field: str, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = BOLD
    if field in FILLED_IN:
        cell.fill = TO_FILL_IN
    return cell


def _cell(sheet, value: Any) -> WriteOnlyCell:
    """Text stays text, whatever it begins with: what somebody reported is never a formula."""
    cell = WriteOnlyCell(sheet, UNPRINTABLE.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
    return cell


def read(content: bytes) -> list[Line]:
    """The rows of a workbook by their headings, in Chinese or English; Invalid when it cannot be read as a list."""
    with opened(content) as book:
        try:
            return list(_lines(bounded(book.worksheets[0].iter_rows(values_only=True))))
        except UNREADABLE as error:
            raise Invalid({"file": "sheet_unreadable"}) from error


@contextmanager
def opened(content: bytes):
    """An open workbook that is closed again; Invalid for what is none, or unpacks to more than a list can be."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Invalid({"file": ("sheet_too_long", {"most": MOST_ROWS})})
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    except UNREADABLE as error:
        raise Invalid({"file": "sheet_unreadable"}) from error
    try:
        yield book
    finally:
        book.close()


def _lines(rows: Iterator[tuple]) -> Iterator[Line]:
    headings = [_field(heading) for heading in next(rows, ())]
    twice = [COLUMNS[field][0] for field in COLUMNS if headings.count(field) > 1]
    if twice:
        raise Invalid({"file": ("sheet_column_twice", {"columns": "、".join(twice)})})
    missing = [field for field in ("number", "action") if field not in headings]
    if missing:
        wanted = "、".join(COLUMNS[field][0] for field in missing)
        raise Invalid({"file": ("sheet_lacks_column", {"columns": wanted})})
    for at, values in enumerate(rows, start=2):
        cells = {field: plain(value) for field, value in zip(headings, values, strict=False) if field}
        cells = {field: value for field, value in cells.items() if value not in (None, "")}
        if not cells:
            continue
        yield Line(at, cells)


def _field(heading: Any) -> str | None:
    return FIELDS.get(str(heading).strip()) if heading is not None else None


def unknown_headings(content: bytes) -> list[str]:
    """The headings of a workbook's first sheet that a list does not have: what stands below them is not read."""
    with opened(content) as book:
        first = next(bounded(book.worksheets[0].iter_rows(max_row=1, values_only=True)), ())
    return [str(heading).strip() for heading in first if heading is not None and _field(heading) is None]


def bounded(rows: Iterator[tuple], most: int = MOST_ROWS) -> Iterator[tuple]:
    """The rows of a sheet that can be of a list of `most`; Invalid at the first one too many, empty or not, or the
    first too wide, so that nothing behind it is read."""
    for at, values in enumerate(rows, start=1):
        if at > most + 1:
            raise Invalid({"file": ("sheet_too_long", {"most": most})})
        if len(values) > MOST_COLUMNS:
            raise Invalid({"file": ("sheet_too_wide", {"row": at, "most": MOST_COLUMNS})})
        yield values


def plain(value: Any) -> Any:
    """A cell with days as days, whole numbers as such, and text without the spaces around it."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.strip() if isinstance(value, str) else value

"""A list of officers as a workbook: written for an office to fill in, read back row by row, all or none."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.casework.sheets import UNREADABLE, bounded, opened, plain
from patrol.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from patrol.rules.posts import POST_WORDS
from patrol.staffing import keeping

MOST_ROWS = 500
LONGEST = {"username": 64, "name": 64, "phone": 40, "office_title": 60, "office_phone": 60}
HEADINGS = {
    "username": ("账号", "User name"),
    "name": ("姓名", "Name"),
    "post": ("职务", "Post"),
    "division": ("行政区划代码", "Division code"),
    "phone": ("手机", "Phone"),
    "office_title": ("公示职务", "Published title"),
    "office_phone": ("公示电话", "Published phone"),
}
FIELDS = {heading: field for field, headings in HEADINGS.items() for heading in headings}
NEEDED = ("username", "name", "post", "division")
POSTS_CALLED = {name: code for code, names in POST_WORDS.items() for name in (*names, code)}


class Outcome(NamedTuple):
    """What became, or would become, of a row: a new password to hand over, or why it is refused."""

    row: int
    username: str
    name: str
    password: str | None
    refusal: Refusal | None


def blank(locale: str) -> bytes:
    """An empty list with its headings, and the posts to choose from."""
    language = 1 if locale == "en" else 0
    book = Workbook()
    sheet = book.active
    sheet.title = ("人员", "Officers")[language]
    sheet.append([headings[language] for headings in HEADINGS.values()])
    for at, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = 18
    listed = ",".join(names[language] for names in POST_WORDS.values())
    column = get_column_letter(list(HEADINGS).index("post") + 1)
    sheet.add_data_validation(
        DataValidation("list", formula1=f'"{listed}"', sqref=f"{column}2:{column}{MOST_ROWS + 1}")
    )
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def take(session: Session, viewer: Viewer, content: bytes, now: datetime, *, write: bool) -> list[Outcome]:
    """Enter every row. Nothing stays unless `write` and none is refused."""
    keeping.may_keep(viewer)
    rows = list(read(content))
    trial = session.begin_nested()
    outcomes = [_take(session, viewer, row, now, trial=True) for row in rows]
    trial.rollback()
    if not write or any(outcome.refusal for outcome in outcomes):
        return outcomes
    return [_take(session, viewer, row, now, trial=False) for row in rows]


def _take(session: Session, viewer: Viewer, row: tuple[int, dict[str, Any]], now: datetime, *, trial: bool) -> Outcome:
    number, cells = row
    username, name = str(cells.get("username", "")), str(cells.get("name", ""))
    try:
        with session.begin_nested():
            password = keeping.add(session, viewer, _checked(cells), now, trial=trial)
            return Outcome(number, username, name, password, None)
    except (Invalid, Conflict, Forbidden, NotFound) as refusal:
        return Outcome(number, username, name, None, refusal)


def _checked(cells: dict[str, Any]) -> dict[str, Any]:
    """A row as `keeping.add` takes it; Invalid by field."""
    told = {field: str(value) for field, value in cells.items()}
    missing = {field: "required" for field in NEEDED if not told.get(field)}
    too_long = {
        field: ("length", {"min": 1, "max": most}) for field, most in LONGEST.items() if len(told.get(field, "")) > most
    }
    if missing or too_long:
        raise Invalid(missing | too_long)
    post = POSTS_CALLED.get(told["post"])
    if post is None:
        raise Invalid({"post": ("not_one_of", {"choices": "、".join(names[0] for names in POST_WORDS.values())})})
    return told | {"post": post}


def read(content: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """Row number and cells by field; Invalid for what is no such list."""
    with opened(content) as book:
        try:
            yield from _rows(bounded(book.worksheets[0].iter_rows(values_only=True), MOST_ROWS))
        except UNREADABLE as error:
            raise Invalid({"file": "sheet_unreadable"}) from error


def _rows(rows: Iterator[tuple]) -> Iterator[tuple[int, dict[str, Any]]]:
    headings = [FIELDS.get(str(heading).strip()) if heading is not None else None for heading in next(rows, ())]
    missing = [HEADINGS[field][0] for field in NEEDED if field not in headings]
    if missing:
        raise Invalid({"file": ("sheet_lacks_column", {"columns": "、".join(missing)})})
    for number, values in enumerate(rows, start=2):
        cells = {field: plain(value) for field, value in zip(headings, values, strict=False) if field}
        cells = {field: value for field, value in cells.items() if value not in (None, "")}
        if not cells:
            continue
        yield number, cells

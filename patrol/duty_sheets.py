"""Tables of duties as workbooks: the figures of the API under headings in Chinese or English, numbers as numbers."""

import re
from collections.abc import Iterable
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from patrol.rules.duty_words import KIND_WORDS, PER_WORDS, STATUS_WORDS
from patrol.rules.posts import POST_WORDS

MOST_ROWS = 100_000
BOLD = Font(bold=True)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
SUBJECTS = {
    "officer": ("人员", "Officer"),
    "segment": ("河段", "Segment"),
    "plot": ("小班", "Plot"),
    "village": ("村", "Village"),
    "township": ("乡镇", "Township"),
    "county": ("县", "County"),
}
# field → heading, width, words of its values
COLUMNS = {
    "key": (("编号", "Code"), 18, None),
    "name": (None, 22, None),
    "post": (("职务", "Post"), 12, POST_WORDS),
    "division_name": (("行政区划", "Division"), 16, None),
    "kind": (("类别", "Kind"), 8, KIND_WORDS),
    "per": (("考核口径", "Counted"), 10, PER_WORDS),
    "objects": (("对象数", "Objects"), 8, None),
    "owed": (("应巡", "Owed"), 8, None),
    "done": (("已巡", "Done"), 8, None),
    "effective": (("有效次数", "Effective"), 10, None),
    "missing": (("欠巡", "Missing"), 8, None),
    "rate": (("完成率", "Rate"), 10, None),
    "days_left": (("剩余天数", "Days left"), 10, None),
    "status": (("状态", "Status"), 12, STATUS_WORDS),
}


def write(rows: Iterable, by: str, period: str, locale: str) -> bytes:
    """A workbook of rows of `queries.duties.page`."""
    language = 1 if locale == "en" else 0
    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"{('履职', 'Duties')[language]} {period}")
    for at, (_heading, width, _words) in enumerate(COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.freeze_panes = "A2"
    headings = [(heading or SUBJECTS[by])[language] for heading, _width, _words in COLUMNS.values()]
    sheet.append([_bold(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, field, getattr(row, field), language) for field in COLUMNS])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _bold(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = BOLD
    return cell


def _cell(sheet, field: str, value, language: int) -> WriteOnlyCell:
    """Text stays text, whatever it begins with; a rate is a number that is shown in per cent."""
    words = COLUMNS[field][2]
    value = words[value][language] if words and value in words else value
    cell = WriteOnlyCell(sheet, UNPRINTABLE.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
    elif field == "rate":
        cell.number_format = "0.00%"
    return cell

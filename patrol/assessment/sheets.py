"""Tables of scores as workbooks: the figures of the API under headings in Chinese or English, numbers as numbers."""

import re
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from patrol.rules.assessment.indicators import INDICATORS
from patrol.rules.posts import POST_WORDS

BOLD = Font(bold=True)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
SHEET = ("考核", "Assessment")
HEADINGS = {
    "rank": ("名次", "Rank"),
    "key": ("编号", "Code"),
    "name": ("考核对象", "Subject"),
    "post": ("职务", "Post"),
    "division_name": ("行政区划", "Division"),
    "days": ("在岗天数", "Days in post"),
    "leave_days": ("请假天数", "Days of leave"),
    "score": ("得分", "Score"),
    "corrected_score": ("更正后得分", "Corrected score"),
    "corrected_rank": ("更正后名次", "Corrected rank"),
    "note": ("备注", "Note"),
}
NOTES = {
    "not_begun": ("时段未开始", "not begun"),
    "nothing_owed": ("无任务", "nothing owed"),
    "few_days": ("在岗天数不足，不排名", "too few days in post"),
}
PARTS = {
    "numerator": ("分子", "counted"),
    "denominator": ("分母", "owed"),
    "rate": ("比率", "rate"),
    "applied_weight": ("实际权重", "weight given"),
    "points": ("得分", "points"),
}
CORRECTED = {"corrected_points": ("更正后得分", "corrected points"), "decision_words": ("更正理由", "why corrected")}
WIDTH = 13


def write(table: dict[str, Any], locale: str) -> bytes:
    """A workbook of a table of `assessment.tables`: a row each subject, five columns each indicator, two more where an
    upheld appeal corrected it."""
    language = 1 if locale == "en" else 0
    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"{SHEET[language]} {table['period']}")
    codes = [each["indicator"] for each in table["scheme"]["indicators"]]
    headings = [words[language] for words in HEADINGS.values()]
    parts = {code: PARTS | (CORRECTED if _corrected(table, code) else {}) for code in codes}
    headings += [f"{INDICATORS[code][language]} {words[language]}" for code in codes for words in parts[code].values()]
    for at in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = WIDTH
    sheet.freeze_panes = "D2"
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    for row in table["items"]:
        sheet.append([_cell(sheet, *value) for value in _values(row, parts, language)])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _corrected(table: dict[str, Any], code: str) -> bool:
    lines = (line for row in table["items"] for line in row["lines"] if line["indicator"] == code)
    return any(line["corrected_points"] is not None for line in lines)


def _values(row: dict[str, Any], parts: dict[str, dict], language: int) -> list[tuple]:
    corrected = row["corrected"] or {"score": None, "rank": None}
    told = row | {f"corrected_{name}": value for name, value in corrected.items()}
    told["post"] = POST_WORDS[row["post"]][language] if row["post"] else None
    told["note"] = NOTES[row["note"]][language] if row["note"] else None
    values: list[tuple] = [(told[name], "0.00" if "score" in name else None) for name in HEADINGS]
    shown = {"rate": "0.00%", "points": "0.00", "applied_weight": "0.00", "corrected_points": "0.00"}
    return values + [(_part(line, part), shown.get(part)) for line in row["lines"] for part in parts[line["indicator"]]]


def _part(line: dict[str, Any], part: str) -> Any:
    """A part of a line; where nothing was owed no points were earned or missed, which is not the same as 0."""
    return None if part == "points" and line["weight"] and line["rate"] is None else line[part]


def _cell(sheet, value, shown: str | None = None, *, bold: bool = False) -> WriteOnlyCell:
    """Text stays text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, UNPRINTABLE.sub("", value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.number_format = "@"
    elif shown:
        cell.number_format = shown
    if bold:
        cell.font = BOLD
    return cell

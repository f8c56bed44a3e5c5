"""Works and reconciliations as workbooks: numbers as numbers, headings in the reader's language."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from patrol.forestry.reconciling import AREAS
from patrol.rules.balances import BALANCES
from patrol.rules.factor_catalogue import FACTORS
from patrol.rules.forestry_words import AREA_WORDS, WORK_TYPE_WORDS, stage_word
from patrol.rules.plot_factors import told

MOST_ROWS = 50_000
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LEVEL_WORDS = {"county": ("县", "County"), "township": ("乡镇", "Township"), "village": ("村", "Village")}
REASON_WORDS = {
    "unverified_reason": ("不核实原因", "Why not verified"),
    "replant_reason": ("待补植原因", "Why to be replanted"),
    "failed_reason": ("失败原因", "Why failed"),
    "lost_reason": ("损失原因", "Why lost"),
}
ZONE_WORDS = {
    "farmland": ("占永久基本农田（亩）", "In permanent basic farmland (mu)"),
    "red_line": ("在生态保护红线内（亩）", "Within ecological red lines (mu)"),
    "priority": ("优先保护单元（亩）", "Priority units (mu)"),
    "key": ("重点管控单元（亩）", "Key units (mu)"),
    "general": ("一般管控单元（亩）", "General units (mu)"),
}
WORK_AREAS = ("planned", "reported", "measured", "counted", "verified", "unverified", "qualified", "replant", "failed")
MU, HA = ("（亩）", " (mu)"), ("（公顷）", " (ha)")
NUMBER = {"mu": "#,##0.00", "ha": "#,##0"}
Column = tuple[str, Any, str | None]


def write_works(items: Iterable[Mapping[str, Any]], language: int = 0) -> bytes:
    """A workbook of works as `looking.work` tells them: a row each, its factors and zones in columns."""
    title = ("营造林作业", "Forestry works")[language]
    return _book([(title, _work_columns(language), list(items))])


def _work_columns(language: int) -> list[Column]:
    plain = (
        ("code", "作业编码", "Code"),
        ("year", "年度", "Year"),
        ("division", "行政区划代码", "Division code"),
        ("division_name", "行政区划", "Division"),
        ("plot", "小班编码", "Plot"),
        ("design_reference", "作业设计文号", "Design"),
        ("done_on", "完成日期", "Done on"),
    )
    columns: list[Column] = [(words[language], name, None) for name, *words in plain]
    columns[2:2] = [
        (("作业类型", "Type of work")[language], lambda item: WORK_TYPE_WORDS[item["work_type"]][language], None),
        (("阶段", "Stage")[language], lambda item: stage_word(item["work_type"], item["stage"], language), None),
        (("轮次", "Round")[language], "round", None),
    ]
    columns += [(_headed(area, language, MU), f"{area}_mu", "mu") for area in (*WORK_AREAS, "lost")]
    columns += [(words[language], name, None) for name, words in REASON_WORDS.items()]
    columns += [(words[language], _in_zone(category), "mu") for category, words in ZONE_WORDS.items()]
    columns += [(factor[1 + language], _factor(factor.code, language), None) for factor in FACTORS]
    return columns


def _in_zone(category: str):
    return lambda item: sum(zone["area_mu"] for zone in item["zones"] if zone["category"] == category) or None


def _factor(code: str, language: int):
    def cell(item: Mapping[str, Any]) -> Any:
        known = item["factors"]
        return next(iter(told({code: known[code]}, language).values())) if code in known else None

    return cell


def write_reconciliation(found: Mapping[str, Any], language: int = 0) -> bytes:
    """A workbook of a reconciliation: the lines in mu, the same in hectares, and the residuals that rounding left."""
    names = (("亩", "Mu"), ("公顷", "Hectares"), ("尾差", "Residuals"))
    lines = list(found["items"])
    parts = (_figures("mu", MU, language), _figures("ha", HA, language), _residuals(language))
    sheets = [
        (name[language], _place_columns(language) + columns, lines) for name, columns in zip(names, parts, strict=True)
    ]
    return _book(sheets)


def _place_columns(language: int) -> list[Column]:
    return [
        (("行政区划代码", "Division code")[language], "division", None),
        (("行政区划", "Division")[language], "name", None),
        (("级别", "Level")[language], lambda line: LEVEL_WORDS[line["level"]][language], None),
        (("作业类型", "Type of work")[language], lambda line: WORK_TYPE_WORDS[line["work_type"]][language], None),
        (("作业数", "Works")[language], "works", None),
    ]


def _figures(unit: str, words: tuple[str, str], language: int) -> list[Column]:
    target: list[Column] = [(_headed("target", language, MU), "target_mu", "mu")] if unit == "mu" else []
    return target + [(_headed(area, language, words), f"{area}_{unit}", unit) for area in AREAS]


def _residuals(language: int) -> list[Column]:
    """What belongs to none of the parts, shown less exact, and by how much shown terms miss their sum."""
    own, left = ("本级直报", "Own")[language], ("尾差", "Residual")[language]
    return [
        (f"{_headed(area, language, words)}{what}", _nested(f"{kind}_{unit}", area), digits)
        for area in AREAS
        for kind, what, unit, words, digits in (
            ("own", own, "mu", MU, "mu"),
            ("own", own, "ha", HA, "ha"),
            ("residual", left, "mu", MU, "exact"),
            ("residual", left, "ha", HA, "exact"),
        )
    ] + [
        (_balance(whole, terms, language, words), _nested(f"off_balance_{unit}", whole), unit)
        for whole, terms in BALANCES.items()
        for unit, words in (("mu", MU), ("ha", HA))
    ]


def _balance(whole: str, terms: Sequence[str], language: int, unit: tuple[str, str]) -> str:
    """上报面积－（核实面积＋不核实面积＋…）（亩）."""
    minus, plus, opening, closing = (("－", "＋", "（", "）"), (" - ", " + ", "(", ")"))[language]
    told = plus.join(AREA_WORDS[term][language] for term in terms)
    return f"{AREA_WORDS[whole][language]}{minus}{opening}{told}{closing}{unit[language]}"


def _nested(name: str, area: str):
    return lambda line: line[name][area]


def _headed(area: str, language: int, unit: tuple[str, str]) -> str:
    return f"{AREA_WORDS[area][language]}{unit[language]}"


def _book(sheets: Sequence[tuple[str, list[Column], list[Mapping[str, Any]]]]) -> bytes:
    book = Workbook(write_only=True)
    for title, columns, items in sheets:
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "C2"
        for at, (heading, _, _) in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(at)].width = max(10, min(40, 2 * len(heading) + 2))
        sheet.append([_heading(sheet, heading) for heading, _, _ in columns])
        for item in items:
            sheet.append([_cell(sheet, _value(item, source), form) for _, source, form in columns])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _value(item: Mapping[str, Any], source: Any) -> Any:
    return source(item) if callable(source) else item[source]


def _heading(sheet, words: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, words)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
    return cell


def _cell(sheet, value: Any, form: str | None) -> WriteOnlyCell:
    """Text stays text, whatever it begins with; a number keeps all its digits and is shown with as many as its unit."""
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, UNPRINTABLE.sub("", value))
        cell.data_type, cell.number_format = "s", "@"
        return cell
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    elif form in NUMBER:
        cell.number_format = NUMBER[form]
    return cell

"""A value for every word and picture that a bulletin's template can name: an edited one is tried with these."""

from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

from patrol.bulletins.columns import NUMBERS, TABLES, WORDS
from patrol.bulletins.telling import COMPARED, HEADLINE, told
from patrol.filling import Picture

PICTURES = ("map", "duties", "issues")


def sample(kind: str) -> tuple[dict[str, Any], dict[str, Picture]]:
    """Words and pictures as `filling.fill` takes them."""
    about = {
        "title": "山河县工作通报",
        "place": "山河县",
        "level": "county",
        "office": "山河县河长制办公室",
        "period": "2026-10",
        "first": date(2026, 10, 1),
        "last": date(2026, 10, 31),
        "data_at": datetime(2026, 11, 2, 1, 0, tzinfo=UTC),
        "basis": {"patrols": 1, "rejected_patrols": 0, "newest_patrol_at": None, "issues": 1, "works": 1},
    }
    return told(kind, about, _figures(kind)), {name: Picture(_dot(), 20.0) for name in PICTURES}


def _figures(kind: str) -> dict[str, Any]:
    figures: dict[str, Any] = {
        table.rows: [{column.name: _value(column.form) for column in table.columns}] for table in TABLES[kind]
    }
    if kind == "bulletin":
        figures |= {"headline": dict.fromkeys(HEADLINE, 1), "before": dict.fromkeys(COMPARED, 1)}
    if kind == "chief_record":
        person = {"name": "王河", "post": "village_chief", "division_name": "河口村"}
        figures |= {"officer": person, "answers_for": {"segments": 1, "length_m": 1000.0, "plots": 0}}
    return figures


def _value(form: str) -> Any:
    if form in WORDS:
        return next(iter(WORDS[form]))
    if form in NUMBERS:
        return 1
    return "2026-10-01" if form == "day" else "示例"


@cache
def _dot() -> bytes:
    content = BytesIO()
    Image.new("RGB", (8, 8), "white").save(content, "PNG")
    return content.getvalue()

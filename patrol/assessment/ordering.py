"""A table of scores in the order of any of its columns, and the part of it that is looked at."""

from typing import Any

from patrol.queries.slices import Slice
from patrol.rules.assessment.indicators import INDICATORS

RANK, NAME, SCORE = "rank", "name", "score"
SORTS = (RANK, NAME, SCORE, *INDICATORS)
Row = dict[str, Any]


def part(whole: Row, asked: Slice) -> Row:
    """The rows of a table that `asked` names, with `total` of all. Who has no value in the column comes last, ties stay
    as they are ranked; scores and ranks are those that upheld appeals made of them."""
    valued = [(_value(row, asked.sort), row) for row in whole["items"]]
    known = [each for each in valued if each[0] is not None]
    known.sort(key=lambda each: each[0], reverse=asked.down)
    rows = [row for _, row in known] + [row for value, row in valued if value is None]
    end = None if asked.limit is None else asked.skip + asked.limit
    return whole | {"items": rows[asked.skip : end], "total": len(rows)}


def _value(row: Row, column: str) -> Any:
    if column == NAME:
        return row["by_name"]
    if column in (RANK, SCORE):
        changed = (row["corrected"] or {}).get(column)
        return row[column] if changed is None else changed
    line = next((line for line in row["lines"] if line["indicator"] == column), None)
    if line is None:
        return None
    points = line["points"] if line["corrected_points"] is None else line["corrected_points"]
    return points if line["applied_weight"] > 0 or points != 0 else None

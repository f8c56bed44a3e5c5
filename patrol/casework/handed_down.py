"""A line of a list that has no number yet: an item that was handed down from above, to be opened as an issue."""

import uuid
from collections.abc import Mapping
from typing import Any

from patrol.errors import Invalid
from patrol.rules.casework_words import ACTION_WORDS, KIND_WORDS, SEVERITY_WORDS, code_called

# Names the items of lists, so that a list that comes twice opens each item once.
ITEMS = uuid.UUID("5b0b8f0e-3c0f-4b57-9a54-0d5b2f5a9e10")
LONGEST_TITLE = 200
NEEDED = ("kind", "category", "title", "lon", "lat")
CODED = {"kind": KIND_WORDS, "severity": SEVERITY_WORDS}


def handed_down(cells: Mapping[str, Any]) -> dict[str, Any]:
    """A line with kind, category, title and place as the body of a new issue; Invalid by column
    for all that is missing or cannot be."""
    wrong: dict[str, object] = dict.fromkeys([field for field in NEEDED if field not in cells], "required")
    if "action" in cells and code_called(ACTION_WORDS, str(cells["action"])) != "report":
        wrong["action"] = "sheet_new_item"
    title = str(cells.get("title", ""))
    if len(title) > LONGEST_TITLE:
        wrong["title"] = ("length", {"min": 1, "max": LONGEST_TITLE})
    codes = {name: code_called(words, str(cells[name])) for name, words in CODED.items() if name in cells}
    for name in (name for name, code in codes.items() if code is None):
        wrong[name] = ("not_one_of", {"choices": ", ".join(CODED[name])})
    position = {name: _degrees(cells[name]) for name in ("lon", "lat") if name in cells}
    wrong |= {name: "not_number" for name, value in position.items() if value is None}
    if wrong:
        raise Invalid(wrong)
    said = {name: str(cells[name]) for name in ("kind", "category")}
    return {
        "id": uuid.uuid5(ITEMS, "|".join([*said.values(), title, *(f"{value:.6f}" for value in position.values())])),
        "kind": codes["kind"],
        "category": said["category"],
        "severity": codes.get("severity"),
        "title": title,
        "text": str(cells.get("opinion", title)),
        "source": "assigned",
        "position": position,
    }


def _degrees(cell: Any) -> float | None:
    try:
        return float(cell)
    except (TypeError, ValueError):
        return None

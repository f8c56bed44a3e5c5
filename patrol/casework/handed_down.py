"""A line of a list that has no number yet: an item that was handed down from above, to be opened as an issue."""

import uuid
from collections.abc import Mapping
from typing import Any

from patrol.errors import Invalid
from patrol.rules.casework_words import ACTION_WORDS, KIND_WORDS, SEVERITY_WORDS, code_called

# Names the items of lists, so that a list that comes twice opens each item once.
ITEMS = uuid.UUID("5b0b8f0e-3c0f-4b57-9a54-0d5b2f5a9e10")
LONGEST_TITLE = 200


def handed_down(cells: Mapping[str, Any]) -> dict[str, Any]:
    """A line with kind, category, title and place as the body of a new issue; Invalid by column."""
    missing = [field for field in ("kind", "category", "title", "lon", "lat") if field not in cells]
    if missing:
        raise Invalid(dict.fromkeys(missing, "required"))
    if "action" in cells and code_called(ACTION_WORDS, str(cells["action"])) != "report":
        raise Invalid({"action": "sheet_new_item"})
    title = str(cells["title"])
    if len(title) > LONGEST_TITLE:
        raise Invalid({"title": ("length", {"min": 1, "max": LONGEST_TITLE})})
    said = {name: str(cells[name]) for name in ("kind", "category")}
    position = {name: _degrees(cells, name) for name in ("lon", "lat")}
    return {
        "id": uuid.uuid5(ITEMS, "|".join([*said.values(), title, *(f"{value:.6f}" for value in position.values())])),
        "kind": _code(KIND_WORDS, "kind", said["kind"]),
        "category": said["category"],
        "severity": _code(SEVERITY_WORDS, "severity", str(cells["severity"])) if "severity" in cells else None,
        "title": title,
        "text": str(cells.get("opinion", title)),
        "source": "assigned",
        "position": position,
    }


def _code(words: Mapping[str, tuple[str, str]], field: str, said: str) -> str:
    code = code_called(words, said)
    if code is None:
        raise Invalid({field: ("not_one_of", {"choices": ", ".join(words)})})
    return code


def _degrees(cells: Mapping[str, Any], name: str) -> float:
    try:
        return float(cells[name])
    except (TypeError, ValueError) as error:
        raise Invalid({name: "not_number"}) from error

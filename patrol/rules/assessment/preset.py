"""A scheme to begin with. No county's published weights are followed: these are our own, to be set by the county.

What it rests on is general practice: rates of patrols done and of issues closed lead, points come off by case, and
the sum is 100 with two decimals.
"""

from typing import Any

SOURCE = "系统自带范本（非任何地方的正式办法），请由县级河长办、林长办核定后使用"
APPEAL_DAYS = 7


def _linear(indicator: str, weight: float, floor: float, target: float, **more: Any) -> dict[str, Any]:
    return {"indicator": indicator, "weight": weight, "form": "linear", "floor": floor, "target": target} | more


OFF_AND_ON = [
    {"indicator": "rejected", "weight": 0, "form": "deduction", "each": 1, "cap": 10},
    {"indicator": "adjustment", "weight": 0, "form": "entries", "cap": 10},
]
CLOSING = {"form": "steps", "steps": [[0.95, 1], [0.9, 0.8], [0.8, 0.6], [0.6, 0.3]]}
TOWNSHIP = [
    _linear("completion", 25, 0.5, 1),
    _linear("effective", 10, 0.5, 0.95),
    _linear("river_coverage", 10, 0.3, 0.9),
    _linear("forest_coverage", 5, 0.2, 0.8),
    {"indicator": "closing", "weight": 10, **CLOSING},
    _linear("in_time", 10, 0.5, 1),
    _linear("prompt", 5, 0.5, 1, days=1),
    _linear("area", 10, 0.5, 1),
    _linear("acceptance", 10, 0.6, 0.95),
    _linear("satisfaction", 5, 0.6, 0.95, days=3),
    *OFF_AND_ON,
]
CHIEF = [
    _linear("completion", 50, 0.5, 1),
    _linear("effective", 20, 0.5, 0.95),
    {"indicator": "closing", "weight": 15, **CLOSING},
    _linear("in_time", 15, 0.5, 1),
    *OFF_AND_ON,
]
PATROLLER = [
    _linear("completion", 60, 0.5, 1),
    _linear("effective", 25, 0.5, 0.95),
    _linear("reporting", 5, 0, 0.02),
    _linear("prompt", 10, 0.5, 1, days=1),
    *OFF_AND_ON,
]
SCHEMES: tuple[dict[str, Any], ...] = (
    {"subject": "township", "post": None, "name": "乡镇考核（范本）", "least_days": 0, "indicators": TOWNSHIP},
    *(
        {"subject": "officer", "post": post, "name": name, "least_days": 15, "indicators": indicators}
        for post, name, indicators in (
            ("township_chief", "乡级河（林）长考核（范本）", CHIEF),
            ("village_chief", "村级河（林）长考核（范本）", CHIEF),
            ("patroller", "巡河员考核（范本）", PATROLLER),
            ("ranger", "护林员考核（范本）", PATROLLER),
        )
    ),
)

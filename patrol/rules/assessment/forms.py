"""Forms of scoring as data: how a rate becomes a share of an indicator's weight, and cases become points taken off.

- linear: nothing at `floor`, all at `target`, straight between.
- steps: [rate from which it holds, share of the weight] pairs; the highest one reached holds, below all of them none.
- power 功效系数: 60 % of the weight at `floor` (the unsatisfactory value), all at `target` (the satisfactory one),
  straight between and on below `floor` until nothing is left.
- deduction: `each` point taken off for a case, `cap` at most.
- entries: the sum of points entered by hand, `cap` at most either way.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from patrol.rules.assessment.indicators import INDICATORS

NONE, ALL = Fraction(), Fraction(1)
AT_FLOOR = Fraction(6, 10)
Complaints = dict[str, object]


@lru_cache(maxsize=4096)
def exact(number: float) -> Fraction:
    """A number as it was written: 0.1 is a tenth."""
    return Fraction(str(number))


def rounded(points: Fraction) -> Fraction:
    """Two decimals, half of the last one away from zero: as it would be done by hand."""
    whole, parts = abs(points.numerator), points.denominator
    cents = (200 * whole + parts) // (2 * parts)
    return Fraction(cents if points.numerator >= 0 else -cents, 100)


def share(form: Mapping[str, Any], rate: Fraction) -> Fraction:
    """The share of the weight (0 to 1) that a rate earns under a form."""
    if form["form"] == "steps":
        reached = [(exact(least), exact(part)) for least, part in form["steps"] if rate >= exact(least)]
        return max(reached)[1] if reached else Fraction()
    floor, target = exact(form["floor"]), exact(form["target"])
    along = (rate - floor) / (target - floor)
    if form["form"] == "power":
        along = AT_FLOOR + (1 - AT_FLOOR) * along
    if along.numerator <= 0:
        return NONE
    return ALL if along.numerator >= along.denominator else along


def adjusted(form: Mapping[str, Any], amount: Fraction) -> Fraction:
    """Points of a deduction for `amount` cases, or of entries that add up to `amount`."""
    cap = exact(form["cap"])
    if form["form"] == "deduction":
        return -min(exact(form["each"]) * amount, cap)
    return min(max(amount, -cap), cap)


def complaints(subject: str, indicators: Sequence[Mapping[str, Any]]) -> Complaints:
    """What is wrong with a scheme's indicators, by field: field → message key or (key, parameters)."""
    found: Complaints = {}
    codes = [asked["indicator"] for asked in indicators]
    for at, asked in enumerate(indicators):
        said = _twice(codes, at) or _unfit(subject, asked) or _missing(asked) or _disordered(asked)
        if said:
            field, told = said
            found[f"indicators.{at}.{field}"] = told
    if not found and not any(asked["weight"] for asked in indicators):
        found["indicators"] = "assessment_no_weight"
    return found


def _twice(codes: list[str], at: int) -> tuple[str, object] | None:
    return ("indicator", "assessment_twice") if codes[at] in codes[:at] else None


def _unfit(subject: str, asked: Mapping[str, Any]) -> tuple[str, object] | None:
    known = INDICATORS[asked["indicator"]]
    if subject not in known.subjects:
        return "indicator", "assessment_not_of_officers"
    if asked["form"] not in known.forms:
        return "form", ("not_one_of", {"choices": "、".join(known.forms)})
    by_weight = "cap" not in _needed(asked)
    if by_weight != (asked["weight"] > 0):
        return "weight", "assessment_weight" if by_weight else "assessment_weightless"
    return None


def _needed(asked: Mapping[str, Any]) -> tuple[str, ...]:
    ends = ("floor", "target")
    needed = {"steps": ("steps",), "deduction": ("each", "cap"), "entries": ("cap",)}.get(asked["form"], ends)
    return (*needed, "days") if INDICATORS[asked["indicator"]].in_days else needed


def _missing(asked: Mapping[str, Any]) -> tuple[str, object] | None:
    missing = [name for name in _needed(asked) if asked.get(name) in (None, [])]
    return (missing[0], "required") if missing else None


def _disordered(asked: Mapping[str, Any]) -> tuple[str, object] | None:
    if asked["form"] in ("linear", "power") and asked["floor"] >= asked["target"]:
        return "target", "assessment_target"
    if asked["form"] == "steps":
        steps = sorted(asked["steps"])
        rates, shares = [step[0] for step in steps], [step[1] for step in steps]
        if len(set(rates)) < len(rates) or shares != sorted(shares) or shares[-1] > 1:
            return "steps", "assessment_steps"
    return None

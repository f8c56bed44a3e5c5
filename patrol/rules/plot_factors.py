"""Plot factors 小班因子 of forestry works, checked against the catalogue of their year and type."""

from collections.abc import Mapping
from typing import Any

from patrol.errors import Invalid
from patrol.rules.factor_catalogue import FACTORS, Factor

LONGEST_TEXT = 200
BY_CODE = {factor.code: factor for factor in FACTORS}


def catalogue(year: int, work_type: str) -> list[Factor]:
    """The factors of works of a year and type, in the order of the forms."""
    return [factor for factor in FACTORS if factor.holds(year, work_type)]


def check(said: Mapping[str, Any], year: int, work_type: str) -> dict[str, Any]:
    """The factors that were said, in the order of the forms and without those that are null.

    Invalid names each field (factors.CODE) that does not exist for these works, or cannot have its value.
    """
    known = {factor.code: factor for factor in catalogue(year, work_type)}
    wrong: dict[str, object] = {}
    for code, value in said.items():
        complaint = _complaint(known[code], value) if code in known else "factor_unknown"
        if complaint is not None and (value is not None or code not in known):
            wrong[f"factors.{code}"] = complaint
    if wrong:
        raise Invalid(wrong)
    return {code: said[code] for code in known if said.get(code) is not None}


def _complaint(factor: Factor, value: Any) -> object | None:
    """What is wrong with a value; None when nothing is."""
    if factor.kind == "choice":
        choices = factor.choices or {}
        listed = "、".join(f"{code} {words[0]}" for code, words in choices.items())
        return None if isinstance(value, str) and value in choices else ("not_one_of", {"choices": listed})
    if factor.kind == "number":
        if isinstance(value, bool) or not isinstance(value, int | float):
            return "not_number"
        return None if factor.least <= value <= factor.most else ("range", {"min": factor.least, "max": factor.most})
    if factor.kind == "flag":
        return None if isinstance(value, bool) else "not_boolean"
    if not isinstance(value, str) or "\0" in value:
        return "not_string"
    return None if 1 <= len(value) <= LONGEST_TEXT else ("length", {"min": 1, "max": LONGEST_TEXT})


def told(factors: Mapping[str, Any], language: int = 0) -> dict[str, Any]:
    """Factors by their names, choices by their words and flags as 是 and 否, as a table shows them."""
    return {BY_CODE[code][1 + language]: _word(BY_CODE[code], factors[code], language) for code in factors}


def _word(factor: Factor, value: Any, language: int) -> Any:
    if factor.kind == "flag":
        return (("否", "是"), ("no", "yes"))[language][value]
    return (factor.choices or {})[value][language] if factor.kind == "choice" else value

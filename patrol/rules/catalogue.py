"""What an officer may note on a patrol: that all is well, or a problem of the field's catalogue, and how grave."""

from datetime import date
from typing import NamedTuple

from patrol.errors import Invalid
from patrol.rules.casework import DESK
from patrol.rules.casework_words import SEVERITY_WORDS

LIGHTEST_FIRST = tuple(SEVERITY_WORDS)


class Category(NamedTuple):
    """A category under its Chinese word, which is also its code; `group` is where a form shows it.

    `severity` is what the office starts from; from so many square metres on, the area says so instead.
    """

    kind: str
    code: str
    en: str
    group: str
    group_en: str
    problem: bool = True
    severity: str = "minor"
    major_from_m2: float | None = None
    critical_from_m2: float | None = None
    division: str = "000000000000"
    valid_from: date = date(1950, 1, 1)
    valid_to: date | None = None
    source: str | None = None
    rank: int = 1000


def severity_of(category: Category | None, area_m2: float | None = None) -> str:
    """minor 一般, major 较大 or critical 重大; an unknown word is minor until the office says otherwise."""
    if category is None:
        return "minor"
    if area_m2 is not None and category.critical_from_m2 is not None and area_m2 >= category.critical_from_m2:
        return "critical"
    if area_m2 is not None and category.major_from_m2 is not None:
        return "major" if area_m2 >= category.major_from_m2 else "minor"
    return category.severity


def check_severity(post: str, said: str | None, own: str) -> None:
    """Invalid by field when `post` names a severity below `own`: anybody may raise it, only the desk lowers it."""
    if said and post not in DESK and LIGHTEST_FIRST.index(said) < LIGHTEST_FIRST.index(own):
        (said_zh, said_en), (own_zh, own_en) = SEVERITY_WORDS[said], SEVERITY_WORDS[own]
        told = {"said_zh": said_zh, "said": said_en, "own_zh": own_zh, "own": own_en}
        raise Invalid({"severity": ("issue_severity_lowered", told)})

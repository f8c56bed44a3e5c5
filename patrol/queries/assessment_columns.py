"""The columns that every row behind an assessment has, and what is asked about."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Numeric, String, cast, func, literal

from patrol.queries.duty_atoms import Asked

TOWNSHIP_DIGITS = 9


class Assessed(NamedTuple):
    """Whom an assessment looks at: the duties asked about, by township or officer, the written period, the zone's
    name, the local day of today, and the terms in days by indicator."""

    duties: Asked
    by: str
    period: str
    zone: str
    today: date
    terms: dict[str, int]

    def __hash__(self) -> int:
        return hash((*self[:-1], *self.terms.items()))


def township_of(code) -> ColumnElement[str]:
    """The code of the township that a division code lies in."""
    return func.rpad(func.left(code, TOWNSHIP_DIGITS), 12, "0")


def row(subject, kind: str, ref, name, day, numerator, denominator) -> tuple:
    """The columns of every selection here."""
    return (
        cast(subject, String).label("subject"),
        literal(kind).label("kind"),
        cast(ref, String).label("ref"),
        name.label("name"),
        day.label("day"),
        cast(numerator, Numeric).label("numerator"),
        cast(denominator, Numeric).label("denominator"),
    )

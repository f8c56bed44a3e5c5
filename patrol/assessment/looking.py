"""One score looked at: its lines, its appeals, and what is behind each figure."""

from typing import Any

from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.assessment.asking import Clock, Wanted, assessed
from patrol.assessment.figures import behind, figures
from patrol.assessment.tables import Row, row_of, scheme_of, subjects, table
from patrol.errors import NotFound
from patrol.queries import assessments as questions
from patrol.rules.assessment.scores import NOTHING

ABOUT_TABLE = ("period", "first", "last", "status", "data_at", "appeal_until", "scheme")


def whole_score(session: Session, viewer: Viewer | None, asked: Wanted, key: str, clock: Clock) -> Row:
    """A subject's row with what is told of its table, and every appeal against it."""
    whole = table(session, viewer, asked, clock)
    row = row_of(whole, key) | {name: whole[name] for name in ABOUT_TABLE}
    known = questions.appeals(session, whole["issued_id"]) if whole["issued_id"] else []
    return row | {"appeals": [appeal._asdict() for appeal in known if appeal.key == key]}


def rows_behind(
    session: Session, viewer: Viewer, asked: Wanted, key: str, indicator: str, clock: Clock, after: int, limit: int
) -> dict[str, Any]:
    """What an indicator counted of a subject, with both sums; the sums of an issued table are told beside them."""
    issued = questions.issued(session, asked.county, asked.period, asked.by, asked.post)
    kept = _issued_line(session, issued.id, key, indicator) if issued else None
    scheme = issued.scheme["indicators"] if issued else scheme_of(session, asked).indicators
    subject = _subject(session, viewer, asked, key)
    if indicator not in {each["indicator"] for each in scheme}:
        raise NotFound("assessment_indicator_unknown", indicator=indicator[:50])
    of_all = assessed(asked, scheme, clock)
    figure = figures(session, [indicator], of_all).get(subject, {}).get(indicator, NOTHING)
    sums = {"numerator": figure.numerator, "denominator": figure.denominator}
    sums |= {f"issued_{name}": kept[name] if kept else None for name in ("numerator", "denominator")}
    return {"indicator": indicator} | sums | {"items": behind(session, indicator, (subject, key), of_all, after, limit)}


def _subject(session: Session, viewer: Viewer, asked: Wanted, key: str) -> str:
    """The id of a subject that may be seen, as rows name it."""
    for each in subjects(session, asked):
        if each["key"] == key and viewer.sees_score(each["division"], each["officer_id"]):
            return each["id"]
    raise NotFound("assessment_subject_unknown")


def _issued_line(session: Session, issued_id: int, key: str, indicator: str) -> dict[str, Any] | None:
    row = next((row for row in questions.issued_scores(session, issued_id) if row.key == key), None)
    lines = row.lines if row else []
    return next((line for line in lines if line["indicator"] == indicator), None)

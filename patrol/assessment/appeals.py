"""Appeals 申诉 against issued scores: with words, within the days that the scheme gives; decided with words, once."""

from fractions import Fraction
from typing import Any

from sqlalchemy.dialects.postgresql import insert as insert_or_not
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from patrol import telling
from patrol.access import Viewer
from patrol.assessment.asking import Clock, Wanted
from patrol.assessment.schemes import may_keep
from patrol.assessment.tables import row_of, table
from patrol.errors import Conflict, Forbidden, Invalid, NotFound
from patrol.models import AppealDecision, AssessmentAppeal, IssuedAssessment
from patrol.queries import assessments as questions
from patrol.queries.divisions import is_within
from patrol.rules.assessment.indicators import OFFICER

SPEAKS_FOR_TOWNSHIP = ("township_chief", "office")


def appeal(session: Session, viewer: Viewer, asked: Wanted, key: str, data: dict[str, Any], clock: Clock) -> int:
    """Appeal one indicator of an issued score; the appeal's number.

    NotFound for what one may not see, Forbidden for another's score, Conflict before issuing, after the last day, or
    where this indicator was appealed before.
    """
    whole = table(session, viewer, asked, clock)
    row = row_of(whole, key)
    if whole["status"] != "issued":
        raise Conflict("assessment_not_issued")
    if not _own(viewer, asked, row):
        raise Forbidden("appeal_not_yours")
    if clock.today > whole["appeal_until"]:
        raise Conflict("appeal_too_late", until=whole["appeal_until"])
    indicators = [line["indicator"] for line in row["lines"]]
    if data["indicator"] not in indicators:
        raise Invalid({"indicator": ("not_one_of", {"choices": "、".join(indicators)})})
    entry = {
        "issued_id": whole["issued_id"],
        "key": key,
        "indicator": data["indicator"],
        "words": data["words"].strip(),
    }
    entry |= {"appealed_by": viewer.officer_id, "appealed_at": clock.now}
    known = insert_or_not(AssessmentAppeal).values(entry).on_conflict_do_nothing().returning(AssessmentAppeal.id)
    number = session.scalar(known)
    if number is None:
        raise Conflict("appeal_known")
    telling.tell_appeal(session, number)
    return number


def _own(viewer: Viewer, asked: Wanted, row: dict[str, Any]) -> bool:
    if asked.by == OFFICER:
        return row["officer_id"] == viewer.officer_id
    return viewer.post in SPEAKS_FOR_TOWNSHIP and viewer.division_code == row["key"]


def decide(session: Session, viewer: Viewer, number: int, data: dict[str, Any], clock: Clock) -> None:
    """Uphold an appeal, with the points that the indicator should have had, or dismiss it; with words either way."""
    may_keep(viewer)
    found = questions.appeals(session, appeal_id=number)
    if not found or not is_within(session, found[0].county, viewer):
        raise NotFound("appeal_unknown")
    row = found[0]
    if row.decision is not None:
        raise Conflict("appeal_decided")
    if row.appealed_by == viewer.username:
        raise Forbidden("appeal_own")
    line = next(line for line in row.lines if line["indicator"] == row.indicator)
    before = line["points"]
    after = _points(session, row, line, data)
    entry = {"appeal_id": number, "decision": data["decision"], "words": data["words"].strip()}
    entry |= {"points_before": str(before), "points_after": str(after)}
    entry |= {"decided_by": viewer.officer_id, "decided_at": clock.now}
    done = session.scalar(
        insert_or_not(AppealDecision).values(entry).on_conflict_do_nothing().returning(AppealDecision.appeal_id)
    )
    if done is None:
        raise Conflict("appeal_decided")
    telling.tell_appeal(session, number)


def _points(session: Session, row: Row, line: dict[str, Any], data: dict[str, Any]) -> float:
    """The points after a decision; Invalid where an upheld appeal names none, none other, fewer, or impossible ones."""
    if data["decision"] == "dismissed":
        if data["points"] not in (None, line["points"]):
            raise Invalid({"points": "appeal_points_dismissed"})
        return line["points"]
    if data["points"] is None:
        raise Invalid({"points": "required"})
    # As they are shown: full points of 10.526… stand in the table as 10.53.
    least, most = (round(bound, 2) for bound in _bounds(session, row, line))
    if not least <= data["points"] <= most:
        raise Invalid({"points": ("range", {"min": least, "max": most})})
    after = float(round(Fraction(str(data["points"])), 2))
    if after == line["points"]:
        raise Invalid({"points": "appeal_points_same"})
    if after < line["points"]:
        raise Invalid({"points": ("appeal_points_lower", {"points": line["points"]})})
    return after


def _bounds(session: Session, row: Row, line: dict[str, Any]) -> tuple[float, float]:
    if line["weight"]:
        return 0.0, line["applied_weight"] or line["weight"]
    scheme = session.get_one(IssuedAssessment, row.issued_id).scheme
    asked = next(each for each in scheme["indicators"] if each["indicator"] == row.indicator)
    return -asked["cap"], 0.0 if asked["form"] == "deduction" else asked["cap"]

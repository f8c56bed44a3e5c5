"""What the county enters by hand for a period: points added or taken off with the reason, and outcomes of surveys."""

from decimal import Decimal
from typing import Any

from sqlalchemy import exists, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or_not
from sqlalchemy.orm import Session

from patrol.access import Viewer, within
from patrol.assessment.asking import Clock, check_period, county_of
from patrol.assessment.schemes import may_keep
from patrol.errors import Conflict, Invalid, NotFound
from patrol.models import AssessmentEntry, Division, IssuedAssessment, IssuedScore, Officer, WithdrawnEntry
from patrol.queries import assessment_entries as questions
from patrol.queries.divisions import is_within

MOST_POINTS = 100


def enter(session: Session, viewer: Viewer, data: dict[str, Any], clock: Clock) -> int:
    """Keep an entry; its number. Invalid for an unknown subject, Conflict once the subject's table has been issued, and
    for what was entered word for word before: sent twice, it would count twice."""
    may_keep(viewer)
    check_period(data["period"])
    county = county_of(session, viewer, data.pop("division"))
    _check_subject(session, county, data)
    if data["kind"] == "points" and not data["numerator"]:
        raise Invalid({"numerator": "assessment_no_points"})
    if data["kind"] == "points" and abs(data["numerator"]) > MOST_POINTS:
        raise Invalid({"numerator": ("range", {"min": -MOST_POINTS, "max": MOST_POINTS})})
    if data["kind"] == "survey" and not 0 <= data["numerator"] <= data["denominator"]:
        raise Invalid({"numerator": "assessment_survey"})
    if data["kind"] == "points":
        data["denominator"] = 0
    exact = {name: Decimal(str(data[name])) for name in ("numerator", "denominator")}
    row = data | exact | {"division_code": county, "reason": data["reason"].strip()}
    known = questions.standing_alike(session, row)
    if known is not None:
        raise Conflict(
            "assessment_entry_known", {"reason": ("assessment_entry_known", {"number": known})}, number=known
        )
    row |= {"entered_by": viewer.officer_id, "entered_at": clock.now}
    return session.scalars(insert(AssessmentEntry).values(row).returning(AssessmentEntry.id)).one()


def withdraw(session: Session, viewer: Viewer, number: int, words: str, clock: Clock) -> None:
    """Withdraw an entry that was a mistake, with words: it stays in the list and counts no more.

    NotFound where it is none of one's own county, Conflict where it was withdrawn before or its table was issued.
    """
    may_keep(viewer)
    entry = questions.one(session, number)
    if entry is None or not is_within(session, entry.division_code, viewer):
        raise NotFound("assessment_entry_unknown")
    _check_not_issued(session, entry.division_code, entry.period, entry.subject, entry.subject_key)
    row = {"entry_id": number, "words": words.strip(), "withdrawn_by": viewer.officer_id, "withdrawn_at": clock.now}
    withdrawn = insert_or_not(WithdrawnEntry).values(row).on_conflict_do_nothing().returning(WithdrawnEntry.entry_id)
    if session.scalar(withdrawn) is None:
        raise Conflict("assessment_entry_withdrawn")


def _check_subject(session: Session, county: str, data: dict[str, Any]) -> None:
    key = data["subject_key"]
    if data["subject"] == "township":
        known = exists().where(Division.code == key, Division.level == "township", within(Division.code, county))
    else:
        known = exists().where(Officer.username == key, within(Officer.division_code, county))
    if not session.scalar(select(known)):
        raise Invalid({"key": "assessment_subject_unknown"})
    _check_not_issued(session, county, data["period"], data["subject"], key)


def _check_not_issued(session: Session, county: str, period: str, subject: str, key: str) -> None:
    frozen = exists().where(
        IssuedAssessment.id == IssuedScore.issued_id,
        IssuedAssessment.division_code == county,
        IssuedAssessment.period == period,
        IssuedAssessment.subject == subject,
        IssuedScore.key == key,
    )
    if session.scalar(select(frozen)):
        raise Conflict("assessment_frozen")

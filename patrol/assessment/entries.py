"""What the county enters by hand for a period: points added or taken off with the reason, and outcomes of surveys."""

from typing import Any

from sqlalchemy import exists, insert, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, within
from patrol.assessment.asking import Clock, check_period, county_of
from patrol.assessment.schemes import may_keep
from patrol.errors import Conflict, Invalid
from patrol.models import AssessmentEntry, Division, IssuedAssessment, IssuedScore, Officer

DIGITS = 2


def enter(session: Session, viewer: Viewer, data: dict[str, Any], clock: Clock) -> int:
    """Keep an entry; its number. Invalid for an unknown subject, Conflict once the subject's table has been issued."""
    may_keep(viewer)
    check_period(data["period"])
    county = county_of(session, viewer, data.pop("division"))
    _check_subject(session, county, data)
    data |= {name: round(data[name], DIGITS) for name in ("numerator", "denominator")}
    if data["kind"] == "points" and not data["numerator"]:
        raise Invalid({"numerator": "assessment_no_points"})
    if data["kind"] == "survey" and not 0 <= data["numerator"] <= data["denominator"]:
        raise Invalid({"numerator": "assessment_survey"})
    if data["kind"] == "points":
        data["denominator"] = 0
    exact = {name: str(data[name]) for name in ("numerator", "denominator")}
    row = data | exact | {"division_code": county, "entered_by": viewer.officer_id, "entered_at": clock.now}
    return session.scalars(insert(AssessmentEntry).values(row).returning(AssessmentEntry.id)).one()


def _check_subject(session: Session, county: str, data: dict[str, Any]) -> None:
    key = data["subject_key"]
    if data["subject"] == "township":
        known = exists().where(Division.code == key, Division.level == "township", within(Division.code, county))
    else:
        known = exists().where(Officer.username == key, within(Officer.division_code, county))
    if not session.scalar(select(known)):
        raise Invalid({"key": "assessment_subject_unknown"})
    frozen = exists().where(
        IssuedAssessment.id == IssuedScore.issued_id,
        IssuedAssessment.division_code == county,
        IssuedAssessment.period == data["period"],
        IssuedAssessment.subject == data["subject"],
        IssuedScore.key == key,
    )
    if session.scalar(select(frozen)):
        raise Conflict("assessment_frozen")

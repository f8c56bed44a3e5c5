"""Schemes are opened and closed. What has been in force is never edited: it ends, and another begins."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from patrol import auditing
from patrol.access import Viewer
from patrol.ending import ONE_DAY, end
from patrol.errors import Conflict, Forbidden, Invalid, NotFound
from patrol.models import AssessmentScheme, Division
from patrol.people import check_division
from patrol.queries.divisions import is_within
from patrol.rules.assessment.forms import complaints
from patrol.rules.assessment.preset import APPEAL_DAYS, SCHEMES, SOURCE


def may_keep(viewer: Viewer | None) -> None:
    """Forbidden for whoever is not the county's office or an administrator; the command line is the county's own."""
    if viewer is not None and not viewer.keeps_rules:
        raise Forbidden("assessment_not_your_post")


def open_scheme(session: Session, viewer: Viewer | None, data: dict[str, Any], today: date) -> AssessmentScheme:
    """Enter a scheme (`data` as AssessmentScheme's columns); the one before it ends the day before.

    Invalid for what cannot be; one may begin in the past only where no other was in force since.
    """
    may_keep(viewer)
    _check(session, viewer, data)
    same = _slot(data)
    begin = data["valid_from"]
    others = session.scalars(select(AssessmentScheme).where(*same).with_for_update()).all()
    if any(other.valid_from == begin for other in others):
        raise Conflict("assessment_scheme_known", on=begin)
    if begin < today and any(other.valid_to is None or other.valid_to >= begin for other in others):
        raise Invalid({"from": ("assessment_scheme_past", {"today": today})})
    for other in others:
        if other.valid_from < begin and (other.valid_to is None or other.valid_to >= begin):
            other.valid_to = begin - ONE_DAY
    later = [other.valid_from for other in others if other.valid_from > begin]
    full = sum(each["weight"] for each in data["indicators"])
    last = min(later) - ONE_DAY if later else None
    by = viewer.officer_id if viewer else None
    scheme = AssessmentScheme(**data, full_score=full, valid_to=last, entered_by=by)
    session.add(scheme)
    session.flush()
    told = {"id": scheme.id, "name": scheme.name, "post": scheme.post, "from": begin.isoformat()}
    auditing.keep(session, viewer, "scheme_opened", scheme.division_code, told)
    return scheme


def _check(session: Session, viewer: Viewer | None, data: dict[str, Any]) -> None:
    code = data["division_code"]
    if viewer is not None and not is_within(session, code, viewer):
        raise Invalid({"division": ("division_outside", {"code": code})})
    check_division(session, code)
    # Not by its digits: a city without counties (东莞 441900) stands for one.
    if session.scalar(select(Division.level).where(Division.code == code)) != "county":
        raise Invalid({"division": "assessment_of_county"})
    if (data["subject"] == "officer") != (data["post"] is not None):
        raise Invalid({"post": "assessment_post" if data["post"] is None else "assessment_no_post"})
    wrong = complaints(data["subject"], data["indicators"])
    if wrong:
        raise Invalid(wrong)


def _slot(data: dict[str, Any]) -> list:
    names = ("division_code", "subject", "post")
    return [getattr(AssessmentScheme, name).is_not_distinct_from(data[name]) for name in names]


def close_scheme(session: Session, viewer: Viewer | None, scheme_id: int, on: date, today: date) -> None:
    """Let a scheme hold for the last time on a day, yesterday or later; one that has not begun is taken back."""
    may_keep(viewer)
    scheme = session.get(AssessmentScheme, scheme_id, with_for_update=True)
    if scheme is None or (viewer is not None and not is_within(session, scheme.division_code, viewer)):
        raise NotFound("assessment_scheme_unknown")
    end(session, scheme, on, today, "assessment_scheme_ended")
    told = {"id": scheme.id, "name": scheme.name, "on": on.isoformat()}
    auditing.keep(session, viewer, "scheme_closed", scheme.division_code, told)
    session.flush()


def apply_preset(
    session: Session, viewer: Viewer | None, division: str, valid_from: date, today: date
) -> list[AssessmentScheme]:
    """Open every scheme of the preset for a county: townships, and officers by post."""
    place = {"division_code": division, "valid_from": valid_from, "source": SOURCE, "appeal_days": APPEAL_DAYS}
    return [open_scheme(session, viewer, scheme | place, today) for scheme in SCHEMES]

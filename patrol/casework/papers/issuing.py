"""A paper is issued for a step: filled in, numbered once for its year and kind, kept as it went out."""

import hashlib
from datetime import datetime

from sqlalchemy import Row, insert
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.casework.papers.telling import Story, told
from patrol.casework.papers.templates import template_of
from patrol.config import Settings
from patrol.errors import Conflict, Forbidden, Invalid, NotFound
from patrol.filling import fill
from patrol.models import IssuePaper
from patrol.queries import issues as issue_questions
from patrol.queries import papers as questions
from patrol.rules.papers import PAPER_KINDS, ground_of, paper_number

USUAL_PREFIX = "河林长办"
USUAL_OFFICE = "{county}河长制林长制办公室"


def issue_paper(
    session: Session, viewer: Viewer, number: str, kind: str, *, now: datetime, settings: Settings
) -> tuple[int, bool]:
    """Issue a paper for the newest step that it follows; returns its id and whether it is new.

    Asked again for the same step, it is the same paper under the same number. NotFound when the viewer may not see
    the issue; Invalid for an unknown kind; Forbidden by post; Conflict when no such step has been taken.
    """
    if kind not in PAPER_KINDS:
        raise Invalid({"kind": ("not_one_of", {"choices": "、".join(PAPER_KINDS)})})
    if number not in issue_questions.locked(session, viewer, {number}):
        raise NotFound
    if viewer.post not in PAPER_KINDS[kind].by:
        raise Forbidden("issue_not_your_post", {"kind": "issue_not_your_post"})
    today = now.astimezone(settings.timezone).date()
    issue = issue_questions.one(session, viewer, number, issue_questions.Clockface(now, today))
    if issue is None:
        raise NotFound
    events = issue_questions.history(session, issue.id)
    event = _step(events, kind)
    known = questions.of_event(session, event.id, kind)
    if known is not None:
        return known, False
    return _write(session, viewer, kind, issue, events, event, now, settings), True


def _step(events: list[Row], kind: str) -> Row:
    """The newest step that a kind of paper follows, if nothing since has taken its ground away."""
    at = ground_of(kind, [event.action for event in events])
    if at is None:
        raise Conflict("paper_no_step", {"kind": ("paper_no_step_for", {"paper": PAPER_KINDS[kind].zh})})
    return events[at]


def _write(
    session: Session,
    viewer: Viewer,
    kind: str,
    issue: Row,
    events: list[Row],
    event: Row,
    now: datetime,
    settings: Settings,
) -> int:
    today = now.astimezone(settings.timezone).date()
    county, office = f"{issue.division[:6]}000000", questions.office_around(session, issue.division)
    serial = questions.next_serial(session, county, kind, today.year)
    name = office.name if office else USUAL_OFFICE.format(county=questions.county_name(session, county) or "")
    called = paper_number(office.document_prefix if office else USUAL_PREFIX, kind, today.year, serial)
    story = Story(issue, events, event, name, called, today, settings.timezone)
    content = fill(template_of(session, issue.division, kind), told(story))
    row = {
        "issue_id": issue.id,
        "event_id": event.id,
        "kind": kind,
        "division_code": county,
        "year": today.year,
        "serial": serial,
        "number": called,
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": content,
        "issued_by": viewer.officer_id,
        "issued_at": now,
    }
    return session.scalars(insert(IssuePaper).values(row).returning(IssuePaper.id)).one()

"""A table is issued: its figures are kept as they stand at that moment, and never move again."""

from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as insert_or_not
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.assessment.asking import Clock, Wanted
from patrol.assessment.schemes import may_keep
from patrol.assessment.tables import Row, live
from patrol.errors import Conflict, NotFound
from patrol.models import IssuedAssessment, IssuedScore
from patrol.queries.divisions import is_within

KEPT = ("key", "officer_id", "name", "days", "leave_days", "rank", "score", "lines")


def issue(session: Session, viewer: Viewer | None, asked: Wanted, clock: Clock) -> int:
    """Issue a county's table for a period that is over; the id of what was kept.

    Conflict while the period runs, where it was issued before, or where nobody is in it.
    """
    may_keep(viewer)
    if viewer is not None and not is_within(session, asked.county, viewer):
        raise NotFound("division_outside", code=asked.county)
    if asked.days[1] >= clock.today:
        raise Conflict("assessment_running", last=asked.days[1])
    whole = live(session, asked, clock)
    if not whole["items"]:
        raise Conflict("assessment_empty")
    issued_id = _keep_table(session, viewer, asked, clock, whole)
    rows = [{name: row[name] for name in KEPT} | {"division_code": row["division"]} for row in whole["items"]]
    session.execute(insert(IssuedScore), [row | {"issued_id": issued_id} for row in rows])
    return issued_id


def _keep_table(session: Session, viewer: Viewer | None, asked: Wanted, clock: Clock, whole: Row) -> int:
    first, last = asked.days
    table = {"division_code": asked.county, "period": asked.period, "subject": asked.by, "post": asked.post}
    known = (
        insert_or_not(IssuedAssessment)
        .values(
            **table,
            scheme=whole["scheme"],
            first_on=first,
            last_on=last,
            data_at=clock.now,
            appeal_until=clock.today + timedelta(days=whole["scheme"]["appeal_days"]),
            issued_by=viewer.officer_id if viewer else None,
        )
        .on_conflict_do_nothing()
        .returning(IssuedAssessment.id)
    )
    issued_id = session.scalar(known)
    if issued_id is None:
        raise Conflict("assessment_issued")
    return issued_id

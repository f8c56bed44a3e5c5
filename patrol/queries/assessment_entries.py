"""Questions about what was entered by hand for assessments, and what of it was withdrawn."""

from typing import Any

from sqlalchemy import Row, Select, func, select, text
from sqlalchemy.orm import Session, aliased

from patrol.models import AssessmentEntry, Officer, WithdrawnEntry

Withdrawer = aliased(Officer)
TOLD = ("id", "division_code", "period", "subject", "subject_key", "kind", "numerator", "denominator", "reason")


def one(session: Session, entry_id: int) -> Row | None:
    """One entry as it is told, with who withdrew it, when and why."""
    return session.execute(_entries().where(AssessmentEntry.id == entry_id)).one_or_none()


def page(session: Session, county: str, asked: dict[str, Any]) -> list[Row]:
    """Entries of a county, withdrawn ones among them, in the order they were made. `asked`: period, subject_key, after,
    limit."""
    found = _entries().where(AssessmentEntry.division_code == county, AssessmentEntry.id > asked["after"])
    for name in ("period", "subject_key"):
        if asked[name] is not None:
            found = found.where(getattr(AssessmentEntry, name) == asked[name])
    return list(session.execute(found.order_by(AssessmentEntry.id).limit(asked["limit"])))


def standing_alike(session: Session, row: dict[str, Any]) -> int | None:
    """The number of an entry that says the same as `row` and was not withdrawn; nobody else enters anything for the
    county and period until the transaction ends."""
    key = f"{row['division_code']} {row['period']}"
    session.execute(text("SELECT pg_advisory_xact_lock(hashtext('assessment_entry'), hashtext(:key))"), {"key": key})
    alike = (getattr(AssessmentEntry, name) == row[name] for name in TOLD if name != "id")
    found = select(func.min(AssessmentEntry.id)).where(
        *alike, AssessmentEntry.id.not_in(select(WithdrawnEntry.entry_id))
    )
    return session.scalar(found)


def _entries() -> Select:
    columns = (getattr(AssessmentEntry, name) for name in (*TOLD, "entered_at"))
    return (
        select(*columns, Officer.username.label("entered_by"))
        .add_columns(WithdrawnEntry.words.label("withdrawn_words"), WithdrawnEntry.withdrawn_at)
        .add_columns(Withdrawer.username.label("withdrawn_by"))
        .outerjoin(Officer, Officer.id == AssessmentEntry.entered_by)
        .outerjoin(WithdrawnEntry, WithdrawnEntry.entry_id == AssessmentEntry.id)
        .outerjoin(Withdrawer, Withdrawer.id == WithdrawnEntry.withdrawn_by)
    )

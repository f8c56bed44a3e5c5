"""Into which zoning units issues fall: stamped once, as the units were called then."""

from datetime import datetime

from sqlalchemy import func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.models import Issue, IssueParcel, IssueZoning, ZoningUnit


def stamp_issues(session: Session, issue_ids: list[int], now: datetime) -> None:
    """Stamp issues with the units that their point, or their parcel where they have one, falls into."""
    shape = func.coalesce(IssueParcel.geom, Issue.geom)
    met = (
        select(Issue.id, ZoningUnit.code, ZoningUnit.name, ZoningUnit.category, literal(now))
        .outerjoin(IssueParcel, IssueParcel.issue_id == Issue.id)
        .join(ZoningUnit, func.ST_Intersects(ZoningUnit.geom, shape))
        .where(Issue.id.in_(issue_ids))
    )
    columns = ["issue_id", "code", "name", "category", "stamped_at"]
    session.execute(insert(IssueZoning).from_select(columns, met).on_conflict_do_nothing())


def stamps(session: Session, issue_id: int) -> list[dict[str, str]]:
    """code, name and category of the units that an issue was stamped with."""
    found = select(IssueZoning.code, IssueZoning.name, IssueZoning.category).where(IssueZoning.issue_id == issue_id)
    return [row._asdict() for row in session.execute(found.order_by(IssueZoning.category, IssueZoning.code))]

"""Questions about papers: which were issued, their bytes, the next number, the office and its templates."""

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.access import Viewer, visible
from patrol.models import Division, Issue, IssuePaper, OfficeProfile, Officer, PaperNumber, PaperTemplate
from patrol.queries.places import places_around

TOLD = (
    IssuePaper.id,
    IssuePaper.kind,
    IssuePaper.number,
    IssuePaper.sha256,
    IssuePaper.issued_at,
    Officer.name.label("issued_by"),
    IssuePaper.event_id,
)


def papers_of(session: Session, issue_id: int) -> list[Row]:
    """id, kind, number, sha256, issued_at, issued_by and event_id of the papers of an issue, the oldest first."""
    found = select(*TOLD).join(Officer, Officer.id == IssuePaper.issued_by).where(IssuePaper.issue_id == issue_id)
    return list(session.execute(found.order_by(IssuePaper.id)))


def of_event(session: Session, event_id: int, kind: str) -> int | None:
    """The id of the paper of a kind that was issued for a step."""
    return session.scalar(select(IssuePaper.id).where(IssuePaper.event_id == event_id, IssuePaper.kind == kind))


def bytes_of(session: Session, viewer: Viewer, number: str, paper_id: int) -> Row | None:
    """content, number and kind of a paper, and id, assignee_id of its issue, which viewer may see."""
    return session.execute(
        select(IssuePaper.content, IssuePaper.number, IssuePaper.kind, Issue.id, Issue.assignee_id)
        .join(Issue, Issue.id == IssuePaper.issue_id)
        .where(Issue.number == number, IssuePaper.id == paper_id, visible(viewer, Issue))
    ).one_or_none()


def next_serial(session: Session, division: str, kind: str, year: int) -> int:
    """The next number of a kind of paper in a year; whoever asks at the same time waits."""
    row = insert(PaperNumber).values(division_code=division, kind=kind, year=year, last=1)
    counted = row.on_conflict_do_update(
        index_elements=["division_code", "kind", "year"], set_={"last": PaperNumber.last + 1}
    )
    return session.scalars(counted.returning(PaperNumber.last)).one()


def office_around(session: Session, division: str) -> OfficeProfile | None:
    """The profile of the office of the smallest division around."""
    return session.scalar(
        select(OfficeProfile)
        .where(OfficeProfile.division_code.in_(places_around(division)))
        .order_by(func.length(func.rtrim(OfficeProfile.division_code, "0")).desc())
        .limit(1)
    )


def county_name(session: Session, division: str) -> str | None:
    """The name of the county around a division."""
    return session.scalar(select(Division.name).where(Division.code == f"{division[:6]}000000"))


def own_template(session: Session, division: str, kind: str) -> bytes | None:
    """The newest template of a kind that an office around has entered; None: the system's own."""
    return session.scalar(
        select(PaperTemplate.content)
        .where(PaperTemplate.division_code.in_(places_around(division)), PaperTemplate.kind == kind)
        .order_by(func.length(func.rtrim(PaperTemplate.division_code, "0")).desc(), PaperTemplate.id.desc())
        .limit(1)
    )

"""What proves a step of an issue: photos, re-checks, who proposed a handover, the patrol that saw it."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, exists, false, func, or_, select, union
from sqlalchemy.orm import Session

from patrol.access import Viewer, visible
from patrol.models import (
    DeclaredPhoto,
    Issue,
    IssueEvent,
    IssuePaper,
    IssuePhoto,
    Observation,
    Patrol,
    Photo,
    Submission,
)
from patrol.photo_access import sent_by
from patrol.queries import photos as photo_queries

TURNED_IN = ("submit", "conclude_case")
CAME_BACK = ("return", "reopen")


class Evidence(NamedTuple):
    """What the history of an issue shows already."""

    steps: int
    before_photo: bool
    after_photo: bool
    rechecked: bool
    submitter: int | None
    asker: int | None
    proposers: frozenset[int]
    letter: str | None
    authority: str | None


def evidence(session: Session, issue: Issue | Row) -> Evidence:
    """Photos and re-checks; those of after and the re-check count since the work was last turned in. `submitter` is who
    did that, where it was the assignee's work and not an authority's; `asker` who last asked for an extension."""
    own = IssueEvent.issue_id == issue.id
    turned_in = (
        select(func.coalesce(func.max(IssueEvent.id), 0)).where(own, IssueEvent.action.in_(TURNED_IN)).scalar_subquery()
    )
    before = exists().where(IssuePhoto.issue_id == issue.id, IssuePhoto.stage == "before")
    seen = (
        exists().where(
            DeclaredPhoto.observation_id == issue.observation_id,
            Photo.sha256 == DeclaredPhoto.sha256,
            Submission.id == DeclaredPhoto.patrol_id,
            sent_by(Submission.officer_id),
        )
        if issue.observation_id
        else false()
    )
    after = exists().where(
        IssuePhoto.issue_id == issue.id, IssuePhoto.stage == "after", IssuePhoto.event_id >= turned_in
    )
    rechecked = exists().where(own, IssueEvent.action == "recheck", IssueEvent.id > turned_in)
    submitter = (
        select(IssueEvent.officer_id).where(IssueEvent.id == turned_in, IssueEvent.action == "submit").scalar_subquery()
    )
    steps = select(func.count()).where(own, IssueEvent.action != "escalate").scalar_subquery()
    asker = _last_by(own, "ask_extension")
    count, *found = session.execute(select(steps, or_(before, seen), after, rechecked, submitter, asker)).one()
    proposal = last_proposal(session, issue)
    authority = proposal.authority if proposal else None
    return Evidence(count, *found, _proposers(proposal), letter_of_handover(session, issue.id), authority)


def _last_by(own: ColumnElement[bool], action: str):
    """Who last took an action on an issue."""
    taken = select(IssueEvent.officer_id).where(own, IssueEvent.action == action)
    return taken.order_by(IssueEvent.id.desc()).limit(1).scalar_subquery()


def proposers(session: Session, issue: Issue | Row) -> frozenset[int]:
    """The two officers who last proposed a handover."""
    return _proposers(last_proposal(session, issue))


def _proposers(proposal: Row | None) -> frozenset[int]:
    return frozenset((proposal.officer_id, proposal.partner_id)) if proposal else frozenset()


def last_proposal(session: Session, issue: Issue | Row) -> Row | None:
    """officer_id, partner_id and authority of the newest proposal to hand an issue over."""
    detail = IssueEvent.detail
    return session.execute(
        select(
            IssueEvent.officer_id,
            detail["partner_id"].as_integer().label("partner_id"),
            detail["authority"].as_string().label("authority"),
        )
        .where(IssueEvent.issue_id == issue.id, IssueEvent.action == "propose_handover")
        .order_by(IssueEvent.id.desc())
        .limit(1)
    ).one_or_none()


def letter_of_handover(session: Session, issue_id: int) -> str | None:
    """The number of the letter of transfer that was issued since the handover was last proposed."""
    proposed = (
        select(func.max(IssueEvent.id))
        .where(IssueEvent.issue_id == issue_id, IssueEvent.action == "propose_handover")
        .scalar_subquery()
    )
    own = IssuePaper.issue_id == issue_id, IssuePaper.kind == "transfer_letter", IssuePaper.event_id > proposed
    return session.scalar(select(IssuePaper.number).where(*own).order_by(IssuePaper.id.desc()).limit(1))


def spent_photos(session: Session, issue: Issue, stage: str) -> set[str]:
    """The SHA-256 of photos that prove something else on this issue already, and so cannot be shown as `stage`.

    As after: what was shown as before, here or on the patrol that saw it, and what was shown as after until the work
    last came back (returned, reopened). As before: what was shown as after.
    """
    own = IssuePhoto.issue_id == issue.id
    after = select(IssuePhoto.sha256).where(own, IssuePhoto.stage == "after")
    if stage == "before":
        return set(session.scalars(after))
    came_back = (
        select(func.coalesce(func.max(IssueEvent.id), 0))
        .where(IssueEvent.issue_id == issue.id, IssueEvent.action.in_(CAME_BACK))
        .scalar_subquery()
    )
    before = select(IssuePhoto.sha256).where(own, IssuePhoto.stage == "before")
    seen = select(DeclaredPhoto.sha256).where(DeclaredPhoto.observation_id == issue.observation_id)
    return set(session.scalars(union(before, seen, after.where(IssuePhoto.event_id <= came_back))))


def unknown_photos(session: Session, viewer: Viewer, sha256s: list[str]) -> set[int]:
    """The positions in the list of photos that are not here, or not the viewer's to show."""
    return {at for at, sha256 in enumerate(sha256s) if not photo_queries.may_see(session, viewer, sha256)}


def observed(session: Session, viewer: Viewer, observation_id) -> Row | None:
    """kind, category, text, observed_at, lon, lat, officer_id and division of an observation that viewer may see."""
    return session.execute(
        select(
            Patrol.kind,
            Observation.category,
            Observation.text,
            Observation.observed_at,
            func.ST_X(Observation.geom).label("lon"),
            func.ST_Y(Observation.geom).label("lat"),
            Patrol.officer_id,
            Patrol.division_code,
        )
        .join(Patrol, Patrol.id == Observation.patrol_id)
        .where(Observation.id == observation_id, visible(viewer, Patrol))
    ).one_or_none()

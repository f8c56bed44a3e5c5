"""Who may see which photo, by what it is on: rows of photos carry no division of their own."""

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from patrol.access import Viewer, visible
from patrol.models import (
    DeclaredPhoto,
    ForestryWork,
    Issue,
    IssueEvent,
    IssuePhoto,
    Patrol,
    Photo,
    PhotoSender,
    Submission,
    WorkPhoto,
)
from patrol.rules.papers import concealed_steps, readable_kinds

ORIGINAL_POSTS = frozenset({"admin", "supervisor", "office", "auditor", "supervision", "county_chief"})


def sent_by(officer_id) -> ColumnElement[bool]:
    """The condition on `Photo` that this officer (a value or a column) sent its bytes.

    It speaks of the photo of whatever statement it stands in, however deep: left to itself SQLAlchemy looks one level
    out only, and asks below it whether the officer sent any photo at all.
    """
    return (
        select(PhotoSender.sha256)
        .where(PhotoSender.sha256 == Photo.sha256, PhotoSender.officer_id == officer_id)
        .correlate_except(PhotoSender)
        .exists()
    )


def photo_seen(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `Photo` that `viewer` may see it.

    Who sent the bytes may; so may who sees an issue or a forestry work that shows it, or a patrol that declares it,
    provided that the officer of this patrol sent the bytes too: a hash can be heard of, and declaring it must open
    nothing. The picture of a paper is for those who may read such papers.
    """
    return or_(sent_by(viewer.officer_id), _on_seen_patrol(viewer), _on_seen_issue(viewer), _on_seen_work(viewer))


def original_seen(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `Photo` that `viewer` may have the untouched original: who sent it, who judges."""
    return photo_seen(viewer) if viewer.post in ORIGINAL_POSTS else sent_by(viewer.officer_id)


def _on_seen_patrol(viewer: Viewer) -> ColumnElement[bool]:
    return (
        select(DeclaredPhoto.sha256)
        .join(Submission, Submission.id == DeclaredPhoto.patrol_id)
        .join(Patrol, and_(Patrol.id == Submission.id, Patrol.patrolled_on == Submission.patrolled_on))
        .where(DeclaredPhoto.sha256 == Photo.sha256, visible(viewer, Patrol), sent_by(Patrol.officer_id))
        .exists()
    )


def _on_seen_issue(viewer: Viewer) -> ColumnElement[bool]:
    return (
        select(IssuePhoto.sha256)
        .join(Issue, Issue.id == IssuePhoto.issue_id)
        .join(IssueEvent, IssueEvent.id == IssuePhoto.event_id)
        .where(IssuePhoto.sha256 == Photo.sha256, visible(viewer, Issue))
        .where(or_(IssuePhoto.stage != "paper", _step_read_by(viewer)))
        .exists()
    )


def _step_read_by(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `IssueEvent` that `viewer` may read what was said there, as an assignee or proposer too."""

    def read(*, is_assignee: bool = False, is_proposer: bool = False) -> ColumnElement[bool]:
        kinds = readable_kinds(viewer.post, is_assignee=is_assignee, is_proposer=is_proposer)
        return IssueEvent.action.not_in(sorted(concealed_steps(kinds)))

    own = Issue.assignee_id == viewer.officer_id
    return or_(read(), and_(own, read(is_assignee=True)), and_(_proposed_by(viewer), read(is_proposer=True)))


def _proposed_by(viewer: Viewer) -> ColumnElement[bool]:
    """The condition on `Issue` that `viewer` is one of the two who last proposed to hand it over."""
    proposed, later = aliased(IssueEvent), aliased(IssueEvent)
    last = (
        select(func.max(later.id))
        .where(later.issue_id == Issue.id, later.action == "propose_handover")
        .correlate(Issue)
        .scalar_subquery()
    )
    partner = proposed.detail["partner_id"].as_integer()
    theirs = or_(proposed.officer_id == viewer.officer_id, partner == viewer.officer_id)
    return select(proposed.id).where(proposed.id == last, theirs).correlate(Issue).exists()


def _on_seen_work(viewer: Viewer) -> ColumnElement[bool]:
    return (
        select(WorkPhoto.sha256)
        .join(ForestryWork, ForestryWork.id == WorkPhoto.work_id)
        .where(WorkPhoto.sha256 == Photo.sha256, visible(viewer, ForestryWork))
        .exists()
    )

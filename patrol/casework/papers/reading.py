"""Papers are read by those whom they concern: for others they are not there, nor are their words in the history."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import NotFound
from patrol.queries import papers as questions
from patrol.queries.evidence import proposers
from patrol.rules.papers import PAPER_KINDS, concealed_steps, ground_of, readable_kinds


def papers_for(session: Session, viewer: Viewer, issue: Row) -> list[Row]:
    """The papers of an issue that `viewer` may read, the oldest first."""
    kinds = _kinds(session, viewer, issue)
    return [paper for paper in questions.papers_of(session, issue.id) if paper.kind in kinds]


def issuable_for(viewer: Viewer, papers: Collection[Row], events: Sequence[Row]) -> list[str]:
    """The kinds of papers that `viewer` may issue now, of those that are not there yet for their steps."""
    actions, there = [event.action for event in events], {(paper.kind, paper.event_id) for paper in papers}
    grounds = ((kind, ground_of(kind, actions)) for kind in PAPER_KINDS if viewer.post in PAPER_KINDS[kind].by)
    return [kind for kind, at in grounds if at is not None and (kind, events[at].id) not in there]


def without_concealed(event: dict[str, Any], kinds: frozenset[str]) -> dict[str, Any]:
    """A step as it is told to somebody who may read these kinds: that it was taken, when and by whom, is told to all;
    its opinion, its particulars and its pictured papers only to them."""
    if event["action"] not in concealed_steps(kinds):
        return event
    photos = [photo for photo in event["photos"] if photo["stage"] != "paper"]
    return event | {"opinion": "", "detail": {}, "photos": photos}


def read_paper(session: Session, viewer: Viewer, number: str, paper_id: int) -> Row:
    """content and number of a paper; NotFound when it is not there, or not for `viewer`."""
    paper = questions.bytes_of(session, viewer, number, paper_id)
    if paper is None or paper.kind not in _kinds(session, viewer, paper):
        raise NotFound
    return paper


def _kinds(session: Session, viewer: Viewer, issue: Row) -> frozenset[str]:
    own = issue.assignee_id == viewer.officer_id
    return readable_kinds(viewer.post, is_assignee=own, is_proposer=viewer.officer_id in proposers(session, issue))

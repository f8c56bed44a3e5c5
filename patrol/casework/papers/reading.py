"""Papers are read by those whom they concern: for others they are not there."""

from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import NotFound
from patrol.queries import papers as questions
from patrol.queries.casework import proposers
from patrol.rules.papers import readable_kinds


def papers_for(session: Session, viewer: Viewer, issue: Row) -> list[Row]:
    """The papers of an issue that `viewer` may read, the oldest first."""
    kinds = _kinds(session, viewer, issue)
    return [paper for paper in questions.papers_of(session, issue.id) if paper.kind in kinds]


def read_paper(session: Session, viewer: Viewer, number: str, paper_id: int) -> Row:
    """content and number of a paper; NotFound when it is not there, or not for `viewer`."""
    paper = questions.bytes_of(session, viewer, number, paper_id)
    if paper is None or paper.kind not in _kinds(session, viewer, paper):
        raise NotFound
    return paper


def _kinds(session: Session, viewer: Viewer, issue: Row) -> frozenset[str]:
    own = issue.assignee_id == viewer.officer_id
    return readable_kinds(viewer.post, is_assignee=own, is_proposer=viewer.officer_id in proposers(session, issue))

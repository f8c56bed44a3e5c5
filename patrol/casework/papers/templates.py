"""Which template a paper is filled from: the office's own where it has one; an own one must be fit to be filled."""

from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from patrol import auditing
from patrol.access import Viewer
from patrol.casework.papers.making import made
from patrol.errors import Forbidden, NotFound
from patrol.filling import try_template
from patrol.models import PaperTemplate
from patrol.queries import papers as questions
from patrol.rules.papers import PAPER_KINDS

SETTERS = frozenset({"office", "admin"})


def template_of(session: Session, division: str, kind: str) -> bytes:
    """The Word file from which a kind of paper is filled in a division; NotFound for a kind that there is not."""
    if kind not in PAPER_KINDS:
        raise NotFound
    return questions.own_template(session, division, kind) or made(kind)


def set_template(session: Session, viewer: Viewer, kind: str, content: bytes, sample: dict[str, Any]) -> None:
    """Let papers of a kind be filled from `content` from now on. Forbidden by post; Invalid when it cannot be filled.

    `sample` holds a value for every placeholder, so that a misspelt one is told before any paper is issued.
    """
    _may_set(viewer, kind)
    try_template(content, sample)
    _enter(session, viewer, kind, content)
    auditing.keep(session, viewer, "template_set", viewer.division_code, {"kind": kind, "bytes": len(content)})


def reset_template(session: Session, viewer: Viewer, kind: str) -> None:
    """Let papers of a kind be filled from the system's own template again; the edited ones are kept."""
    _may_set(viewer, kind)
    _enter(session, viewer, kind, None)
    auditing.keep(session, viewer, "template_reset", viewer.division_code, {"kind": kind})


def _may_set(viewer: Viewer, kind: str) -> None:
    if viewer.post not in SETTERS:
        raise Forbidden
    if kind not in PAPER_KINDS:
        raise NotFound


def _enter(session: Session, viewer: Viewer, kind: str, content: bytes | None) -> None:
    row = {"division_code": viewer.division_code, "kind": kind, "content": content, "entered_by": viewer.officer_id}
    session.execute(insert(PaperTemplate).values(row))

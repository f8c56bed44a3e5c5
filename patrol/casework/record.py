"""One row of an issue's history, and the photos that come with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from patrol import telling
from patrol.access import Viewer
from patrol.errors import Invalid
from patrol.models import Issue, IssueEvent, IssuePhoto
from patrol.queries import evidence as questions


def check_photos(session: Session, viewer: Viewer, sha256s: list[str]) -> None:
    """Invalid unless each photo is stored, and the viewer's to show."""
    unknown = questions.unknown_photos(session, viewer, sha256s)
    if unknown:
        raise Invalid({f"photos.{at}": "issue_photo_unknown" for at in sorted(unknown)})


def write_event(
    session: Session,
    issue: Issue,
    action: str,
    viewer: Viewer,
    now: datetime,
    photos: tuple[list[str], str] = ([], "before"),
    **columns: Any,
) -> None:
    """Append a step that `viewer` has taken. `photos`: their SHA-256 and what they show."""
    append_event(session, issue, action, viewer.officer_id, now, photos, **columns)


def append_event(
    session: Session,
    issue: Issue,
    action: str,
    officer_id: int | None,
    now: datetime,
    photos: tuple[list[str], str] = ([], "before"),
    **columns: Any,
) -> None:
    """Append a step that led to the state the issue now has; `officer_id` is none for the system and the public."""
    event_id = session.scalar(
        insert(IssueEvent)
        .values(issue_id=issue.id, action=action, state=issue.state, officer_id=officer_id, at=now, **columns)
        .returning(IssueEvent.id)
    )
    sha256s, stage = photos
    rows = [
        {"event_id": event_id, "issue_id": issue.id, "sha256": sha256, "stage": stage}
        for sha256 in dict.fromkeys(sha256s)
    ]
    if rows:
        session.execute(insert(IssuePhoto), rows)
    telling.tell_step(session, issue, action, event_id)

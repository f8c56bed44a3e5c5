"""Questions about reports from the public: how one stands, and, for the office, who can be called back."""

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session, aliased

from patrol.access import Viewer, visible
from patrol.models import Issue, IssueEvent, PublicReport, PublicReporter


def standing(session: Session, token: str) -> Row | None:
    """token, state and the newest public reply of a report; a merged one stands as the issue it went into."""
    into = aliased(Issue)
    reply = (
        select(IssueEvent.detail["public_reply"].as_string())
        .where(
            IssueEvent.issue_id.in_([Issue.id, Issue.merged_into_id]),
            IssueEvent.detail["public_reply"].as_string() != "",
        )
        .order_by(IssueEvent.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return session.execute(
        select(
            PublicReport.token,
            func.coalesce(into.state, Issue.state).label("state"),
            into.id.is_not(None).label("merged"),
            reply.label("reply"),
        )
        .join(Issue, Issue.id == PublicReport.issue_id)
        .outerjoin(into, into.id == Issue.merged_into_id)
        .where(PublicReport.token == token)
    ).one_or_none()


def token_of(session: Session, client_id) -> str | None:
    """The follow number of a report that came before."""
    known = select(PublicReport.token).join(Issue, Issue.id == PublicReport.issue_id)
    return session.scalar(known.where(Issue.client_id == client_id))


def phone_of(session: Session, viewer: Viewer, number: str) -> str | None:
    """The telephone that the reporter of an issue has left, where viewer may see the issue."""
    return session.scalar(
        select(PublicReporter.phone)
        .join(Issue, Issue.id == PublicReporter.issue_id)
        .where(Issue.number == number, visible(viewer, Issue))
    )

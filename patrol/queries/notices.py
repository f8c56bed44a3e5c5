"""Questions about notices: an officer's own, how many are unread, what waits to go out, how robots fare."""

from datetime import datetime

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session

from patrol.access import Viewer, visible
from patrol.models import Delivery, Notice, NoticeSetting, Webhook

MOST_COUNTED = 1000


def page(
    session: Session, officer_id: int, *, unread: bool = False, kind: str | None = None, before: int | None, limit: int
) -> list[Row]:
    """An officer's notices, the newest first: id, kind, subject_kind, subject, sentence, params, times."""
    found = (
        select(
            Notice.id,
            Notice.kind,
            Notice.subject_kind,
            Notice.subject,
            Notice.sentence,
            Notice.params,
            Notice.created_at,
            Notice.read_at,
        )
        .where(Notice.officer_id == officer_id)
        .order_by(Notice.id.desc())
        .limit(limit)
    )
    if unread:
        found = found.where(Notice.read_at.is_(None))
    if kind:
        found = found.where(Notice.kind == kind)
    if before is not None:
        found = found.where(Notice.id < before)
    return list(session.execute(found))


def unread(session: Session, officer_id: int) -> int:
    """How many notices an officer has not read; counted to a thousand."""
    own = select(Notice.id).where(Notice.officer_id == officer_id, Notice.read_at.is_(None)).limit(MOST_COUNTED)
    return session.scalars(select(func.count()).select_from(own.subquery())).one()


def mark_read(session: Session, officer_id: int, now: datetime, *, only: int | None = None, until: int = 0) -> None:
    """Note that an officer has read one notice (`only`), or all up to one (`until`); what was read stays as it was."""
    which = Notice.id == only if only is not None else Notice.id <= until
    session.execute(
        update(Notice).where(Notice.officer_id == officer_id, Notice.read_at.is_(None), which).values(read_at=now)
    )


def is_own(session: Session, officer_id: int, notice_id: int) -> bool:
    """Whether a notice is this officer's."""
    own = select(Notice.id).where(Notice.id == notice_id, Notice.officer_id == officer_id)
    return session.scalar(own) is not None


def setting(session: Session, officer_id: int) -> NoticeSetting | None:
    """How an officer wants to be told; None for one who has never said."""
    return session.get(NoticeSetting, officer_id)


def webhooks(session: Session, viewer: Viewer) -> list[Row]:
    """Webhooks of the viewer's division, with how many messages are in which state and the last failure."""
    counts = (
        select(
            Delivery.webhook_id,
            *(
                func.count().filter(Delivery.state == state).label(state)
                for state in ("waiting", "sent", "unsure", "given_up")
            ),
            func.max(Delivery.delivered_at).label("last_sent_at"),
        )
        .group_by(Delivery.webhook_id)
        .subquery()
    )
    newest = (
        select(Delivery.last_error)
        .where(Delivery.webhook_id == Webhook.id, Delivery.last_error.is_not(None))
        .order_by(Delivery.claimed_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    states = (func.coalesce(counts.c[state], 0).label(state) for state in ("waiting", "sent", "unsure", "given_up"))
    return list(
        session.execute(
            select(Webhook, *states, counts.c.last_sent_at, newest.label("last_error"))
            .outerjoin(counts, counts.c.webhook_id == Webhook.id)
            .where(visible(viewer, Webhook))
            .order_by(Webhook.id)
        )
    )


def webhook(session: Session, viewer: Viewer, webhook_id: int) -> Webhook | None:
    """One webhook of the viewer's division."""
    return session.scalar(select(Webhook).where(Webhook.id == webhook_id, visible(viewer, Webhook)))

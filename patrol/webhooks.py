"""Webhooks: entered by an administrator or a county's office, tried, and taken away."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.config import NotifySettings, Settings
from patrol.delivering.addresses import check_address
from patrol.delivering.hooks import Hook, post
from patrol.delivering.outcomes import Outcome
from patrol.errors import Forbidden, Invalid, NotFound
from patrol.messages import t
from patrol.models import Webhook
from patrol.queries import notices as questions
from patrol.queries.divisions import is_within


def listed(session: Session, viewer: Viewer) -> list[dict[str, Any]]:
    """The webhooks of the viewer's division and how they fare, without their secrets. Forbidden by post."""
    may_keep(viewer)
    return [_shown(row) for row in questions.webhooks(session, viewer)]


def enter(
    session: Session, viewer: Viewer, data: dict[str, Any], *, now: datetime, ways: NotifySettings
) -> dict[str, Any]:
    """Enter a webhook; it is told what happens from now on. Forbidden by post; Invalid by field."""
    may_keep(viewer)
    check_address(data["url"], private=ways.private_webhooks)
    if not is_within(session, data["division"], viewer):
        raise Invalid({"division": ("division_outside", {"code": data["division"]})})
    said = {name: value for name, value in data.items() if name != "division"}
    webhook = Webhook(division_code=data["division"], created_by=viewer.officer_id, created_at=now, **said)
    session.add(webhook)
    session.flush()
    return next(each for each in listed(session, viewer) if each["id"] == webhook.id)


def remove(session: Session, viewer: Viewer, webhook_id: int) -> None:
    """Take a webhook away, with what waits for it. NotFound when it is not of the viewer's division."""
    session.delete(_own(session, viewer, webhook_id))


def hook(session: Session, viewer: Viewer, webhook_id: int) -> tuple[Hook, str]:
    """Where a webhook's messages go, and in which language."""
    webhook = _own(session, viewer, webhook_id)
    return Hook(webhook.robot, webhook.url, webhook.secret), webhook.locale


def try_out(to: Hook, locale: str, now: datetime, settings: Settings) -> Outcome:
    """Send a test message, without the database."""
    told = {
        "id": str(uuid4()),
        "kind": "test",
        "subject_kind": "test",
        "subject": "",
        "text": t("webhook_test", locale),
        "at": now.isoformat(),
        "link": f"{settings.public_url}/" if settings.public_url else None,
    }
    return post(to, told, f"test-{told['id']}", settings.notify)


def _own(session: Session, viewer: Viewer, webhook_id: int) -> Webhook:
    may_keep(viewer)
    webhook = questions.webhook(session, viewer, webhook_id)
    if webhook is None:
        raise NotFound
    return webhook


def may_keep(viewer: Viewer) -> None:
    """Forbidden for whoever does not keep the county's rules."""
    if not viewer.keeps_rules:
        raise Forbidden


def _shown(row: Row) -> dict[str, Any]:
    webhook = row.Webhook
    named = {name: getattr(webhook, name) for name in ("id", "name", "robot", "kinds", "locale")}
    counts = {name: value for name, value in row._asdict().items() if name != "Webhook"}
    parts = urlsplit(webhook.url)
    return named | counts | {"division": webhook.division_code, "host": parts.hostname, "signed": bool(webhook.secret)}

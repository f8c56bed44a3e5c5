"""An officer's inbox, and how they are told beside it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import Invalid, NotFound
from patrol.messages import notice_sentence
from patrol.models import NoticeSetting
from patrol.queries import notices as questions

NEWEST = 5
UNSAID = {"email": None, "mail_digest": False, "mail_each": False, "locale": "zh-CN"}


def worded(notice: Row, locale: str) -> dict[str, Any]:
    """A notice as its reader sees it."""
    said = {name: value for name, value in notice._asdict().items() if name not in ("sentence", "params")}
    return said | {"text": notice_sentence(notice.sentence, notice.params, locale)}


def page(session: Session, viewer: Viewer, asked: dict[str, Any], locale: str) -> dict[str, Any]:
    """A page of the viewer's own notices, and how many are unread. `asked`: unread, kind, after, limit."""
    found = questions.page(
        session,
        viewer.officer_id,
        unread=asked["unread"] == "true",
        kind=asked["kind"],
        before=asked["after"],
        limit=asked["limit"],
    )
    return {"items": [worded(each, locale) for each in found], "unread": questions.unread(session, viewer.officer_id)}


def newest(session: Session, viewer: Viewer, locale: str) -> dict[str, Any]:
    """What a phone carries along: the count of unread notices and the newest few of all."""
    asked = {"unread": None, "kind": None, "after": None, "limit": NEWEST}
    return page(session, viewer, asked, locale)


def read(session: Session, viewer: Viewer, notice_id: int, now: datetime) -> int:
    """Note that one was read; returns how many are unread. NotFound for one that is not the viewer's."""
    if not questions.is_own(session, viewer.officer_id, notice_id):
        raise NotFound("no_notice")
    questions.mark_read(session, viewer.officer_id, now, only=notice_id)
    return questions.unread(session, viewer.officer_id)


def read_all(session: Session, viewer: Viewer, until: int, now: datetime) -> int:
    """Note that all up to one were read; what came after it stays unread. Returns how many are unread."""
    questions.mark_read(session, viewer.officer_id, now, until=until)
    return questions.unread(session, viewer.officer_id)


def ways(session: Session, viewer: Viewer) -> dict[str, Any]:
    """How the viewer is told beside the inbox."""
    row = questions.setting(session, viewer.officer_id)
    return {name: getattr(row, name) for name in UNSAID} if row else dict(UNSAID)


def set_ways(session: Session, viewer: Viewer, data: dict[str, Any], now: datetime) -> None:
    """Say how to be told. What was told before e-mail was switched on, or its address changed, is not sent after."""
    if data["email"] is None and (data["mail_digest"] or data["mail_each"]):
        raise Invalid({"email": "needs_email"})
    before = ways(session, viewer)
    same = all(data[name] == before[name] for name in ("email", "mail_digest", "mail_each"))
    fresh = insert(NoticeSetting).values(officer_id=viewer.officer_id, mail_since=now, **data)
    changed = data if same else data | {"mail_since": now}
    session.execute(fresh.on_conflict_do_update(index_elements=["officer_id"], set_=changed))

"""Questions about the audit log."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from patrol.access import Viewer, scope
from patrol.models import AuditEntry, Division, Officer

Actor = aliased(Officer)
SORTS = {"at": AuditEntry.id}


def listed(viewer: Viewer, asked: dict[str, Any], zone: ZoneInfo) -> Select:
    """id, at, action, actor, actor_name, officer, officer_name, division, division_name, detail. `asked`: officer,
    actor, action, first and last (local days, both included), division."""
    found = (
        select(
            AuditEntry.id,
            AuditEntry.at,
            AuditEntry.action,
            Actor.username.label("actor"),
            Actor.name.label("actor_name"),
            Officer.username.label("officer"),
            Officer.name.label("officer_name"),
            AuditEntry.division_code.label("division"),
            Division.name.label("division_name"),
            AuditEntry.detail,
        )
        .outerjoin(Officer, Officer.id == AuditEntry.officer_id)
        .outerjoin(Actor, Actor.id == AuditEntry.actor_id)
        .outerjoin(Division, Division.code == AuditEntry.division_code)
    )
    for column, name in ((Officer.username, "officer"), (Actor.username, "actor")):
        if asked.get(name):
            found = found.where(func.lower(column) == asked[name].lower())
    if asked.get("action"):
        found = found.where(AuditEntry.action == asked["action"])
    if asked.get("first"):
        found = found.where(AuditEntry.at >= _midnight(asked["first"], zone))
    if asked.get("last"):
        found = found.where(AuditEntry.at < _midnight(asked["last"] + timedelta(days=1), zone))
    return scope(found, AuditEntry, viewer, asked.get("division"))


def ended_by_rule(session: Session, rule_id: int) -> dict[int, str | None]:
    """The rules that ended when a rule was opened, each with the end that it had before."""
    opened = select(AuditEntry.detail["was"]).where(
        AuditEntry.action == "rule_added", AuditEntry.detail["id"].as_integer() == rule_id
    )
    return {int(other): before for other, before in (session.scalar(opened) or {}).items()}


def leaving(session: Session, officer_id: int) -> tuple[datetime | None, dict[str, dict[str, Any]]]:
    """When an officer was last made inactive, and the details of what was done to their duties by it, by the act; no
    moment where they were not, or were made active since."""
    own = select(AuditEntry.at, AuditEntry.detail).where(AuditEntry.officer_id == officer_id)
    turned = own.where(AuditEntry.action == "officer_changed", AuditEntry.detail["after"].has_key("active"))
    last = session.execute(turned.order_by(AuditEntry.id.desc()).limit(1)).one_or_none()
    if last is None or last.detail["after"]["active"]:
        return None, {}
    together = select(AuditEntry.action, AuditEntry.detail).where(
        AuditEntry.officer_id == officer_id,
        AuditEntry.at == last.at,
        AuditEntry.action.in_(("unassigned", "duty_taken_back")),
    )
    return last.at, {act.action: act.detail for act in session.execute(together)}


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)

"""Questions about the audit log."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

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


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)

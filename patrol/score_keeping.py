"""Scores into the tables of patrols and visits, many in one statement."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session
from sqlalchemy.sql.expression import bindparam

# Which of them lie between which days is said beside, so that only those months are looked into.
PATROLS = """
UPDATE patrol p SET {columns}
FROM jsonb_to_recordset(:scores) AS s(
  patrol_id uuid, patrolled_on date, effective boolean, counted boolean, reasons jsonb, rule_id int)
WHERE p.id = s.patrol_id AND p.patrolled_on = s.patrolled_on AND p.patrolled_on BETWEEN :first AND :last
"""
VISITS = """
UPDATE {subject}_visit v SET {columns}
FROM jsonb_to_recordset(:scores) AS s(
  patrol_id uuid, patrolled_on date, object_id int, effective boolean, counted boolean, bearer_id int,
  stands_in_for int, rule_id int)
WHERE v.patrol_id = s.patrol_id AND v.patrolled_on = s.patrolled_on AND v.{subject}_id = s.object_id
  AND v.patrolled_on BETWEEN :first AND :last
"""
WHOLE = {
    "patrol": ("effective", "counted", "reasons", "rule_id"),
    "segment": ("effective", "counted", "bearer_id", "stands_in_for", "rule_id"),
    "plot": ("effective", "counted", "bearer_id", "stands_in_for", "rule_id"),
}


def write(session: Session, changes: Iterable, first: date, last: date) -> None:
    """Write whole scores of patrols and visits walked between two days."""
    _write(session, changes, WHOLE, first, last)


def recount(session: Session, changes: list) -> None:
    """Write only whether patrols and visits count."""
    if changes:
        days = [change.patrolled_on for change in changes]
        _write(session, changes, dict.fromkeys(WHOLE, ("counted",)), min(days), max(days))


def _write(session: Session, changes: Iterable, columns: dict[str, tuple[str, ...]], first: date, last: date) -> None:
    by_subject: dict[str, list[dict]] = {}
    for change in changes:
        row = {"patrol_id": str(change.patrol_id), "patrolled_on": str(change.patrolled_on)}
        by_subject.setdefault(change.subject, []).append(row | {"object_id": change.object_id} | change.after)
    for subject, scores in by_subject.items():
        set_ = ", ".join(f"{name} = s.{name}" for name in columns[subject])
        statement = (PATROLS if subject == "patrol" else VISITS).format(subject=subject, columns=set_)
        bound = text(statement).bindparams(bindparam("scores", type_=JSONB))
        session.execute(bound, {"scores": scores, "first": first, "last": last})

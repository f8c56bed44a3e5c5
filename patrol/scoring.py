"""Patrols and their visits judged by the rules of their day: at submission, and again when somebody asks for it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol import score_keeping
from patrol.access import Viewer
from patrol.queries import scoring as questions
from patrol.queries import spaced
from patrol.queries.inside import Inside, measure
from patrol.queries.rules import rules_in_force
from patrol.rules.effectiveness import Judged, Minimums, Walked, judge, shortfalls
from patrol.rules.spacing import Effective, Spacing, counted

SUBJECTS = {"river": "segment", "forest": "plot"}
REJECTED = ({"code": "rejected_on_review"},)
LONGEST_COOL_DOWN = timedelta(days=367)


class Change(NamedTuple):
    """A score that is not what it was; `object_id` is 0 for a patrol itself."""

    subject: str
    patrol_id: UUID
    patrolled_on: date
    object_id: int
    before: dict[str, Any]
    after: dict[str, Any]


def score(
    session: Session,
    which: questions.Which,
    first: date,
    last: date,
    objects: tuple[str, Collection[int]] | None = None,
    kinds: Collection[str] = tuple(SUBJECTS),
) -> list[Change]:
    """Judge patrols (by ids, or a condition on Patrol), walked between two days, and write what changed.

    With `objects`, (kind, ids), only visits of these are judged and the patrols' own scores stay. `kinds` are those
    of which these patrols have visits, where that is known.
    """
    patrols = {row.id: row for row in questions.walked(session, which, first, last)}
    kinds = [objects[0]] if objects else kinds
    ids = objects[1] if objects else None
    visits = defaultdict(list)
    for kind in kinds:
        for row in questions.visited(session, kind, which, first, last, ids):
            visits[row.patrol_id].append((kind, row))
    inside = _measured(session, patrols.values(), visits, first, last) if objects is None else {}
    changes = []
    for patrol in patrols.values():
        own = inside.get(patrol.id, Inside(patrol.own_distance_m, patrol.own_duration_s))
        changes += _judged(patrol, visits[patrol.id], own, whole=objects is None)
    written = [change for change in changes if change.before != change.after]
    score_keeping.write(session, written, first, last)
    return written + respace(session, patrols.values(), visits, first)


def foreseen(session: Session, officer: Viewer, kind: str, on: date, walk: Walked) -> dict[str, Any]:
    """The score of a new patrol as far as it is known before its visits are: most keep it."""
    rules = rules_in_force(session, officer.post, kind, officer.division_code, on)
    rule = rules.get("person") or rules.get("object")
    reasons = shortfalls(walk, _minimums(rule) if rule else Minimums())
    spaced = rule is not None and _spaced(rule)
    score = {"effective": not reasons, "counted": not reasons and not spaced, "reasons": reasons}
    return score | {"rule_id": rule.rule_id if rule else None}


def _measured(
    session: Session, patrols: Collection[Row], visits: Mapping, first: date, last: date
) -> dict[UUID, Inside]:
    """What patrols whose rules ask for it were inside what their walkers answer for."""
    asked = [row.id for row in patrols if row.own_inside_own or any(of.inside_own for _, of in visits[row.id])]
    own = [(id_, kind, row.object_id) for id_ in asked for kind, row in visits[id_] if row.answerable_id is not None]
    return measure(session, asked, own, first, last) if asked else {}


def _judged(patrol: Row, visits: list[tuple[str, Row]], inside: Inside, *, whole: bool) -> Iterator[Change]:
    own = [(kind, row) for kind, row in visits if row.answerable_id is not None]
    by_drone = patrol.means == "drone"
    walk = Walked(patrol.duration_s, patrol.distance_m, 0.0, by_drone, inside.duration_s, inside.distance_m)
    minimums = _minimums(patrol, "own_")
    asked = [(row.share, _minimums(row) if row.rule_id else minimums) for _kind, row in own]
    judged = judge(walk, minimums, asked, personal=patrol.own_per == "person")
    if not patrol.counts:
        judged = Judged(REJECTED, (False,) * len(own))
    if whole:
        yield _patrol_change(patrol, judged)
    effective = dict(zip(((kind, row.object_id) for kind, row in own), judged.visits, strict=True))
    for kind, row in visits:
        yield _visit_change(kind, row, effective.get((kind, row.object_id), False), patrol.own_rule_id)


def _minimums(row: Row, prefix: str = "") -> Minimums:
    if getattr(row, f"{prefix}rule_id") is None:
        return Minimums()
    names = ("min_duration_s", "min_distance_m", "min_own_share", "drones_allowed", "inside_own")
    return Minimums(*(getattr(row, prefix + name) for name in names))


def _patrol_change(patrol: Row, judged: Judged) -> Change:
    before = {name: getattr(patrol, name) for name in ("effective", "counted", "reasons", "rule_id")}
    after = {
        "effective": judged.effective,
        # Where outings are spaced, which of them count is found once all are judged.
        "counted": judged.effective and (patrol.counted or not _spaced(patrol, "own_")),
        "reasons": list(judged.reasons),
        "rule_id": patrol.own_rule_id,
    }
    return Change("patrol", patrol.id, patrol.patrolled_on, 0, before, after)


def _visit_change(kind: str, row: Row, effective: bool, own_rule_id: int | None) -> Change:
    before = {name: getattr(row, name) for name in ("effective", "counted", "bearer_id", "stands_in_for")}
    stands_in = row.answerable_id if row.answerable_id != row.officer_id else None
    bears = row.answerable_id if stands_in is None or row.deputies_allowed is not False else None
    after = {
        "effective": effective,
        "counted": effective and (row.counted or not _spaced(row)),
        "bearer_id": bears if effective else None,
        "stands_in_for": stands_in,
        "rule_id": (row.rule_id or own_rule_id) if row.answerable_id is not None else None,
    }
    before["rule_id"] = row.stored_rule_id
    return Change(SUBJECTS[kind], row.patrol_id, row.patrolled_on, row.object_id, before, after)


def _spaced(row: Row, prefix: str = "") -> bool:
    return bool(getattr(row, f"{prefix}distinct_days") or getattr(row, f"{prefix}cool_down_s"))


def respace(session: Session, patrols: Collection[Row], visits: dict, first: date) -> list[Change]:
    """Find which of the effective visits and outings count where a rule spaces them, from a day on; write changes."""
    since = first - LONGEST_COOL_DOWN
    people = {(row.officer_id, row.kind) for row in patrols if _spaced(row, "own_")}
    found = []
    if people:
        rows = spaced.effective_patrols(session, people, since)
        found += _recounted("patrol", rows, lambda row: (row.officer_id, row.kind), first)
    for kind, subject in SUBJECTS.items():
        every = (row for of in visits.values() for of_kind, row in of if of_kind == kind)
        duties = {(row.answerable_id, row.object_id) for row in every if row.answerable_id and _spaced(row)}
        if duties:
            rows = spaced.effective_visits(session, kind, duties, since)
            found += _recounted(subject, rows, lambda row: (row.answerable_id, row.object_id), first)
    score_keeping.recount(session, found)
    return found


def _recounted(subject: str, rows: list[Row], duty_of, first: date) -> Iterator[Change]:
    """What was counted before `first` stands; what comes after follows from it, in the order of time."""
    by_duty = defaultdict(list)
    for row in rows:
        by_duty[duty_of(row)].append(row)
    for of_duty in by_duty.values():
        earlier = [_effective(row) for row in of_duty if row.patrolled_on < first and row.counted]
        later = [row for row in of_duty if row.patrolled_on >= first]
        now = counted([_effective(row) for row in later], earlier[-1] if earlier else None)
        for row, counts in zip(later, now, strict=True):
            if counts != row.counted:
                object_id = 0 if subject == "patrol" else row.object_id
                before, after = {"counted": row.counted}, {"counted": counts}
                yield Change(subject, row.patrol_id, row.patrolled_on, object_id, before, after)


def _effective(row: Row) -> Effective:
    spacing = Spacing(bool(row.distinct_days), row.cool_down_s or 0.0)
    return Effective(row.patrolled_on, row.started_at, spacing)

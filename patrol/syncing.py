"""What a phone keeps for work without a network, in sections whose versions let the server send only what changed."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol.access import PATROLLING_POSTS, Viewer
from patrol.config import Settings
from patrol.queries import categories, reviews
from patrol.queries import sync as questions
from patrol.queries.rules import rules_in_force
from patrol.rules.catalogue import Category
from patrol.rules.quotas import calendar_period

DEGREE_STEPS = 1_000_000
VERSION_LENGTH = 10
ASKED_OF_A_VISIT = ("min_duration_s", "min_distance_m", "min_own_share")


def sections(session: Session, viewer: Viewer, on: date, settings: Settings) -> dict[str, Any]:
    """Everything a phone of `viewer` needs on the local day `on`, by section."""
    segments = questions.own_segments(session, viewer.officer_id, on)
    plots = questions.own_plots(session, viewer.officer_id, on)
    return {
        "settings": _settings(viewer, settings),
        "rules": [_rule(rule, on) for rule in _own_rules(session, viewer, on)],
        "categories": [_category(each) for each in categories.in_force(session, viewer.division_code, on)],
        "segments": [_segment(row) for row in segments],
        "plots": [_plot(row) for row in plots],
        "duties": [*_duties(session, viewer, "river", segments, on), *_duties(session, viewer, "forest", plots, on)],
        "personal": [*_personal(session, viewer, on)],
        "reviews": [row._asdict() for row in reviews.own_decisions(session, viewer.officer_id)],
        "issues": [
            row._asdict()
            for row in questions.own_issues(
                session, viewer.officer_id, [row.id for row in segments], [row.id for row in plots]
            )
        ],
    }


def _category(category: Category) -> dict[str, Any]:
    return {name: getattr(category, name) for name in ("kind", "code", "en", "group", "group_en", "problem")}


def versions(parts: dict[str, Any]) -> dict[str, str]:
    """A short digest of each section."""
    return {name: _digest(part) for name, part in parts.items()}


def cursor_of(known: dict[str, str]) -> str:
    """The versions of all sections in one word."""
    return ".".join(known.values())


def changed(parts: dict[str, Any], known: dict[str, str], since: str | None) -> dict[str, Any]:
    """The sections whose version is not in the cursor `since`; all of them without a cursor of this kind."""
    seen = (since or "").split(".")
    if len(seen) != len(known):
        return parts
    return {name: part for (name, part), before in zip(parts.items(), seen, strict=True) if known[name] != before}


def _digest(part: Any) -> str:
    text = json.dumps(part, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:VERSION_LENGTH]


def _settings(viewer: Viewer, settings: Settings) -> dict[str, Any]:
    coverage, track = settings.coverage, settings.track
    return {
        "may_patrol": viewer.post in PATROLLING_POSTS,
        "tolerance_m": coverage.tolerance_m,
        "station_step_m": coverage.station_step_m,
        "bridge_stations": coverage.bridge_stations,
        "crossing_m": coverage.crossing_m,
        "cell_m": coverage.cell_m,
        "sight_m": coverage.sight_m,
        "max_accuracy_m": track.max_accuracy_m,
        "max_speed_mps": track.max_speed_mps,
        "gap_s": track.gap_s,
        "max_photo_bytes": settings.max_photo_bytes,
    }


def _own_rules(session: Session, viewer: Viewer, on: date) -> list[Row]:
    place = (viewer.division_code, on)
    rules = [rules_in_force(session, viewer.post, kind, *place) for kind in ("river", "forest")]
    return [of_kind[per] for of_kind in rules for per in ("person", "object") if per in of_kind]


def _rule(rule: Row, on: date) -> dict[str, Any]:
    begin, end = calendar_period(rule.period, on)
    names = ("kind", "per", "times", "period", *ASKED_OF_A_VISIT)
    return {name: getattr(rule, name) for name in names} | {"from": begin, "to": end}


def _segment(row) -> dict[str, Any]:
    return _named(row) | {
        "river": row.river,
        "length_m": round(row.length_m, 1),
        "line": steps(json.loads(row.shape)["coordinates"]),
    }


def _plot(row) -> dict[str, Any]:
    rings = [steps(ring) for polygon in _polygons(json.loads(row.shape)) for ring in polygon]
    return _named(row) | {"area_m2": round(row.area_m2, 1), "rings": rings}


def _polygons(shape: dict) -> list:
    return shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]


def _named(row) -> dict[str, Any]:
    return {"code": row.code, "name": row.name, "division": row.division, "division_name": row.division_name}


def steps(points: list) -> dict[str, list[int]]:
    """Degrees as a track of the contract has them: millionths, the first absolute, then differences."""
    whole = [(round(lon * DEGREE_STEPS), round(lat * DEGREE_STEPS)) for lon, lat, *_ in points]
    return {
        name: [whole[0][axis], *(after[axis] - before[axis] for before, after in pairwise(whole))]
        for axis, name in enumerate(("lon", "lat"))
    }


def _duties(session: Session, viewer: Viewer, kind: str, objects: list, on: date) -> list[dict[str, Any]]:
    """Per object: what this officer owes it by its rule in the period that holds `on`, as in the tables of duties, and
    what they have done of it."""
    places = {(row.post, row.division, row.object_class) for row in objects}
    rules = {
        (post, division, of): rules_in_force(session, post, kind, division, on, of).get("object")
        for post, division, of in places
    }
    periods = {}
    for row in objects:
        rule = rules[row.post, row.division, row.object_class]
        periods[row.id] = calendar_period(rule.period if rule else "month", on)
    owed: dict[int, int] = {}
    for period in {rule.period for rule in rules.values() if rule}:
        owed |= questions.own_owed(session, kind, viewer.officer_id, period, calendar_period(period, on))
    begins = {object_id: begin for object_id, (begin, _) in periods.items()}
    done = questions.own_visits(session, kind, viewer.officer_id, begins, on)
    return [
        _duty(kind, row, periods[row.id], owed.get(row.id, 0), done.get(row.id))
        | {"asks": _asks(rules[row.post, row.division, row.object_class])}
        for row in objects
    ]


def _personal(session: Session, viewer: Viewer, on: date) -> Iterator[dict[str, Any]]:
    """What this officer owes in person (days or outings) in the terms that hold `on`, and what counts of it."""
    for kind, period in questions.person_terms(session, viewer.division_code, on):
        begin, end = calendar_period(period, on)
        if found := questions.own_in_person(session, kind, viewer.officer_id, period, (begin, end)):
            yield {"kind": kind, "required": found.owed, "done": found.done, "from": begin, "to": end}


def _asks(rule: Row | None) -> dict[str, Any] | None:
    """What a rule for objects asks of a visit to be effective."""
    return {name: getattr(rule, name) for name in ASKED_OF_A_VISIT} if rule else None


def _duty(kind: str, row, period: tuple[date, date], owed: int, visits) -> dict[str, Any]:
    begin, end = period
    return {
        "kind": kind,
        "code": row.code,
        "required": owed,
        "done": visits.done if visits else 0,
        "last_visit_on": visits.last_visit_on if visits else None,
        "from": begin,
        "to": end,
    }

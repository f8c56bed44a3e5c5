"""The truth out: coverage, targets and headline figures, ready for the wire."""

from calendar import monthrange
from collections import defaultdict
from datetime import date
from itertools import accumulate

from sqlalchemy import select
from sqlalchemy.orm import Session

from patrol.access import Viewer, prefix_of
from patrol.config import CoverageSettings
from patrol.queries import summary as totals
from patrol.queries import targets as target_queries
from patrol.queries.coverage import narrower, plot_coverage, segment_coverage
from patrol.queries.required import owing, required_visits
from patrol.queries.standings import gone_of
from patrol.queries.walked import ALL, Walked
from patrol.rules.areas import joint_pace, mu, pace
from patrol.rules.areas import standing as area_standing
from patrol.rules.coverage import quota, so_far, standing

AREAS = ("reported", "credited", "measured", "verified", "qualified")
COVERAGE = {"river": segment_coverage, "forest": plot_coverage}


def coverage(
    session: Session,
    viewer: Viewer,
    kind: str,
    first: date,
    last: date,
    division: str | None,
    settings: CoverageSettings,
    on: date,
    *,
    after: str | None = None,
    limit: int = 1000,
    walked: Walked = ALL,
    code: str | None = None,
) -> list[dict]:
    """Coverage rows of segments (river) or plots (forest) by code, or that of one, with what was required and what it
    means on the local day `on`."""
    rows = COVERAGE[kind](viewer, first, last, division, walked).subquery()
    query = rows.select().order_by(rows.c.code).limit(limit)
    if after is not None:
        query = query.where(rows.c.code > after)
    if code is not None:
        query = query.where(rows.c.code == code)
    items = [dict(row) for row in session.execute(query).mappings()]
    ids = [item["id"] for item in items]
    told = owing(first, last, on)
    days = session.execute(select(*gone_of(told.first, told.last))).one()
    owed = required_visits(session, kind, ids, told, walked.duties(viewer))
    for item in items:
        due = owed.get(item.pop("id"))
        required, credited = (due.visits, due.credited) if due else (0, 0)
        item |= {"required": required, "credited": credited, "quota": quota(credited, required, *days)}
        item["status"] = standing(item["visits"], item["share"], credited, so_far(required, *days), settings.full_share)
        item["idle_days"] = (last - item["last_effective_on"]).days if item["last_effective_on"] else None
    return items


def targets(session: Session, viewer: Viewer, year: int, division: str | None, on: date) -> list[dict]:
    """Per division (the one asked for and those directly inside it) and work type: areas in mu, progress and pace, all
    of them of the works that were done until a day."""
    code = narrower(viewer, division)
    works = target_queries.work_areas(session, year, prefix_of(code), on)
    owed = target_queries.targets(session, year, prefix_of(code))
    return [
        line for place in target_queries.shown_divisions(session, code) for line in _lines(place, works, owed, year, on)
    ]


def curve(session: Session, viewer: Viewer, year: int, division: str | None, work_type: str, on: date) -> dict:
    """A year's target of one type of work as it should grow by the ends of months, and as it grew, in mu."""
    code = narrower(viewer, division)
    [place] = [each for each in target_queries.shown_divisions(session, code) if each.code == code] or [None]
    owed = target_queries.targets(session, year, prefix_of(code))
    target_m2, shares = (_targets_of(place, owed) if place else {}).get(work_type, (0.0, None))
    days = target_queries.done_by_day(session, year, prefix_of(code), work_type, on)
    sums = accumulate(row.area_m2 for row in days)
    return {
        "division": code,
        "work_type": work_type,
        "target_mu": mu(target_m2),
        "planned": [{"on": _month_end(year, at), "mu": mu(target_m2 * share)} for at, share in enumerate(shares or ())],
        "done": [{"on": row.day, "mu": mu(area)} for row, area in zip(days, sums, strict=True)],
    }


def _month_end(year: int, month: int) -> date:
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _lines(place, works, owed, year: int, on: date) -> list[dict]:
    prefix = prefix_of(place.code)
    sums: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(AREAS, 0.0))
    for work in works:
        if work.division_code.startswith(prefix):
            for area in AREAS:
                sums[work.work_type][area] += getattr(work, area)
    due = _targets_of(place, owed)
    return [
        _line(place, work_type, sums[work_type], due.get(work_type), year, on) for work_type in sorted({*sums, *due})
    ]


def _targets_of(place, owed) -> dict[str, tuple[float, list[float]]]:
    """Work type → (m², pace): the place's own target, or else the sum of those of the next level that has any."""
    inside = [target for target in owed if target.division_code.startswith(prefix_of(place.code))]
    found: dict[str, tuple[float, list[float]]] = {}
    for work_type in {target.work_type for target in inside}:
        of_type = [target for target in inside if target.work_type == work_type]
        highest = min(len(prefix_of(target.division_code)) for target in of_type)
        same_level = [target for target in of_type if len(prefix_of(target.division_code)) == highest]
        found[work_type] = (sum(target.area_m2 for target in same_level), joint_pace(same_level))
    return found


def _line(place, work_type: str, areas: dict[str, float], due, year: int, on: date) -> dict:
    target_m2, curve = due or (0.0, None)
    progress = areas["credited"] / target_m2 if target_m2 > 0 else None
    expected = pace(year, curve, on) if curve else None
    return {
        "division": place.code,
        "name": place.name,
        "level": place.level,
        "work_type": work_type,
        "target_mu": mu(target_m2),
        **{f"{area}_mu": mu(areas[area]) for area in AREAS},
        "progress": progress,
        "pace": expected,
        "status": area_standing(progress, expected or 0.0),
    }


def summary(
    session: Session,
    viewer: Viewer,
    first: date,
    last: date,
    division: str | None,
    on: date,
    walked: Walked = ALL,
    kind: str | None = None,
) -> dict:
    """The headline figures of a period; patrols and issues of one kind (river or forest), or of both."""
    figures = {
        **totals.segment_totals(session, viewer, first, last, division, walked)._mapping,
        **totals.plot_totals(session, viewer, first, last, division, walked)._mapping,
        **totals.patrol_totals(session, viewer, first, last, division, walked, kind)._mapping,
        **totals.issue_totals(session, viewer, on, division, kind)._mapping,
    }
    figures["share"] = figures["covered_m"] / figures["length_m"] if figures["length_m"] else 0.0
    return figures

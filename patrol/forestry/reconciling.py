"""Reconciliation 对账: a year's areas from village to county, rounded so that the parts make the whole."""

from collections import Counter, defaultdict
from fractions import Fraction
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol.access import Viewer, prefix_of
from patrol.queries import overlaps as overlap_questions
from patrol.queries import targets as questions
from patrol.queries.coverage import narrower
from patrol.rules.areas import mu
from patrol.rules.balances import Figure, Place, figures, off_balance, tree

AREAS = (
    "reported",
    "credited",
    "measured",
    "verified",
    "unverified",
    "unchecked",
    "qualified",
    "replant",
    "failed",
    "pending",
    "lost",
)
Sums = dict[str, dict[str, dict[str, Fraction]]]


def reconcile(session: Session, viewer: Viewer, year: int, division: str | None) -> dict[str, Any]:
    """A year's areas for every division within one's own, or within `division`, and every type of work.

    `items`: per division and type the shown mu and hectares, what belongs to no part, residuals of rounding and
    balances. `types`: per type of work the sum of polygons, what overlaps within the year, across years and outside
    plots, and what lies in zoning units. `method` says how figures were rounded.
    """
    code = narrower(viewer, division)
    prefix = prefix_of(code)
    places = questions.divisions_within(session, prefix)
    works = questions.each_work(session, year, prefix)
    standing = [work for work in works if work.stage != "withdrawn"]
    sums, counts = _sums(works), Counter((work.division_code, work.work_type) for work in standing)
    owed = questions.targets(session, year, prefix)
    types = sorted({*sums, *(target.work_type for target in owed)})
    items = []
    for work_type in types:
        known = {area: figures(tree(code, _places(places), sums[work_type][area])) for area in AREAS}
        for place in places:
            counted = sum(n for (at, kind), n in counts.items() if kind == work_type and _within(at, place.code))
            owes = _target(place.code, [target for target in owed if target.work_type == work_type])
            items.append(_line(place, work_type, counted, owes, {area: known[area][place.code] for area in AREAS}))
    return {"items": items, "types": _types(session, year, prefix, works), "method": "largest_remainder"}


def _places(rows: list[Row]) -> list[Place]:
    return [Place(row.code, row.parent_code) for row in rows]


def _within(code: str, around: str) -> bool:
    return code.startswith(prefix_of(around))


def _sums(works) -> Sums:
    """Type of work → kind of area → division → the exact sum."""
    sums: Sums = defaultdict(lambda: {area: defaultdict(Fraction) for area in AREAS})
    for work in works:
        for area, value in _parts(work).items():
            sums[work.work_type][area][work.division_code] += value
    return sums


def _parts(work: Row) -> dict[str, Fraction]:
    """The areas of one work, so that reported and verified are the sums of their terms exactly."""
    known = {area: Fraction(getattr(work, area)) for area in questions.SUMS}
    unjudged = known["verified"] - known["qualified"] - known["replant"] - known["failed"]
    return known | {
        "unverified": known["reported"] - known["verified"] if work.checked else Fraction(),
        "unchecked": Fraction() if work.checked else known["reported"],
        "pending": unjudged,
    }


def _target(code: str, owed: list[Row]) -> dict[str, float | None]:
    """The target of a division, those of the parts that have any, and what of its own none of them has."""
    own = next((target.area_m2 for target in owed if target.division_code == code), None)
    inside = [target for target in owed if _within(target.division_code, code) and target.division_code != code]
    highest = min((len(prefix_of(target.division_code)) for target in inside), default=0)
    parts = [target.area_m2 for target in inside if len(prefix_of(target.division_code)) == highest]
    total = own if own is not None else sum(parts)
    return {
        "target_mu": round(mu(total), 2),
        "target_parts_mu": round(mu(sum(parts)), 2) if parts else None,
        "target_residual_mu": round(mu(total - sum(parts)), 2) + 0 if parts else None,
    }


def _line(place: Row, work_type: str, works: int, target: dict, known: dict[str, Figure]) -> dict[str, Any]:
    return (
        {"division": place.code, "name": place.name, "level": place.level, "parent": place.parent_code}
        | {"work_type": work_type, "works": works}
        | target
        | {f"{area}_mu": figure.mu for area, figure in known.items()}
        | {f"{area}_ha": figure.ha for area, figure in known.items()}
        | {
            "own_mu": {area: figure.own_mu for area, figure in known.items()},
            "own_ha": {area: figure.own_ha for area, figure in known.items()},
            "residual_mu": {area: figure.residual_mu for area, figure in known.items()},
            "residual_ha": {area: figure.residual_ha for area, figure in known.items()},
            "off_balance_mu": off_balance({area: figure.mu for area, figure in known.items()}),
            "off_balance_ha": off_balance({area: figure.ha for area, figure in known.items()}),
        }
    )


def _types(session: Session, year: int, prefix: str, works) -> list[dict[str, Any]]:
    """Per type of work: what its polygons are together, once and twice, and what they fall into."""
    zones, shared = (
        questions.zone_areas(session, year, prefix),
        {row.work_type: row for row in overlap_questions.totals(session, year, prefix)},
    )
    return [
        {
            "work_type": work_type,
            "polygons_mu": mu(sum(work.polygon for work in works if work.work_type == work_type)),
            "counted_mu": mu(sum(work.measured for work in works if work.work_type == work_type)),
            "across_years_mu": mu(row.across_years_m2) if (row := shared.get(work_type)) else 0.0,
            "outside_plot_mu": mu(row.outside_plot_m2) if row else 0.0,
            "zones": [
                {"category": zone.category, "works": zone.works, "area_mu": mu(zone.area_m2)}
                for zone in zones
                if zone.work_type == work_type
            ],
        }
        for work_type in sorted({work.work_type for work in works})
    ]

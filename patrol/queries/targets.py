"""Areas of forestry works against the year's targets, in m²."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Float, Row, bindparam, case, delete, func, or_, select, text
from sqlalchemy.orm import Session

from patrol.access import Viewer, scope
from patrol.models import AnnualTarget, Division, ForestryWork, WorkZone, ZoningUnit
from patrol.rules.forestry_steps import DONE_STAGES

# Of what was reported, the share of the polygon that no earlier work of the year and type holds: the same ground counts
# once towards the target, however often it was reported. Without a polygon nothing is known to be shared.
CREDITED = ForestryWork.reported_area_m2 * func.coalesce(
    ForestryWork.counted_area_m2 / func.nullif(ForestryWork.measured_area_m2, 0.0), 1.0
)
# What reported, verified and the rest are made of, each summed by division and type of work. Reported = verified +
# unverified + unchecked; verified = qualified + replant + failed + pending.
SUMS = {
    "reported": ForestryWork.reported_area_m2,
    "credited": CREDITED,
    "measured": ForestryWork.counted_area_m2,
    "verified": func.coalesce(ForestryWork.verified_area_m2, 0.0),
    "qualified": func.coalesce(ForestryWork.qualified_area_m2, 0.0),
    "replant": ForestryWork.replant_area_m2,
    "failed": ForestryWork.failed_area_m2,
    "lost": ForestryWork.lost_area_m2,
}
# The target's own curve, or the season's: of the smallest division around that was in force when the year began.
TARGETS = (
    text("""
SELECT t.division_code, t.work_type, t.area_m2, coalesce(t.pace, s.shares) AS pace
FROM annual_target t
LEFT JOIN LATERAL (
  SELECT c.shares FROM season_curve c
  WHERE c.work_type = t.work_type AND c.valid_from <= make_date(t.year, 1, 1)
    AND c.division_code = ANY(ARRAY(
      SELECT rpad(left(t.division_code, digits), 12, '0') FROM unnest(ARRAY[12, 9, 6, 4, 2, 0]) digits))
  ORDER BY length(rtrim(c.division_code, '0')) DESC, c.valid_from DESC LIMIT 1
) s ON true
WHERE t.year = :year AND t.division_code LIKE :prefix || '%'
ORDER BY t.division_code, t.work_type
""")
    .bindparams(bindparam("year"), bindparam("prefix"))
    .columns(pace=ARRAY(Float))
)


def shown_divisions(session: Session, code: str) -> list[Row]:
    """A division and those directly inside it: code, name, level."""
    return list(
        session.execute(
            select(Division.code, Division.name, Division.level)
            .where(or_(Division.code == code, Division.parent_code == code))
            .order_by(Division.code)
        )
    )


def divisions_within(session: Session, prefix: str) -> list[Row]:
    """Every division within a prefix: code, name, level, parent_code, the larger ones first."""
    return list(
        session.execute(
            select(Division.code, Division.name, Division.level, Division.parent_code)
            .where(Division.code.startswith(prefix, autoescape=True))
            .order_by(Division.code)
        )
    )


def work_areas(session: Session, year: int, prefix: str, on: date) -> list[Row]:
    """division_code, work_type, the number of works and the sums of each kind of area within a prefix: of works that
    were done until a day, or have no day yet, as in `done_by_day`."""
    done = _day(year, on) <= max(on, date(year, 1, 1))
    sums = [func.coalesce(func.sum(area).filter(done), 0.0).label(name) for name, area in SUMS.items()]
    return list(
        session.execute(
            select(ForestryWork.division_code, ForestryWork.work_type, func.count().label("works"), *sums)
            .where(ForestryWork.year == year, ForestryWork.division_code.startswith(prefix, autoescape=True))
            .group_by(ForestryWork.division_code, ForestryWork.work_type)
        )
    )


def each_work(session: Session, year: int, prefix: str) -> Sequence[Row]:
    """The areas of every work of a year, for sums that are exact whatever the order they are added in."""
    areas: list[Any] = [area.label(name) for name, area in SUMS.items()]
    return session.execute(
        select(
            ForestryWork.division_code,
            ForestryWork.work_type,
            ForestryWork.stage,
            ForestryWork.verified_area_m2.is_not(None).label("checked"),
            case(
                (ForestryWork.stage.in_(DONE_STAGES), func.coalesce(ForestryWork.measured_area_m2, 0.0)), else_=0.0
            ).label("polygon"),
            *areas,
        ).where(ForestryWork.year == year, ForestryWork.division_code.startswith(prefix, autoescape=True))
    ).all()


def targets(session: Session, year: int, prefix: str) -> list[Row]:
    """division_code, work_type, area_m2 and pace of each target of a year within a prefix."""
    return list(session.execute(TARGETS, {"year": year, "prefix": prefix}))


def entered(
    session: Session, year: int, viewer: Viewer, division: str | None = None, *, lock: bool = False
) -> dict[tuple[str, str], float]:
    """The targets of a year as they were entered in a viewer's scope, m² by division and type of work; with `lock`
    nobody else changes them until the transaction ends."""
    columns = (AnnualTarget.division_code, AnnualTarget.work_type, AnnualTarget.area_m2)
    found = scope(select(*columns).where(AnnualTarget.year == year), AnnualTarget, viewer, division)
    if lock:
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext('annual_target'), :year)"), {"year": year})
    ordered = found.order_by(AnnualTarget.division_code, AnnualTarget.work_type)
    return {(row.division_code, row.work_type): row.area_m2 for row in session.execute(ordered)}


def take_back(session: Session, year: int, division: str, work_type: str) -> None:
    """A target is as if it had never been entered."""
    of = (AnnualTarget.year == year, AnnualTarget.division_code == division, AnnualTarget.work_type == work_type)
    session.execute(delete(AnnualTarget).where(*of))


def done_by_day(session: Session, year: int, prefix: str, work_type: str, on: date) -> list[Row]:
    """day and area_m2 of what is credited as done on each day of the year; what has no day yet counts on `on`."""
    day = _day(year, on)
    return list(
        session.execute(
            select(day.label("day"), func.sum(CREDITED).label("area_m2"))
            .where(ForestryWork.year == year, ForestryWork.work_type == work_type, ForestryWork.reported_area_m2 > 0)
            .where(ForestryWork.division_code.startswith(prefix, autoescape=True))
            .group_by(day)
            .order_by(day)
        )
    )


def _day(year: int, on: date) -> ColumnElement[date]:
    """The day of its year on which a work counts as done."""
    return func.least(func.greatest(func.coalesce(ForestryWork.done_on, on), date(year, 1, 1)), date(year, 12, 31))


def zone_areas(session: Session, year: int, prefix: str) -> list[Row]:
    """work_type, category, works and area_m2 of what was done in zoning units, an overlap of units counted once."""
    return list(
        session.execute(
            select(
                ForestryWork.work_type,
                ZoningUnit.category,
                func.count(ForestryWork.id.distinct()).label("works"),
                func.sum(WorkZone.counted_area_m2).label("area_m2"),
            )
            .join(WorkZone, WorkZone.work_id == ForestryWork.id)
            .join(ZoningUnit, ZoningUnit.id == WorkZone.unit_id)
            .where(
                ForestryWork.year == year,
                ForestryWork.stage.in_(DONE_STAGES),
                ForestryWork.division_code.startswith(prefix, autoescape=True),
            )
            .group_by(ForestryWork.work_type, ZoningUnit.category)
            .order_by(ForestryWork.work_type, ZoningUnit.category)
        )
    )

"""Areas of forestry works against the year's targets, in m²."""

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session

from patrol.models import AnnualTarget, Division, ForestryWork


def shown_divisions(session: Session, code: str) -> list[Row]:
    """A division and those directly inside it: code, name, level."""
    return list(
        session.execute(
            select(Division.code, Division.name, Division.level)
            .where(or_(Division.code == code, Division.parent_code == code))
            .order_by(Division.code)
        )
    )


def work_areas(session: Session, year: int, prefix: str) -> list[Row]:
    """division_code, work_type and the sums of reported, counted, verified and qualified areas within a prefix."""
    return list(
        session.execute(
            select(
                ForestryWork.division_code,
                ForestryWork.work_type,
                func.sum(ForestryWork.reported_area_m2).label("reported"),
                func.sum(ForestryWork.counted_area_m2).label("measured"),
                func.coalesce(func.sum(ForestryWork.verified_area_m2), 0.0).label("verified"),
                func.coalesce(func.sum(ForestryWork.qualified_area_m2), 0.0).label("qualified"),
            )
            .where(ForestryWork.year == year, ForestryWork.division_code.startswith(prefix, autoescape=True))
            .group_by(ForestryWork.division_code, ForestryWork.work_type)
        )
    )


def targets(session: Session, year: int, prefix: str) -> list[Row]:
    """division_code, work_type, area_m2 and pace of each target of a year within a prefix."""
    return list(
        session.execute(
            select(AnnualTarget.division_code, AnnualTarget.work_type, AnnualTarget.area_m2, AnnualTarget.pace).where(
                AnnualTarget.year == year, AnnualTarget.division_code.startswith(prefix, autoescape=True)
            )
        )
    )

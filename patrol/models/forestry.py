"""Forestry works 营造林作业, annual targets 年度任务 and season curves. Areas are kept in m²."""

from datetime import date
from typing import Any

from geoalchemy2 import WKBElement
from sqlalchemy import ARRAY, CheckConstraint, Float, ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form, geometry, gist, measured, sound, tile_geometry
from patrol.models.issues import words
from patrol.rules.forestry_steps import STAGES

WORK_TYPES = ("afforestation", "tending", "restoration", "closing")
WORK_TYPE_LIST = ", ".join(f"'{work_type}'" for work_type in WORK_TYPES)


class ForestryWork(Base):
    """A piece of afforestation 人工造林, tending 森林抚育, restoration 退化林修复 or closing 封山育林.

    Areas that are never mixed: reported 上报, measured from the polygon, verified 核实, qualified 合格, to be replanted
    待补植, failed 失败, lost 损失; those that say something went wrong have their reasons beside them.
    `counted_area_m2` is the part of the polygon that no earlier work of the same year and type holds already, so that
    sums count an overlap once; it is 0 while the work is only planned. `stage` and `round` (1, and one more with every
    replanting) follow from the work's events; `factors` are the plot factors 小班因子.
    """

    __tablename__ = "forestry_work"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    work_type: Mapped[str]
    division_code: Mapped[str] = division_code()
    plot_id: Mapped[int | None] = mapped_column(ForeignKey("forest_plot.id"))
    stage: Mapped[str] = mapped_column(server_default="reported")
    round: Mapped[int] = mapped_column(server_default="1")
    design_reference: Mapped[str | None]
    factors: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    done_on: Mapped[date | None]
    planned_area_m2: Mapped[float | None]
    reported_area_m2: Mapped[float] = mapped_column(server_default="0")
    verified_area_m2: Mapped[float | None]
    unverified_reason: Mapped[str | None]
    qualified_area_m2: Mapped[float | None]
    replant_area_m2: Mapped[float] = mapped_column(server_default="0")
    replant_reason: Mapped[str | None]
    failed_area_m2: Mapped[float] = mapped_column(server_default="0")
    failed_reason: Mapped[str | None]
    lost_area_m2: Mapped[float] = mapped_column(server_default="0")
    lost_reason: Mapped[str | None]
    counted_area_m2: Mapped[float] = mapped_column(server_default="0")
    geom: Mapped[WKBElement | None] = geometry("MULTIPOLYGON", nullable=True)
    geom_3857: Mapped[WKBElement | None] = tile_geometry("geom", "MULTIPOLYGON")
    measured_area_m2: Mapped[float | None] = measured("ST_Area(geom::geography)")

    __table_args__ = (
        CheckConstraint(f"work_type IN ({WORK_TYPE_LIST})", name="work_type"),
        CheckConstraint("year BETWEEN 1950 AND 2200", name="year"),
        CheckConstraint("reported_area_m2 >= 0 AND counted_area_m2 >= 0", name="areas"),
        CheckConstraint("planned_area_m2 >= 0 AND planned_area_m2 < 'Infinity'", name="planned_area"),
        CheckConstraint("verified_area_m2 >= 0", name="verified_area"),
        CheckConstraint("replant_area_m2 >= 0 AND failed_area_m2 >= 0 AND lost_area_m2 >= 0", name="shortfalls"),
        CheckConstraint(
            "coalesce(qualified_area_m2, 0) + replant_area_m2 + failed_area_m2"
            " <= coalesce(verified_area_m2, 0) + 0.001",
            name="parts_of_verified",
        ),
        CheckConstraint("round BETWEEN 1 AND 100", name="round"),
        words("stage", STAGES),
        CheckConstraint("qualified_area_m2 >= 0 AND qualified_area_m2 <= verified_area_m2", name="qualified_area"),
        division_form(),
        sound("geom"),
        gist("ix_forestry_work_geom", "geom"),
        gist("ix_forestry_work_geom_3857", "geom_3857"),
        Index("ix_forestry_work_year_work_type_division_code", "year", "work_type", "division_code"),
        Index("ix_forestry_work_plot_id", "plot_id"),
    )


class SeasonCurve(Base):
    """施工季节曲线: the share of a year's work that is usually done by the end of each month, by type of work.

    The curve of the smallest division that was in force on the first of January holds for the year.
    """

    __tablename__ = "season_curve"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    work_type: Mapped[str]
    shares: Mapped[list[float]] = mapped_column(ARRAY(Float))
    valid_from: Mapped[date]
    source: Mapped[str | None]

    __table_args__ = (
        CheckConstraint(f"work_type IN ({WORK_TYPE_LIST})", name="work_type"),
        CheckConstraint("cardinality(shares) = 12 AND shares[12] = 1", name="shares"),
        division_form(),
        Index("uq_season_curve_start", "division_code", "work_type", "valid_from", unique=True),
    )


class AnnualTarget(Base):
    """Year × division × work type → area owed (m²).

    `pace` is a curve of the target's own, the share expected by the end of each month; none: the season curve holds.
    """

    __tablename__ = "annual_target"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    division_code: Mapped[str] = division_code()
    work_type: Mapped[str]
    area_m2: Mapped[float]
    pace: Mapped[list[float] | None] = mapped_column(ARRAY(Float))

    __table_args__ = (
        UniqueConstraint("year", "division_code", "work_type"),
        CheckConstraint(f"work_type IN ({WORK_TYPE_LIST})", name="work_type"),
        CheckConstraint("area_m2 >= 0 AND area_m2 < 'Infinity'", name="area"),
        CheckConstraint("year BETWEEN 1950 AND 2200", name="year"),
        CheckConstraint("cardinality(pace) = 12 AND pace[12] = 1", name="pace"),
        division_form(),
        Index("ix_annual_target_division_code_year", "division_code", "year"),
    )

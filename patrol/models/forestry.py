"""Forestry works 营造林作业 and annual targets 年度任务. Areas are kept in m²."""

from datetime import date

from geoalchemy2 import WKBElement
from sqlalchemy import ARRAY, CheckConstraint, Float, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form, geometry, gist, measured, sound, tile_geometry

WORK_TYPES = ("afforestation", "tending", "restoration", "closing")
WORK_TYPE_LIST = ", ".join(f"'{work_type}'" for work_type in WORK_TYPES)


class ForestryWork(Base):
    """A piece of afforestation 人工造林, tending 森林抚育, restoration 退化林修复 or closing 封山育林.

    Four areas that are never mixed: reported 上报, measured from the polygon, verified 核实, qualified 合格.
    `counted_area_m2` is the part of the polygon that no earlier work of the same year and type holds already, so that
    sums count an overlap once.
    """

    __tablename__ = "forestry_work"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    work_type: Mapped[str]
    division_code: Mapped[str] = division_code()
    plot_id: Mapped[int | None] = mapped_column(ForeignKey("forest_plot.id"))
    done_on: Mapped[date | None]
    reported_area_m2: Mapped[float] = mapped_column(server_default="0")
    verified_area_m2: Mapped[float | None]
    qualified_area_m2: Mapped[float | None]
    counted_area_m2: Mapped[float] = mapped_column(server_default="0")
    geom: Mapped[WKBElement | None] = geometry("MULTIPOLYGON", nullable=True)
    geom_3857: Mapped[WKBElement | None] = tile_geometry("geom", "MULTIPOLYGON")
    measured_area_m2: Mapped[float | None] = measured("ST_Area(geom::geography)")

    __table_args__ = (
        CheckConstraint(f"work_type IN ({WORK_TYPE_LIST})", name="work_type"),
        CheckConstraint("year BETWEEN 1950 AND 2200", name="year"),
        CheckConstraint("reported_area_m2 >= 0 AND counted_area_m2 >= 0", name="areas"),
        CheckConstraint("verified_area_m2 >= 0", name="verified_area"),
        CheckConstraint("qualified_area_m2 >= 0 AND qualified_area_m2 <= verified_area_m2", name="qualified_area"),
        division_form(),
        sound("geom"),
        gist("ix_forestry_work_geom", "geom"),
        gist("ix_forestry_work_geom_3857", "geom_3857"),
        Index("ix_forestry_work_year_work_type_division_code", "year", "work_type", "division_code"),
        Index("ix_forestry_work_plot_id", "plot_id"),
    )


class AnnualTarget(Base):
    """Year × division × work type → area owed (m²), and the share of it expected by the end of each month."""

    __tablename__ = "annual_target"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    division_code: Mapped[str] = division_code()
    work_type: Mapped[str]
    area_m2: Mapped[float]
    pace: Mapped[list[float]] = mapped_column(ARRAY(Float))

    __table_args__ = (
        UniqueConstraint("year", "division_code", "work_type"),
        CheckConstraint(f"work_type IN ({WORK_TYPE_LIST})", name="work_type"),
        CheckConstraint("area_m2 >= 0 AND area_m2 < 'Infinity'", name="area"),
        CheckConstraint("year BETWEEN 1950 AND 2200", name="year"),
        CheckConstraint("cardinality(pace) = 12 AND pace[12] = 1", name="pace"),
        division_form(),
        Index("ix_annual_target_division_code_year", "division_code", "year"),
    )

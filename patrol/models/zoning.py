"""Zoning units 三线一单管控单元, red lines 生态保护红线, farmland 永久基本农田, and what falls into them."""

from geoalchemy2 import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form, geometry, gist, measured, sound, tile_geometry


class ZoningUnit(Base):
    """An area with a rule about it: what a plot, a work or an issue falls into."""

    __tablename__ = "zoning_unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    category: Mapped[str]
    division_code: Mapped[str] = division_code()
    geom: Mapped[WKBElement] = geometry("MULTIPOLYGON")
    geom_3857: Mapped[WKBElement] = tile_geometry("geom", "MULTIPOLYGON")
    area_m2: Mapped[float] = measured("ST_Area(geom::geography)")

    __table_args__ = (
        CheckConstraint("category IN ('priority', 'key', 'general', 'red_line', 'farmland')", name="category"),
        division_form(),
        sound("geom"),
        gist("ix_zoning_unit_geom", "geom"),
        gist("ix_zoning_unit_geom_3857", "geom_3857"),
        Index("ix_zoning_unit_division_code", "division_code"),
    )


class WorkZone(Base):
    """A zoning unit that a forestry work falls into, and how much of the work lies in it.

    `counted_area_m2` leaves out what an earlier unit of the same category holds already, so that sums over units count
    an overlap of units once.
    """

    __tablename__ = "work_zone"

    work_id: Mapped[int] = mapped_column(ForeignKey("forestry_work.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("zoning_unit.id", ondelete="CASCADE"), primary_key=True)
    area_m2: Mapped[float]
    counted_area_m2: Mapped[float]

    __table_args__ = (Index("ix_work_zone_unit_id", "unit_id"),)

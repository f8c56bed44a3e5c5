"""Divisions 行政区划: county, township, village."""

from datetime import date

from geoalchemy2 import WKBElement
from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, geometry, gist, sound, tile_geometry

LEVELS = ("county", "township", "village")


class Division(Base):
    """One county, township or village, under its 12-digit code; valid from a day, until a day."""

    __tablename__ = "division"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = division_code(unique=True)
    name: Mapped[str]
    level: Mapped[str]
    parent_code: Mapped[str | None] = division_code()
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    geom: Mapped[WKBElement | None] = geometry("MULTIPOLYGON", nullable=True)
    geom_3857: Mapped[WKBElement | None] = tile_geometry("geom", "MULTIPOLYGON")

    __table_args__ = (
        CheckConstraint("code ~ '^[0-9]{12}$'", name="code_form"),
        CheckConstraint("level IN ('county', 'township', 'village')", name="level"),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="validity"),
        CheckConstraint("(level = 'county') OR parent_code IS NOT NULL", name="parent"),
        sound("geom"),
        gist("ix_division_geom", "geom"),
        gist("ix_division_geom_3857", "geom_3857"),
        Index("ix_division_parent_code", "parent_code"),
    )

"""Rivers 河流, river segments 河段, and the stations that coverage is counted on."""

from geoalchemy2 import WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from patrol.models.base import (
    TILE_SRID,
    Base,
    Geometry,
    division_code,
    division_form,
    geometry,
    gist,
    measured,
    sound,
    tile_geometry,
)


class River(Base):
    """A river; its code (SL 249) is opaque text."""

    __tablename__ = "river"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str | None]


class RiverSegment(Base):
    """The unit of river duty and of river coverage: one line, digitised in the direction of its chainage."""

    __tablename__ = "river_segment"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str | None]
    river_id: Mapped[int | None] = mapped_column(ForeignKey("river.id"))
    division_code: Mapped[str] = division_code()
    bank: Mapped[str | None]
    stakes: Mapped[str | None]
    object_class: Mapped[str | None]
    stations: Mapped[int] = mapped_column(server_default="0")
    geom: Mapped[WKBElement] = geometry("LINESTRING")
    geom_3857: Mapped[WKBElement] = tile_geometry("geom", "LINESTRING")
    length_m: Mapped[float] = measured("ST_Length(geom::geography)")
    river: Mapped[River | None] = relationship()

    __table_args__ = (
        division_form(),
        sound("geom"),
        CheckConstraint("length_m > 0", name="length"),
        CheckConstraint("stations >= 0", name="stations"),
        gist("ix_river_segment_geom", "geom"),
        gist("ix_river_segment_geom_3857", "geom_3857"),
        Index("ix_river_segment_division_code", "division_code"),
        Index("ix_river_segment_river_id", "river_id"),
    )


class Station(Base):
    """A point of a segment that stands for one even stretch of about 20 m, with the segment's direction there."""

    __tablename__ = "station"

    segment_id: Mapped[int] = mapped_column(ForeignKey("river_segment.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    point: Mapped[WKBElement] = mapped_column(Geometry("POINT", srid=TILE_SRID, spatial_index=False))
    east: Mapped[float]
    north: Mapped[float]

    __table_args__ = (gist("ix_station_point", "point"),)

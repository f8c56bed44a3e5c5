"""The declarative base, the naming convention, and the column kinds that every table shares."""

from geoalchemy2 import Geometry
from sqlalchemy import CheckConstraint, Computed, Index, MetaData, String
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
STORED_SRID = 4490
TILE_SRID = 3857
SPOTS = 2**26
TWO_PI = "6.283185307179586"


class Base(DeclarativeBase):
    """Every table of the application; geometry is stored in CGCS2000 (EPSG:4490)."""

    metadata = MetaData(naming_convention=NAMING)


def division_code(**kwargs):
    """A 12-digit division code; collation C, so that a prefix search uses the B-tree."""
    return mapped_column(String(12, collation="C"), **kwargs)


def geometry(kind: str, *, nullable: bool = False, dimension: int = 2):
    """A geometry column of `kind` in EPSG:4490. Its GiST index, where one is needed, is declared by the table."""
    column_type = Geometry(kind, srid=STORED_SRID, dimension=dimension, spatial_index=False)
    return mapped_column(column_type, nullable=nullable)


def tile_geometry(source: str, kind: str, *, dimension: int = 2):
    """The same geometry in Web Mercator, kept by the database, for vector tiles and metric index searches."""
    column_type = Geometry(kind, srid=TILE_SRID, dimension=dimension, spatial_index=False)
    return mapped_column(column_type, Computed(f"ST_Transform({source}, {TILE_SRID})", persisted=True))


def spot_x_of(source: str):
    """In which column of tiles of level 26 of Web Mercator the middle of a geometry's box lies; see `gis.layers`."""
    return measured(f"floor(((ST_XMin({source}) + ST_XMax({source})) / 720 + 0.5) * {SPOTS})::int")


def spot_y_of(source: str):
    """In which row of them, from the north."""
    return measured(f"floor(({_down('ST_YMin', source)} + {_down('ST_YMax', source)}) / 2 * {SPOTS})::int")


def span_of(source: str):
    """How many of them the longer side of that box is."""
    wide = f"(ST_XMax({source}) - ST_XMin({source})) / 360"
    high = f"{_down('ST_YMin', source)} - {_down('ST_YMax', source)}"
    return measured(f"ceil(greatest({wide}, {high}) * {SPOTS})::int")


def _down(side: str, source: str) -> str:
    return f"(0.5 - asinh(tan(radians({side}({source})))) / {TWO_PI})"


def measured(expression: str):
    """An ellipsoidal length or area that the database keeps in step with its geometry."""
    return mapped_column(Computed(expression, persisted=True))


def gist(name: str, column: str) -> Index:
    """A GiST index on a geometry column."""
    return Index(name, column, postgresql_using="gist")


def sound(column: str, name: str = "geom_sound") -> CheckConstraint:
    """Refuse NaN, infinite and out-of-range coordinates, and invalid rings, which PostGIS itself accepts silently."""
    return CheckConstraint(
        f"ST_IsValid({column}) AND NOT ST_IsEmpty({column})"
        f" AND ST_XMin({column}) >= -180 AND ST_XMax({column}) <= 180"
        f" AND ST_YMin({column}) >= -90 AND ST_YMax({column}) <= 90",
        name=name,
    )


def sound_line(column: str, name: str) -> CheckConstraint:
    """Like `sound` for a raw track, which may stand still (an invalid line to GEOS): a NaN makes the length NaN."""
    return CheckConstraint(
        f"ST_NPoints({column}) >= 2 AND ST_Length({column}) < 'Infinity'"
        f" AND ST_XMin({column}) >= -180 AND ST_XMax({column}) <= 180"
        f" AND ST_YMin({column}) >= -90 AND ST_YMax({column}) <= 90",
        name=name,
    )


def division_form(name: str = "division_code_form") -> CheckConstraint:
    """A division code is 12 digits."""
    return CheckConstraint("division_code ~ '^[0-9]{12}$'", name=name)

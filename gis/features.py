"""Features as GeoJSON text, written by the database: one statement a page, one a feature."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    Select,
    String,
    bindparam,
    cast,
    func,
    literal_column,
    null,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from gis import json_fg
from gis.beside import Beside
from gis.counts import counted
from gis.layers import Layer, Property
from gis.references import CRS84, Reference
from gis.sorting import Start, Term, beyond, last_values, order

DECIMALS = 7
"""Of a degree: about a centimetre."""

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True)
class View:
    """How features are shown: which properties, in which coordinates; in which order, so many from where on; by which
    profile of GeoJSON."""

    properties: Mapping[str, Property]
    limit: int = 100
    sort: tuple[Term, ...] = ()
    begins: Start | None = None
    reference: Reference = CRS84
    profile: str = json_fg.RFC7946

    def given(self) -> dict[str, int]:
        """The values of the parameters that the statement of a page names."""
        begins = {"after": self.begins.key, "matched": self.begins.matched} if self.begins else {}
        return {"limit": self.limit, **begins}

    @property
    def most(self) -> ColumnElement:
        """SQL for how many features a page has."""
        return bindparam("limit", self.limit, BigInteger)

    def told(self, layer: Layer) -> tuple[str, ...]:
        """The columns that a feature is written from, beside id and place."""
        return (*self.properties, *(layer.time if self.profile != json_fg.RFC7946 else ()))

    def read(self, layer: Layer) -> list[str]:
        """All columns that a page is written from."""
        return list(dict.fromkeys(["key", "id", *self.told(layer), *(term.name for term in self.sort), "geom"]))


@dataclass(frozen=True)
class Page:
    """``features`` is GeoJSON text, Feature objects between commas; ``onward`` is None on the last page. ``version`` is
    that of what was counted, where it was asked for."""

    features: str
    returned: int
    matched: int
    onward: Start | None
    version: str | None = None


def page(connection, layer: Layer, rows: Select, view: View) -> Page:
    """The features of ``rows`` in the order of the view.

    The first page counts what matches, the pages after it carry the count on, so that reading a whole layer does not
    count it again and again.
    """
    return told(connection.execute(page_statement(layer, rows, view)).one())


def told(found: Row) -> Page:
    """The page out of the one row of its statement."""
    onward = Start(found.last, found.matched, tuple(found.values or ())) if found.more else None
    return Page(found.features or "", found.returned, found.matched, onward, found.version)


def page_statement(
    layer: Layer, rows: Select, view: View, version: Select | None = None, beside: Beside | None = None
) -> Select:
    """One row: the page's features as text, their count, where it ends, whether more follow, and the whole count.

    One row more than the page is read to know whether a next page exists. Its parameters ``limit``, ``after`` and
    ``matched`` are those of the view. With a question for the ``version`` of what is counted, nothing is counted where
    it answers ``known_version``: then there are ``known_matched``. With the rows at hand ``beside`` their figures,
    these are looked up for the page alone.
    """
    read = _read(layer, rows, view, beside)
    return written(layer, view, read, *counted(beside.bare if beside else rows, view.begins, version))


def written(layer: Layer, view: View, read: Select, *counted: ColumnElement) -> Select:
    """One row: of the rows of a page and one more those of the page as text, and what was ``counted``."""
    limit, sort, found = view.most, view.sort, read.subquery("read")
    place = func.row_number().over(order_by=order(found.c, sort)).label("place")
    placed = select(found, place).subquery("placed")
    shown, last = placed.c.place <= limit, placed.c.place == limit
    in_order: ColumnElement = aggregate_order_by(literal_column("','"), placed.c.place)
    values = func.json_agg(func.json_build_array(*last_values(placed.c, sort))).filter(last)
    return select(
        func.string_agg(feature_text(layer, view, placed.c), in_order).filter(shown).label("features"),
        func.count().filter(shown).label("returned"),
        func.max(placed.c.key).filter(last).label("last"),
        (values.op("->")(0) if sort else null()).label("values"),
        (func.count() > limit).label("more"),
        *counted,
    ).select_from(placed)


def _read(layer: Layer, rows: Select, view: View, beside: Beside | None) -> Select:
    """The rows of the page and one more, with what is told of them."""
    if beside is None or not is_apart(layer, view, beside):
        return only(from_there(rows, view), *view.read(layer))
    shown = only(from_there(beside.bare, view), "key").cte("shown")
    return only(beside.with_figures(shown), *view.read(layer))


def is_apart(layer: Layer, view: View, beside: Beside) -> bool:
    """Whether the page tells figures that its rows are not put in order by."""
    return not beside.has(view.read(layer)) and beside.has([term.name for term in view.sort])


def from_there(rows: Select, view: View) -> Select:
    """As many rows as the page has and one more, from where it begins on, in its order."""
    if view.begins is not None:
        rows = rows.where(beyond(rows, view.sort, view.begins))
    return rows.order_by(*order(rows.selected_columns, view.sort)).limit(view.most + 1)


def extent(connection, rows: Select) -> Box | None:
    """West, south, east, north in degrees of all rows; None when there are none."""
    shapes = only(rows, "geom").subquery("shapes")
    box = select(func.ST_Extent(shapes.c.geom).label("box")).subquery("boxes")
    corners = (func.ST_XMin, func.ST_YMin, func.ST_XMax, func.ST_YMax)
    found = connection.execute(select(*(corner(box.c.box) for corner in corners))).one()
    return None if found[0] is None else tuple(round(value, DECIMALS) for value in found)


def feature_text(layer: Layer, view: View, columns):
    """SQL for one GeoJSON Feature; polygons wind as RFC 7946 asks."""
    shape = columns.geom
    if layer.geometry_type.endswith("Polygon"):
        shape = func.ST_ForcePolygonCCW(shape)
    return func.concat(
        literal_column("""'{"type":"Feature","id":'"""),
        func.to_json(columns.id),
        *json_fg.time(layer, columns, view.profile),
        *json_fg.geometry(layer, shape, view.reference, view.profile),
        literal_column("""',"properties":'"""),
        _properties(view, columns),
        literal_column("'}'"),
        type_=String,
    )


def _properties(view: View, columns) -> ColumnElement:
    """SQL for the object of the properties. Of a row it is written in half the time that it takes from pairs."""
    if not view.properties:
        return literal_column("'{}'")
    rows = columns.id.table
    told = select(*(columns[name].label(name) for name in view.properties)).correlate(rows).subquery("told")
    return select(cast(func.row_to_json(told.table_valued()), String)).correlate(rows).scalar_subquery()


def only(rows: Select, *names: str) -> Select:
    """The same rows with those columns alone, so that what is not asked for is not computed."""
    columns = rows.selected_columns
    return rows.with_only_columns(*(columns[name].label(name) for name in names), maintain_column_froms=True)

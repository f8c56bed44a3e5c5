"""A single feature by its public id."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, select
from sqlalchemy.sql.sqltypes import Integer

from gis.beside import Beside
from gis.features import View, feature_text, only
from gis.layers import Layer

BIGINT = 2**63


def feature(
    connection, layer: Layer, rows: Select, view: View, feature_id: str, beside: Beside | None = None
) -> str | None:
    """One feature as GeoJSON text by its public id; None when the rows hold none of that id."""
    bare = beside.bare if beside else rows
    column = bare.selected_columns.id
    wanted = identifier(column.type, feature_id)
    if wanted is None:
        return None
    names = dict.fromkeys(["key", "id", *view.told(layer), "geom"])
    found = bare.where(column == wanted)
    if beside:
        found = beside.with_figures(only(found, "key").cte("shown"))
    found = only(found, *names).subquery("found")
    return connection.execute(select(feature_text(layer, view, found.c))).scalar()


def identifier(kind, text: str) -> Any:
    """The feature id as a value of the id column's type; None when no id of that type reads so."""
    try:
        if isinstance(kind, Integer):
            number = int(text) if text.isascii() and text.lstrip("-").isdigit() else BIGINT
            return number if -BIGINT < number < BIGINT else None
        if isinstance(kind, Uuid):
            return UUID(text)
    except ValueError:
        return None
    return None if "\0" in text else text

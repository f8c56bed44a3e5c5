"""Rows of the tables with boundaries, put back to what the history says they were."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol.models import Division, ForestPlot, RiverSegment, ZoningUnit
from patrol.queries.changes import TABLES

__all__ = ["TABLES", "remove", "restore"]

ENTITIES = {"divisions": Division, "segments": RiverSegment, "plots": ForestPlot, "zoning": ZoningUnit}
COUNTED = ("id", "geom", "stations", "cells")

# Plots that change their numbers among each other would meet on the way.
FREE_NUMBERS = """
UPDATE forest_plot p SET plot_number = NULL FROM geometry_change g
WHERE g.id = ANY(:changes) AND p.id = g.object_id AND p.plot_number IS DISTINCT FROM g.before->>'plot_number'
"""


def columns(layer: str) -> list[str]:
    """The columns of a layer's table that its history keeps beside the geometry."""
    table = ENTITIES[layer].__table__
    return [column.name for column in table.columns if column.computed is None and column.name not in COUNTED]


def remove(session: Session, layer: str, ids: Sequence[int]) -> None:
    """Features go; what hangs on them was asked before."""
    session.execute(text(f"DELETE FROM {TABLES[layer]} WHERE id = ANY(:ids)"), {"ids": list(ids)})


def restore(session: Session, layer: str, change_ids: Sequence[int]) -> None:
    """Features are again what they were before these changes, one a feature: changed back, or entered again."""
    table, given = TABLES[layer], {"changes": list(change_ids)}
    if layer == "plots":
        session.execute(text(FREE_NUMBERS), given)
    was = (
        f"FROM geometry_change g CROSS JOIN LATERAL jsonb_populate_record(NULL::{table}, g.before) r"
        " WHERE g.id = ANY(:changes)"
    )
    # A column that is newer than the change keeps what it holds.
    back = ", ".join(
        f"{name} = CASE WHEN g.before ? '{name}' THEN r.{name} ELSE t.{name} END" for name in columns(layer)
    )
    session.execute(text(f"UPDATE {table} t SET geom = g.geom, {back} {was} AND t.id = g.object_id"), given)
    names = ", ".join(columns(layer))
    theirs = ", ".join(f"r.{name}" for name in columns(layer))
    session.execute(
        text(
            f"INSERT INTO {table} (id, geom, {names}) SELECT g.object_id, g.geom, {theirs} {was}"
            f" AND NOT EXISTS (SELECT FROM {table} t WHERE t.id = g.object_id)"
        ),
        given,
    )

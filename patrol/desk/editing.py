"""Editing through the views: functions that check and write, and the triggers that call them."""

import re
from collections.abc import Iterator
from importlib.resources import files

from patrol.config import Settings

MOST_POINTS = 200_000
NEAR_M = 200
"""How far from its division a feature may lie, as through the API."""
WRITTEN = {
    "segments": frozenset({"code", "name", "river", "bank", "stakes", "object_class", "division_code"}),
    "plots": frozenset(
        {"code", "name", "division_code", "compartment", "plot_number", "tree_species", "land_class"}
        | {"object_class", "recorded_area_mu"}
    ),
    "zoning": frozenset({"code", "name", "category", "division_code"}),
    "divisions": frozenset({"code", "name", "level", "parent_code"}),
}
"""The columns of the views that can be changed; a code only when its feature is new."""


def functions(settings: Settings) -> Iterator[str]:
    """The SQL that makes each function anew."""
    written = files("patrol.sql").joinpath("gis_editing.sql").read_text(encoding="utf8")
    limits = {"most_points": MOST_POINTS, "outside_m": round(settings.outside_county_m), "near_m": NEAR_M}
    for name, limit in limits.items():
        written = written.replace(f"{{{name}}}", str(limit))
    yield from filter(None, re.split(r"(?<=\$\$);\n*", written))


def trigger(view: str) -> str:
    """The SQL that lets a view be edited."""
    events = "INSTEAD OF INSERT OR UPDATE OR DELETE"
    return f"CREATE TRIGGER edit {events} ON gis_views.{view} FOR EACH ROW EXECUTE FUNCTION gis_views.edit_{view}()"

"""Functions that count for a GIS user what stands in tables that they may not read: coverage, visits, what is owed.

They run with the owner's rights, so each asks for the caller's scope itself, and tells nothing to who has none. The
figures are those of the coverage API, because they come from the same Select.
"""

from collections.abc import Container, Iterator, Mapping
from functools import partial

from patrol import attributes
from patrol.config import Settings
from patrol.desk.compiling import shown, this_month
from patrol.queries import published_coverage as covered

RECOUNTING = "重算中（图形刚被修改，数字仍是旧的）"
TYPES = {"string": "text", "integer": "bigint", "number": "numeric", "boolean": "boolean", "date": "date"}
OF_SEGMENTS = ("code", "name", "river", "bank", "division_code", "division_name", "length_m")
OF_PLOTS = (
    *("code", "name", "division_code", "division_name", "compartment", "plot_number", "tree_species", "land_class"),
    *("area_m2", "area_mu", "recorded_area_mu"),
)
"""What the tables themselves say; all else that is published of segments and plots is a figure."""


def _typed(properties, left_out: Container[str] = ()) -> dict[str, str]:
    return {name: TYPES[each.type] for name, each in properties.items() if name not in left_out}


SEGMENTS = {**_typed(attributes.SEGMENTS, OF_SEGMENTS), "recounting": "boolean"}
PLOTS = {**_typed(attributes.PLOTS, OF_PLOTS), "recounting": "boolean"}
STRETCHES = {**_typed(attributes.STRETCHES), "geom": "geometry"}
FIGURES = ("segment_figures", "plot_figures", "stretch_figures")
IN_SCOPE = "f.division_code >= (SELECT gis_views.scope()) AND f.division_code < (SELECT gis_views.scope() || ':')"
STALE = "EXISTS (SELECT FROM public.laying_due c WHERE c.layer = '{layer}' AND c.object_id = f.key)"


def functions(settings: Settings) -> Iterator[str]:
    """The SQL that makes each function anew."""
    full, month = settings.coverage.full_share, this_month(settings)
    segments, plots = (
        shown(partial(each, owing=month, full_share=full), settings, ever=False)
        for each in (covered.segments, covered.plots)
    )
    stretches = shown(covered.stretches, settings, ever=False)
    yield from _function("segment_figures", "integer", SEGMENTS, segments, STALE.format(layer="segments"))
    yield from _function("plot_figures", "integer", PLOTS, plots, STALE.format(layer="plots"))
    yield from _function("stretch_figures", "bigint", STRETCHES, stretches)


def _function(name: str, key: str, columns: Mapping[str, str], found: str, stale: str = "") -> Iterator[str]:
    asked = ", ".join(stale if each == "recounting" else f"f.{each}::{kind}" for each, kind in columns.items())
    table = ", ".join(f"{each} {kind}" for each, kind in columns.items())
    yield f"DROP FUNCTION IF EXISTS gis_views.{name}() CASCADE"
    yield f"""
CREATE FUNCTION gis_views.{name}() RETURNS TABLE (id {key}, {table})
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET jit = off
AS $figures$ SELECT f.key::{key}, {asked} FROM ({found}) f WHERE {IN_SCOPE} $figures$"""

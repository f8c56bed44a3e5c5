"""The views of schema `gis_views`: what each is called in Chinese, what it shows, and the SQL that makes it.

What is published over HTTP is shown here too, by the same Select, without a scope of its own: row-level security on the
tables below scopes it, because a view is asked with the rights of whoever asks (`security_invoker`). Figures need
tables that nobody else may read; they come from functions that ask for the caller's scope themselves. Tracks are not
shown: each look at one is written down, which a database cannot do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from patrol import attributes
from patrol.config import Settings
from patrol.desk import editing, figures
from patrol.desk.compiling import shown
from patrol.queries import published, published_works

SCHEMA = "gis_views"
OBJECT_CLASS = "类别（巡查制度所用）"


@dataclass(frozen=True)
class View:
    """A view: its columns (with `id` first and `geom` last) and their Chinese names; `body` is its SELECT.

    One that is `editable` has columns in `written` that may be changed.
    """

    name: str
    title: str
    geometry_type: str
    columns: Mapping[str, str]
    body: str

    @property
    def written(self) -> frozenset[str]:
        """The columns that may be changed."""
        return editing.WRITTEN.get(self.name, frozenset())

    @property
    def editable(self) -> bool:
        """Whether it may be written to at all."""
        return bool(self.written)

    def statements(self) -> Iterator[str]:
        """The SQL that makes the view and names it and its columns."""
        names = ", ".join(self.columns)
        yield f"CREATE VIEW {SCHEMA}.{self.name} ({names}) WITH (security_invoker = true) AS {self.body}"
        yield f"COMMENT ON VIEW {SCHEMA}.{self.name} IS {quoted(self.title)}"
        for column, title in self.columns.items():
            yield f"COMMENT ON COLUMN {SCHEMA}.{self.name}.{column} IS {quoted(title)}"
        if self.editable:
            yield editing.trigger(self.name)


def quoted(written: str) -> str:
    """A literal of SQL."""
    return "'" + written.replace("'", "''") + "'"


def views(settings: Settings) -> list[View]:
    """Every view, in the order of the map: points over lines over areas."""
    issues = shown(published.issues, settings, zone=settings.timezone.key, ever=True)
    return [
        _published("issues", "问题", "Point", attributes.ISSUES, issues),
        View("stretches", "巡查路段（本月已巡查与未巡查的部分）", "LineString", *_stretches()),
        View("segment_coverage", "河段巡查覆盖（本月）", "LineString", *_segment_coverage()),
        View("plot_coverage", "小班巡查覆盖（本月）", "MultiPolygon", *_plot_coverage()),
        View("segments", "河段", "LineString", *_segments()),
        View("plots", "小班", "MultiPolygon", *_plots()),
        _published("works", "营造林作业", "MultiPolygon", attributes.WORKS, shown(published_works.works, settings)),
        _published("zoning", "管控单元", "MultiPolygon", attributes.ZONING, shown(published.zoning, settings)),
        _published("divisions", "行政区划", "MultiPolygon", attributes.DIVISIONS, shown(published.divisions, settings)),
    ]


def named(properties) -> dict[str, str]:
    """Chinese names of published properties."""
    return {name: each.title for name, each in properties.items()}


def framed(columns: Mapping[str, str]) -> dict[str, str]:
    """The same with the key before and the shape after them."""
    return {"id": "标识", **columns, "geom": "图形"}


def _published(name: str, title: str, kind: str, properties, found: str) -> View:
    """A published layer as a view, of its Select `found`."""
    columns = ", ".join(f"f.{each}" for each in properties)
    body = f"SELECT f.key, {columns}, f.geom::geometry({kind}, 4490) FROM ({found}) f"
    return View(name, title, kind, framed(named(properties)), body)


def _segments() -> tuple[dict[str, str], str]:
    titles = named(attributes.SEGMENTS)
    columns = {
        **{name: titles[name] for name in ("code", "name", "river", "bank")},
        "stakes": "起止桩号",
        "object_class": OBJECT_CLASS,
        **{name: titles[name] for name in ("division_code", "division_name", "length_m")},
    }
    body = """
SELECT s.id, s.code, s.name, r.name, s.bank, s.stakes, s.object_class, s.division_code, d.name,
  round(s.length_m::numeric, 1), s.geom::geometry(LineString, 4490)
FROM public.river_segment s
LEFT JOIN public.river r ON r.id = s.river_id LEFT JOIN public.division d ON d.code = s.division_code
"""
    return framed(columns), body


def _plots() -> tuple[dict[str, str], str]:
    titles = named(attributes.PLOTS)
    first = ("code", "name", "division_code", "division_name", "compartment", "plot_number")
    columns = {
        **{name: titles[name] for name in (*first, "tree_species", "land_class")},
        "object_class": OBJECT_CLASS,
        **{name: titles[name] for name in ("area_m2", "area_mu", "recorded_area_mu")},
    }
    body = """
SELECT p.id, p.code, p.name, p.division_code, d.name, p.compartment, p.plot_number, p.tree_species, p.land_class,
  p.object_class, round(p.area_m2::numeric, 1), round((p.area_m2 * 0.0015)::numeric, 2),
  round((p.recorded_area_m2 * 0.0015)::numeric, 2), p.geom::geometry(MultiPolygon, 4490)
FROM public.forest_plot p LEFT JOIN public.division d ON d.code = p.division_code
"""
    return framed(columns), body


# DISTINCT ON tells the planner that there is one row each: it leaves the figures out where nobody asks for them.
FIGURES = "LEFT JOIN (SELECT DISTINCT ON (id) * FROM {schema}.{function}()) f ON f.id = o.id"


def _segment_coverage() -> tuple[dict[str, str], str]:
    titles = named(attributes.SEGMENTS) | {"recounting": figures.RECOUNTING}
    columns = {name: titles[name] for name in (*figures.OF_SEGMENTS, *figures.SEGMENTS)}
    asked = ", ".join(f"f.{each}" for each in figures.SEGMENTS)
    body = f"""
SELECT o.id, o.code, o.name, r.name, o.bank, o.division_code, d.name, round(o.length_m::numeric, 1), {asked},
  o.geom::geometry(LineString, 4490)
FROM public.river_segment o
LEFT JOIN public.river r ON r.id = o.river_id LEFT JOIN public.division d ON d.code = o.division_code
{FIGURES.format(schema=SCHEMA, function="segment_figures")}
"""
    return framed(columns), body


def _plot_coverage() -> tuple[dict[str, str], str]:
    titles = named(attributes.PLOTS) | {"recounting": figures.RECOUNTING}
    columns = {name: titles[name] for name in (*figures.OF_PLOTS, *figures.PLOTS)}
    asked = ", ".join(f"f.{each}" for each in figures.PLOTS)
    body = f"""
SELECT o.id, o.code, o.name, o.division_code, d.name, o.compartment, o.plot_number, o.tree_species, o.land_class,
  round(o.area_m2::numeric, 1), round((o.area_m2 * 0.0015)::numeric, 2),
  round((o.recorded_area_m2 * 0.0015)::numeric, 2), {asked}, o.geom::geometry(MultiPolygon, 4490)
FROM public.forest_plot o LEFT JOIN public.division d ON d.code = o.division_code
{FIGURES.format(schema=SCHEMA, function="plot_figures")}
"""
    return framed(columns), body


def _stretches() -> tuple[dict[str, str], str]:
    columns = ", ".join(f"f.{each}" for each in attributes.STRETCHES)
    body = f"SELECT f.id, {columns}, f.geom::geometry(LineString, 4490) FROM {SCHEMA}.stretch_figures() f"
    return framed(named(attributes.STRETCHES)), body

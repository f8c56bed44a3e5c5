"""Coverage: stations along segments, cells in plots, and which of them a patrol's path has visited.

Everything here is one statement over many rows. A segment is cut into even stretches of about 20 m, each standing
under its middle point, the station, with the segment's direction there. Coverage is physical: it does not ask whose
duty it was; that is what makes a visit effective.
"""

from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol import scoring
from patrol.config import CoverageSettings


def _statement(name: str):
    return text(files("patrol.sql").joinpath(f"{name}.sql").read_text(encoding="utf8"))


LAY_STATIONS = _statement("lay_stations")
COUNT_STATIONS = _statement("count_stations")
LAY_CELLS = _statement("lay_cells")
COUNT_CELLS = _statement("count_cells")
VISIT_SEGMENTS = _statement("visit_segments")
VISIT_PLOTS = _statement("visit_plots")
SPEND_EFFORT = _statement("spend_effort")


def lay_stations(session: Session, segment_ids: Sequence[int], settings: CoverageSettings) -> None:
    """Cut segments anew into even stretches, with a station in the middle of each, in metres along the ellipsoid."""
    ids = list(segment_ids)
    session.execute(text("DELETE FROM station WHERE segment_id = ANY(:ids)"), {"ids": ids})
    session.execute(LAY_STATIONS, {"ids": ids, "step_m": settings.station_step_m})
    session.execute(COUNT_STATIONS, {"ids": ids})


def lay_cells(session: Session, plot_ids: Sequence[int], srid: int, settings: CoverageSettings) -> None:
    """Find the cells of the county's grid (squares in the local zone `srid`) that belong to plots.

    A cell belongs to a plot when its centre lies in it; a plot that holds no centre has one cell at a point inside.
    """
    ids = list(plot_ids)
    session.execute(text("DELETE FROM plot_cell WHERE plot_id = ANY(:ids)"), {"ids": ids})
    session.execute(LAY_CELLS, {"ids": ids, "srid": srid, "cell_m": settings.cell_m})
    session.execute(COUNT_CELLS, {"ids": ids})


def record_visits(session: Session, patrol_ids: Sequence[UUID], first: date, last: date, settings: CoverageSettings):
    """Write what the paths of new patrols, walked between two days, have visited, and judge them."""
    paths = {"patrols": list(patrol_ids), "first": first, "last": last}
    session.execute(SPEND_EFFORT, paths)
    walked = paths | {"objects": None}
    visits = {
        "river": session.execute(VISIT_SEGMENTS, walked | _nearness(settings)).rowcount,
        "forest": session.execute(VISIT_PLOTS, walked | {"sight_m": settings.sight_m}).rowcount,
    }
    scoring.score(session, patrol_ids, first, last, kinds=[kind for kind, rows in visits.items() if rows])


def retrace_segments(session: Session, segment_ids: Sequence[int], settings: CoverageSettings) -> None:
    """After the lines of segments have changed: count anew, from the stored paths, what was walked of them."""
    _clear(session, "segment", segment_ids)
    passing = _passing(session, "river_segment", segment_ids, settings.tolerance_m)
    if passing["patrols"]:
        session.execute(VISIT_SEGMENTS, passing | _nearness(settings))
        _score(session, passing, "river")


def retrace_plots(session: Session, plot_ids: Sequence[int], settings: CoverageSettings) -> None:
    """After the outlines of plots have changed: count anew, from the stored paths, which cells were visited."""
    _clear(session, "plot", plot_ids)
    passing = _passing(session, "forest_plot", plot_ids, settings.sight_m)
    if passing["patrols"]:
        session.execute(VISIT_PLOTS, passing | {"sight_m": settings.sight_m})
        _score(session, passing, "forest")


def _clear(session: Session, thing: str, ids: Sequence[int]) -> None:
    """Take out the visits that can be counted anew; those of erased tracks stay, within what there is now.

    A visit of an erased track that lies wholly beyond the new end goes too: nothing that it saw is there any more.
    """
    of = {"objects": list(ids)}
    gone = f"v.{thing}_id = ANY(:objects) AND p.id = v.patrol_id AND p.patrolled_on = v.patrolled_on"
    session.execute(text(f"DELETE FROM {thing}_visit v USING patrol p WHERE {gone} AND p.path IS NOT NULL"), of)
    size = "stations" if thing == "segment" else "cells"
    table = "river_segment" if thing == "segment" else "forest_plot"
    whole = f"int4multirange(int4range(0, o.{size}))"
    left = f"v.{thing}_id = ANY(:objects) AND o.id = v.{thing}_id"
    session.execute(text(f"DELETE FROM {thing}_visit v USING {table} o WHERE {left} AND NOT v.covered && {whole}"), of)
    session.execute(
        text(
            f"UPDATE {thing}_visit v SET covered = v.covered * {whole} FROM {table} o"
            f" WHERE {left} AND NOT v.covered <@ {whole}"
        ),
        of,
    )


def _score(session: Session, passing: dict, kind: str) -> None:
    """Judge visits that were counted anew; what the patrols themselves are stays as it was."""
    scoring.score(session, passing["patrols"], passing["first"], passing["last"], (kind, passing["objects"]))


def follow_division(session: Session, table: str, ids: Sequence[int]) -> None:
    """After segments or plots (`table`) may have come under another division: let their past visits follow them."""
    visit, key = {"river_segment": ("segment_visit", "segment_id"), "forest_plot": ("plot_visit", "plot_id")}[table]
    session.execute(
        text(
            f"UPDATE {visit} v SET division_code = o.division_code FROM {table} o"
            f" WHERE o.id = v.{key} AND v.{key} = ANY(:ids) AND o.division_code <> v.division_code"
        ),
        {"ids": list(ids)},
    )


def _nearness(settings: CoverageSettings) -> dict:
    return {
        "tolerance_m": settings.tolerance_m,
        "bridge": settings.bridge_stations,
        "crossing_m": settings.crossing_m,
    }


def _passing(session: Session, table: str, ids: Sequence[int], metres: float) -> dict:
    """The patrols that came near these objects, and the days between which they did."""
    objects = list(ids)
    # Web Mercator metres are at most twice as long up to 60 degrees of latitude; the exact nearness is judged later.
    near = text(
        "SELECT coalesce(array_agg(DISTINCT p.id), '{}') AS patrols,"
        " min(p.patrolled_on) AS first, max(p.patrolled_on) AS last"
        f" FROM patrol p JOIN {table} o ON ST_DWithin(p.path_3857, o.geom_3857, 2 * :metres)"
        " WHERE o.id = ANY(:objects)"
    )
    patrols, first, last = session.execute(near, {"objects": objects, "metres": metres}).one()
    return {"patrols": patrols, "first": first, "last": last, "objects": objects}

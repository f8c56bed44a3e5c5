"""Coverage: stations along segments, cells in plots, and which of them a patrol's path has visited.

Everything here is one statement over many rows. A segment is cut into even stretches of about 20 m, each standing
under its middle point, the station, with the segment's direction there. Coverage is physical: it does not ask whose
duty it was; that is what makes a visit effective.
"""

from collections.abc import Sequence
from importlib.resources import files

from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol.config import CoverageSettings


def _statement(name: str):
    return text(files("patrol.sql").joinpath(f"{name}.sql").read_text(encoding="utf8"))


LAY_STATIONS = _statement("lay_stations")
COUNT_STATIONS = _statement("count_stations")
LAY_CELLS = _statement("lay_cells")
COUNT_CELLS = _statement("count_cells")
VISIT_SEGMENTS = _statement("visit_segments")
VISIT_PLOTS = _statement("visit_plots")


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


def record_visits(session: Session, patrol_ids: Sequence, first, last, settings: CoverageSettings) -> None:
    """Write what the paths of patrols (walked between two days) have visited; replaces what was written before."""
    of = {"patrols": list(patrol_ids), "first": first, "last": last}
    for table in ("segment_visit", "plot_visit"):
        session.execute(
            text(f"DELETE FROM {table} WHERE patrol_id = ANY(:patrols) AND patrolled_on BETWEEN :first AND :last"),
            of,
        )
    visit_segments(session, patrol_ids, first, last, settings)
    session.execute(VISIT_PLOTS, {**of, "sight_m": settings.sight_m})


def visit_segments(session: Session, patrol_ids: Sequence, first, last, settings: CoverageSettings) -> None:
    """Write the stations that the paths of patrols walked along."""
    session.execute(
        VISIT_SEGMENTS,
        {
            "patrols": list(patrol_ids),
            "first": first,
            "last": last,
            "tolerance_m": settings.tolerance_m,
            "bridge": settings.bridge_stations,
            "crossing_m": settings.crossing_m,
        },
    )

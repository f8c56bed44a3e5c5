"""What follows an edit by SQL: what the history has noted as due is laid and counted anew."""

from collections import defaultdict

from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol import coverage, zones
from patrol.config import Settings
from patrol.importing.laying import AT_ONCE, grid_zone

TAKE = """
DELETE FROM laying_due d USING (
  SELECT layer, object_id FROM laying_due ORDER BY layer, object_id LIMIT :most FOR UPDATE SKIP LOCKED
) taken
WHERE d.layer = taken.layer AND d.object_id = taken.object_id
RETURNING d.layer, d.object_id
"""


def lay_due(session: Session, settings: Settings) -> int:
    """Lay stations and cells, and count past visits and stamps, of what was edited by SQL; how many there were.

    At most 2,000 at once. What is edited meanwhile is noted again: the note waits for this transaction.
    """
    due = defaultdict(list)
    for layer, object_id in session.execute(text(TAKE), {"most": AT_ONCE}).all():
        due[layer].append(object_id)
    if segments := due["segments"]:
        coverage.lay_stations(session, segments, settings.coverage)
        coverage.retrace_segments(session, segments, settings.coverage)
        coverage.follow_division(session, "river_segment", segments)
    if plots := due["plots"]:
        coverage.lay_cells(session, plots, grid_zone(session), settings.coverage)
        coverage.retrace_plots(session, plots, settings.coverage)
        coverage.follow_division(session, "forest_plot", plots)
    if due["zoning"]:
        zones.stamp_works(session)
    return sum(map(len, due.values()))

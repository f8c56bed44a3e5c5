"""Coverage as tables: sorted, narrowed and cut here, with the sums of all their rows; as a workbook, the same rows."""

from typing import Any

from marshmallow import RAISE

from patrol import db
from patrol.api.reports import check_division, period, today, walked_in
from patrol.api.schemas.coverage_lists import PlotListIn, PlotListOut, SegmentListIn, SegmentListOut
from patrol.api.tables.answers import BINARY, XLSX, next_of, slice_of, workbook
from patrol.api.tables.columns import Table
from patrol.api.tables.coverage import COMPARED, PLOTS, SEGMENTS
from patrol.api.wiring import Blueprint, settings, signed_in
from patrol.queries.coverage_figures import Asked
from patrol.queries.coverage_lists import listed
from patrol.queries.required import owing
from patrol.queries.standings import STATUSES
from patrol.rules.areas import mu

blueprint = Blueprint(
    "coverage_lists", __name__, url_prefix="/api/v1/coverage", description="Tables of coverage 覆盖率清单"
)
COUNTS = ("shares", "idle", "quotas")
SUMS = ("total", "whole", "skip", "size", "walked_m", *COUNTS)


@blueprint.route("/segments/table", methods=["GET"])
@signed_in
@blueprint.arguments(SegmentListIn, location="query", unknown=RAISE)
@blueprint.response(200, SegmentListOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def segments(viewer, query: dict):
    """Segments by what was covered, the worst first unless sorted otherwise; `at` finds the part with that code."""
    return _table(viewer, "river", SEGMENTS, query)


@blueprint.route("/plots/table", methods=["GET"])
@signed_in
@blueprint.arguments(PlotListIn, location="query", unknown=RAISE)
@blueprint.response(200, PlotListOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def plots(viewer, query: dict):
    """Plots by what was covered, the worst first unless sorted otherwise; `at` finds the part with that code."""
    return _table(viewer, "forest", PLOTS, query)


def _table(viewer, kind: str, table: Table, query: dict):
    first, last = period(query)
    earlier = (query["then_first"], query["then_last"]) if query["then_first"] else None
    owed = owing(first, last, today())
    asked = Asked(first, last, owed, query["division"], walked_in(query), query["text"], query["status"], earlier)
    part = slice_of(query)
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        rows = listed(session, viewer, kind, asked, settings().coverage.full_share, part, query["at"])
    items = [row._asdict() for row in rows if row.code is not None]
    if query["format"] == "xlsx":
        shown = table._replace(columns=table.columns + COMPARED) if earlier else table
        return workbook(shown, [_counted(item) for item in items], f"{table.name}-{first}-{last}")
    sums = rows[0]._mapping
    told = {name: sums[name] for name in SUMS} | {"statuses": dict(zip(STATUSES, sums["statuses"], strict=True))}
    return told | {"items": items, "next": next_of(query | {"skip": sums["skip"]}, sums["total"])}


def _counted(item: dict[str, Any]) -> dict[str, Any]:
    """A row with what only its workbook tells."""
    then = item["share_then"]
    area = {"area_mu": mu(item["area_m2"])} if "area_m2" in item else {}
    return item | area | {"change": None if then is None else item["share"] - then}

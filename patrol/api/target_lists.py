"""The progress of targets 任务进度 as a table of the divisions below one, and as a workbook of the same rows."""

from collections.abc import Callable
from typing import Any

from marshmallow import RAISE

from patrol import db, reporting
from patrol.api.reports import check_division, today, year_known
from patrol.api.schemas.targets import TargetListIn, TargetListOut
from patrol.api.tables.answers import BINARY, XLSX, next_of, slice_of, workbook
from patrol.api.tables.coverage import PROGRESS
from patrol.api.wiring import Blueprint, signed_in
from patrol.models.forestry import WORK_TYPES
from patrol.queries.coverage import narrower

blueprint = Blueprint("target_lists", __name__, url_prefix="/api/v1/targets", description="Tables of targets 任务进度")
WORST = ("behind", "on_pace", "ahead", "done", "no_target")
PLACES: dict[str, Callable[[dict], Any]] = {
    "name": lambda line: line["division"],
    "work_type": lambda line: WORK_TYPES.index(line["work_type"]),
    "status": lambda line: WORST.index(line["status"]),
}


@blueprint.route("/<int:year>/table", methods=["GET"])
@signed_in
@blueprint.arguments(TargetListIn, location="query", unknown=RAISE)
@blueprint.response(200, TargetListOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def table(viewer, query: dict, year: int):
    """A line for each division below and type of work, those farthest behind first unless sorted otherwise."""
    year_known(year)
    part = slice_of(query)
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        here = narrower(viewer, query["division"])
        lines = reporting.targets(session, viewer, year, query["division"], today())
    kept = [line for line in lines if line["division"] != here and query["work_type"] in (None, line["work_type"])]
    kept.sort(key=lambda line: (_lead(line), line["division"]))
    kept.sort(key=lambda line: _figure(line, part.sort), reverse=part.down)
    shown = kept[part.skip : part.skip + (part.limit or len(kept))]
    if query["format"] == "xlsx":
        return workbook(PROGRESS, shown, f"targets-{year}")
    return {"items": shown, "total": len(kept), "next": next_of(query, len(kept))}


def _figure(line: dict, sort: str) -> Any:
    """What a line is sorted by; what is not known comes before all figures."""
    if sort in PLACES:
        return PLACES[sort](line)
    return (line[sort] is not None, line[sort] or 0)


def _lead(line: dict) -> float:
    """How far ahead of its pace: the more negative, the worse."""
    return (line["progress"] or 0.0) - (line["pace"] or 0.0)

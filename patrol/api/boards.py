"""Today 今日 and data quality 数据质量: figures, and the lists behind those that no other resource has."""

from collections.abc import Callable
from typing import Any, NamedTuple

from marshmallow import RAISE
from sqlalchemy import Select

from patrol import db
from patrol.api.issues import clockface
from patrol.api.reports import check_division, period, today
from patrol.api.schemas.boards import LackingIn, LackingOut, QualityOut, TodayOut, WithinIn
from patrol.api.schemas.reports import PeriodIn
from patrol.api.tables.answers import BINARY, XLSX, next_of, slice_of, workbook
from patrol.api.tables.columns import Table
from patrol.api.tables.quality import NEVER_SIGNED_IN, PLOTS, SEGMENTS
from patrol.api.wiring import Blueprint, now, settings, signed_in
from patrol.errors import Invalid, NotFound
from patrol.models import ForestPlot, Officer, RiverSegment
from patrol.queries import data_quality as questions
from patrol.queries import outings
from patrol.queries import today as this_day
from patrol.queries.slices import part

blueprint = Blueprint("boards", __name__, url_prefix="/api/v1", description="Today and data quality 今日与数据质量")


class Lacking(NamedTuple):
    """A list of what is lacking: its table, its question, its columns that sort, what parts equal rows."""

    table: Table
    found: Callable[..., Select]
    sorts: dict[str, Any]
    tie: Any


LACKING = {
    "unassigned-segments": Lacking(
        SEGMENTS,
        lambda viewer, division, text: questions.unassigned_segments(viewer, today(), division, text),
        questions.SEGMENT_SORTS,
        RiverSegment.id,
    ),
    "unassigned-plots": Lacking(
        PLOTS,
        lambda viewer, division, text: questions.unassigned_plots(viewer, today(), division, text),
        questions.PLOT_SORTS,
        ForestPlot.id,
    ),
    "never-signed-in": Lacking(NEVER_SIGNED_IN, questions.never_signed_in, questions.OFFICER_SORTS, Officer.id),
}


@blueprint.route("/today", methods=["GET"])
@signed_in
@blueprint.arguments(WithinIn, location="query", unknown=RAISE)
@blueprint.response(200, TodayOut)
def this(viewer, query: dict):
    """Who is out and shares their position; what came in; which issues are due and late."""
    at, zone, division = clockface(), settings().timezone, query["division"]
    with db.reading() as session:
        check_division(session, viewer, division)
        return (
            {"day": at.today, "out": this_day.out_now(session, viewer, now(), division)}
            | outings.received(session, viewer, at.today, division, zone)
            | this_day.issue_figures(session, viewer, at, division, zone)
        )


@blueprint.route("/quality", methods=["GET"])
@signed_in
@blueprint.arguments(PeriodIn, location="query", unknown=RAISE)
@blueprint.response(200, QualityOut)
def quality(viewer, query: dict):
    """How many patrols of a period are flagged or incomplete; what nobody answers for; who never signed in."""
    first, last = period(query)
    division = query["division"]
    with db.reading() as session:
        check_division(session, viewer, division)
        lists = {name: each.found(viewer, division, None) for name, each in LACKING.items()}
        counts = {name.replace("-", "_"): questions.count(session, found) for name, found in lists.items()}
        figures = questions.patrol_figures(session, viewer, first, last, division)
    return {"first": first, "last": last, "poor_accuracy_m": outings.POOR_ACCURACY_M} | figures | counts


@blueprint.route("/quality/<string:what>", methods=["GET"])
@signed_in
@blueprint.arguments(LackingIn, location="query", unknown=RAISE)
@blueprint.response(200, LackingOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def lacking(viewer, query: dict, what: str):
    """unassigned-segments, unassigned-plots or never-signed-in: the rows behind the figure."""
    if what not in LACKING:
        raise NotFound
    each = LACKING[what]
    asked = slice_of(query)
    if asked.sort not in each.sorts:
        raise Invalid({"sort": ("not_one_of", {"choices": "、".join(each.table.sorts)})})
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        told = part(session, each.found(viewer, query["division"], query["text"]), each.sorts, each.tie, asked)
    items = [row._asdict() for row in told.rows]
    if query["format"] == "xlsx":
        return workbook(each.table, items, f"{what}-{today()}")
    return {"items": [_plain(item) for item in items], "total": told.total, "next": next_of(query, told.total)}


def _plain(item: dict) -> dict:
    return {name: value.isoformat() if name == "created_at" else value for name, value in item.items()}

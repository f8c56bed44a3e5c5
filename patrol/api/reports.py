"""Coverage, targets and headline figures."""

import json
from datetime import date

from flask import Response, request, url_for
from marshmallow import RAISE

from patrol import db, reporting
from patrol.access import Viewer
from patrol.api.schemas.reports import (
    CurveIn,
    CurveOut,
    PageIn,
    PlotsOut,
    SegmentsOut,
    SummaryIn,
    SummaryOut,
    TargetsOut,
    YearIn,
)
from patrol.api.wiring import Blueprint, now, settings, signed_in
from patrol.errors import Invalid, NotFound
from patrol.queries.divisions import is_within
from patrol.queries.walked import Walked

blueprint = Blueprint("reports", __name__, url_prefix="/api/v1", description="Coverage and targets 覆盖率与任务")


@blueprint.route("/coverage/segments", methods=["GET"])
@signed_in
@blueprint.arguments(PageIn, location="query", unknown=RAISE)
@blueprint.response(200, SegmentsOut)
def segments(viewer, query: dict):
    """Per segment: how much was covered, how often, when last, what was owed."""
    return coverage_page(viewer, "river", query)


@blueprint.route("/coverage/plots", methods=["GET"])
@signed_in
@blueprint.arguments(PageIn, location="query", unknown=RAISE)
@blueprint.response(200, PlotsOut)
def plots(viewer, query: dict):
    """Per plot: how many cells were visited, how often, when last, what was owed."""
    return coverage_page(viewer, "forest", query)


@blueprint.route("/targets/<int:year>", methods=["GET"])
@signed_in
@blueprint.arguments(YearIn, location="query", unknown=RAISE)
@blueprint.response(200, TargetsOut)
def targets(viewer, query: dict, year: int):
    """Per division and work type: target, reported, measured, verified and qualified mu, progress and pace."""
    year_known(year)
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        return {"items": reporting.targets(session, viewer, year, query["division"], today()), "next": None}


@blueprint.route("/targets/<int:year>/curve", methods=["GET"])
@signed_in
@blueprint.arguments(CurveIn, location="query", unknown=RAISE)
@blueprint.response(200, CurveOut)
def curve(viewer, query: dict, year: int):
    """One type of work through the year: as it should grow by the season curve, and as it was done."""
    year_known(year)
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        return reporting.curve(session, viewer, year, query["division"], query["work_type"], today())


@blueprint.route("/summary", methods=["GET"])
@signed_in
@blueprint.arguments(SummaryIn, location="query", unknown=RAISE)
@blueprint.response(200, SummaryOut)
def summary(viewer, query: dict):
    """The headline figures of a period and a division; patrols and issues of one kind alone where it is named."""
    first, last = period(query)
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        return reporting.summary(
            session, viewer, first, last, query["division"], today(), walked_in(query), query["kind"]
        )


def coverage_page(viewer: Viewer, kind: str, query: dict) -> Response:
    """One page of coverage rows by code, and the address of the next."""
    first, last = period(query)
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        items = reporting.coverage(
            session,
            viewer,
            kind,
            first,
            last,
            query["division"],
            settings().coverage,
            today(),
            after=query["after"],
            limit=query["limit"],
            walked=walked_in(query),
            code=query["code"],
        )
    following = None
    if len(items) == query["limit"]:
        following = url_for(request.endpoint, **{**request.args.to_dict(), "after": items[-1]["code"]})
    return _as_they_are(items, following)


def _as_they_are(items: list[dict], following: str | None) -> Response:
    """A page of rows that have the schema's fields and no others: ten thousand put through it, field by field, would
    take longer than to find them."""
    body = {"items": items, "next": following}
    told = json.dumps(body, default=date.isoformat, ensure_ascii=False, separators=(",", ":"))
    return Response(told, mimetype="application/json")


def year_known(year: int) -> None:
    """Invalid unless it is a year that a county could ask about."""
    if not 1950 <= year <= 2200:
        raise Invalid({"year": "year_range"})


def today() -> date:
    """The local day."""
    return now().astimezone(settings().timezone).date()


def period(query: dict) -> tuple[date, date]:
    """The days asked for; this month to date where none were, a month's start or today where one was."""
    last = query.get("last") or max(today(), query.get("first") or today())
    return query.get("first") or last.replace(day=1), last


def walked_in(query: dict) -> Walked:
    """Whose patrols are asked for."""
    return Walked(query["officer"], query["post"], query["effective"])


def check_division(session, viewer: Viewer, code: str | None) -> None:
    """NotFound unless the division exists in the viewer's scope."""
    if code is not None and not is_within(session, code, viewer):
        raise NotFound("division_outside", code=code)

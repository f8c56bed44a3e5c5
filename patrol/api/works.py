"""Forestry works 营造林作业: planned, changed, moved step by step, looked up."""

from typing import Any

from flask import request, url_for
from marshmallow import RAISE

from patrol import db
from patrol.access import prefix_of
from patrol.api.reports import check_division, today
from patrol.api.schemas.work_views import FactorsOut, OverlapsOut, WholeWorkOut, WorksOut
from patrol.api.schemas.works import FactorsIn, OverlapsIn, WorkChangeIn, WorkIn, WorksIn, WorkStepIn
from patrol.api.tables.answers import BINARY, XLSX, next_of, slice_of, workbook
from patrol.api.tables.works import WORKS
from patrol.api.wiring import Blueprint, allowed, locale, now, settings, signed_in
from patrol.forestry.looking import whole_work, work
from patrol.forestry.planning import change_work, may_plan, plan_work
from patrol.forestry.steps import take_step
from patrol.queries import overlaps as overlap_questions
from patrol.queries import works as questions
from patrol.queries.coverage import narrower
from patrol.queries.slices import part
from patrol.rules.areas import mu
from patrol.rules.plot_factors import catalogue

blueprint = Blueprint("works", __name__, url_prefix="/api/v1/works", description="Forestry works 营造林作业")


@blueprint.route("", methods=["POST"])
@signed_in
@allowed(may_plan)
@blueprint.arguments(WorkIn)
@blueprint.response(201, WholeWorkOut)
def post(viewer, data: dict):
    """Enter a planned work under its code."""
    with db.transaction() as session:
        work_id = plan_work(session, viewer, data, now=now(), settings=settings())
        return whole_work(session, viewer, work_id, language())


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(WorksIn, location="query", unknown=RAISE)
@blueprint.response(200, WorksOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def index(viewer, query: dict):
    """Works in the order they were entered, or sorted; `stage` takes several, parted by commas."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        if query["sort"] or query["format"] == "xlsx":
            return _sorted(session, viewer, query)
        rows = questions.page(session, viewer, asked(query))
    return {"items": [work(row, language()) for row in rows], "total": None, "next": following(query, rows)}


def _sorted(session, viewer, query: dict):
    found = questions.listed(viewer, asked(query))
    told = part(session, found, questions.WORK_SORTS, questions.ForestryWork.id, slice_of(query, "code"))
    items = [work(row, language()) for row in told.rows]
    if query["format"] == "xlsx":
        return workbook(WORKS, items, f"works-{today()}")
    return {"items": items, "total": told.total, "next": next_of(query, told.total)}


@blueprint.route("/overlaps", methods=["GET"])
@signed_in
@blueprint.arguments(OverlapsIn, location="query", unknown=RAISE)
@blueprint.response(200, OverlapsOut)
def overlaps(viewer, query: dict):
    """Pairs of works of one type that share ground, within the year and across years, one of them of `year`."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        prefix = prefix_of(narrower(viewer, query["division"]))
        page = {name: query[name] for name in ("work_type", "after", "limit")}
        rows = overlap_questions.pairs(session, query["year"], prefix, viewer.prefix, page)
    items = [row._asdict() | {"area_mu": mu(row.area_m2)} for row in rows]
    return {"items": items, "next": following(query, rows)}


@blueprint.route("/factors", methods=["GET"])
@signed_in
@blueprint.arguments(FactorsIn, location="query", unknown=RAISE)
@blueprint.response(200, FactorsOut)
def factors(viewer, query: dict):
    """The plot factors 小班因子 of works of a year and type: names, kinds, codes, limits."""
    known = catalogue(query["year"], query["work_type"])
    items = [factor._asdict() for factor in known]
    for item in items:
        if item["kind"] != "number":
            item |= {"least": None, "most": None}
    return {"items": items, "next": None}


@blueprint.route("/<int:work_id>", methods=["GET"])
@signed_in
@blueprint.response(200, WholeWorkOut)
def get(viewer, work_id: int):
    """One work with its polygon, its whole history, its inspections, and the actions that the caller may take now."""
    with db.reading() as session:
        return whole_work(session, viewer, bounded(work_id), language())


@blueprint.route("/<int:work_id>", methods=["PATCH"])
@signed_in
@allowed(may_plan)
@blueprint.arguments(WorkChangeIn)
@blueprint.response(200, WholeWorkOut)
def patch(viewer, data: dict, work_id: int):
    """Change factors, planned area, plot or boundary; the old values stay in the history."""
    with db.transaction() as session:
        change_work(session, viewer, bounded(work_id), data, now=now(), settings=settings())
        return whole_work(session, viewer, work_id, language())


@blueprint.route("/<int:work_id>/events", methods=["POST"])
@signed_in
@blueprint.arguments(WorkStepIn)
@blueprint.response(201, WholeWorkOut)
def step(viewer, data: dict, work_id: int):
    """Take a step. `version` refuses it when somebody else was faster."""
    with db.transaction() as session:
        take_step(session, viewer, bounded(work_id), data, now=now(), settings=settings())
        return whole_work(session, viewer, work_id, language())


def asked(query: dict) -> dict[str, Any]:
    """The filters of a list as the question takes them."""
    return query | {"stages": query["stage"].split(",") if query["stage"] else None}


def following(query: dict, rows: list) -> str | None:
    """The address of the next page; none where this one is not full. A pair's page ends with the last whole work."""
    if len(rows) < query["limit"]:
        return None
    return url_for(request.endpoint, **{**request.args.to_dict(), "after": str(rows[-1].id)})


def bounded(work_id: int) -> int:
    """An id as the database can hold it; what is larger is nobody's."""
    return min(work_id, 2**31 - 1)


def language() -> int:
    """0 for Chinese, 1 for English."""
    return 1 if locale() == "en" else 0

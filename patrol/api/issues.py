"""Issues 问题: reported, looked up, moved step by step."""

from typing import Any

from flask import request, url_for
from marshmallow import RAISE

from patrol import casework, db
from patrol.access import Viewer
from patrol.api.reports import check_division, today
from patrol.api.schemas.issue_views import IssuesOut, MayAnswerListOut, NearbyListOut, WholeIssueOut
from patrol.api.schemas.issues import AnsweringIn, AroundIn, IssueIn, IssuesIn, StepIn, states_of
from patrol.api.tables.answers import BINARY, XLSX, next_of, slice_of, workbook
from patrol.api.tables.issues import ISSUES
from patrol.api.wiring import Blueprint, now, settings, signed_in
from patrol.casework.looking import issue, who_answers, whole_issue
from patrol.errors import Invalid
from patrol.queries import issue_lists
from patrol.queries import issues as questions
from patrol.queries.slices import part

blueprint = Blueprint("issues", __name__, url_prefix="/api/v1/issues", description="Issues 问题清单与销号")


@blueprint.route("", methods=["POST"])
@signed_in
@blueprint.arguments(IssueIn)
@blueprint.response(201, WholeIssueOut)
@blueprint.alt_response(200, schema=WholeIssueOut, description="It was reported already")
def post(viewer, data: dict):
    """Report an issue. `nearby` holds open ones of the same category within 100 m, which may be merged."""
    with db.transaction() as session:
        number, new = casework.open_issue(session, viewer, data, now=now(), settings=settings())
        return whole_issue(session, viewer, number, clockface(), settings()), 201 if new else 200


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(IssuesIn, location="query", unknown=RAISE)
@blueprint.response(200, IssuesOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def index(viewer, query: dict):
    """The newest first, or sorted; `state` takes several, parted by commas; `assignee=me` is one's own."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        if query["after"] and not questions.is_number(session, viewer, query["after"]):
            raise Invalid({"after": "issue_not_here"})
        if query["sort"] or query["format"] == "xlsx":
            return _sorted(session, viewer, query)
        rows = issue_lists.page(session, viewer, asked(viewer, query), clockface(), settings().timezone.key)
    following = None
    if len(rows) == query["limit"]:
        following = url_for(request.endpoint, **{**request.args.to_dict(), "after": rows[-1].number})
    return {"items": [issue(row) for row in rows], "total": None, "next": following}


def _sorted(session, viewer, query: dict):
    found = issue_lists.listed(viewer, asked(viewer, query), clockface(), settings().timezone.key)
    told = part(session, found, issue_lists.ISSUE_SORTS, issue_lists.Issue.id, slice_of(query, "-number"))
    items = [issue(row) for row in told.rows]
    if query["format"] == "xlsx":
        return workbook(ISSUES, items, f"issues-{today()}")
    return {"items": items, "total": told.total, "next": next_of(query, told.total)}


@blueprint.route("/nearby", methods=["GET"])
@signed_in
@blueprint.arguments(AroundIn, location="query", unknown=RAISE)
@blueprint.response(200, NearbyListOut)
def nearby(viewer, query: dict):
    """Open issues of a category within 100 m of a place: to be looked at before another is reported."""
    with db.reading() as session:
        place, reach_m = (query["lon"], query["lat"]), settings().cases.duplicate_m
        return {"items": questions.nearby(session, viewer, query["category"], place, reach_m), "next": None}


@blueprint.route("/<string:number>", methods=["GET"])
@signed_in
@blueprint.response(200, WholeIssueOut)
def get(viewer, number: str):
    """One issue with its whole history, and the actions that the caller may take now."""
    with db.reading() as session:
        return whole_issue(session, viewer, number, clockface(), settings())


@blueprint.route("/<string:number>/answering", methods=["GET"])
@signed_in
@blueprint.arguments(AnsweringIn, location="query", unknown=RAISE)
@blueprint.response(200, MayAnswerListOut)
def answering(viewer, query: dict, number: str):
    """Who could be asked to put an issue right, or to hand it over with the desk: whose it is first."""
    with db.reading() as session:
        rows = who_answers(session, viewer, number, clockface(), query["text"], query["as_"])
    return {"items": [row._asdict() for row in rows], "next": None}


@blueprint.route("/<string:number>/events", methods=["POST"])
@signed_in
@blueprint.arguments(StepIn)
@blueprint.response(201, WholeIssueOut)
def step(viewer, data: dict, number: str):
    """Take a step. `version`, or If-Match with it, refuses the step when somebody else was faster."""
    data = data | {"version": data["version"] if data["version"] is not None else _if_match()}
    with db.transaction() as session:
        casework.take_step(session, viewer, number, data, now=now(), settings=settings())
        return whole_issue(session, viewer, number, clockface(), settings())


def _if_match() -> int | None:
    text = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if text in ("", "*"):
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Invalid({"If-Match": "not_integer"})
    return int(text)


def clockface() -> questions.Clockface:
    """The moment and the local day."""
    return questions.Clockface(now(), today())


def asked(viewer: Viewer, query: dict) -> dict[str, Any]:
    """The filters of a list as the question takes them."""
    overdue = {"true": True, "false": False, None: None}[query["overdue"]]
    assignee = viewer.username if query["assignee"] == "me" else query["assignee"]
    return query | {"states": states_of(query["state"]), "overdue": overdue, "assignee": assignee}

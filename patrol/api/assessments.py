"""Assessment 考核: league tables, one score, what is behind each figure, issuing."""

from io import BytesIO
from urllib.parse import quote

from flask import request, send_file, url_for
from marshmallow import RAISE

from patrol import db
from patrol.api.reports import check_division
from patrol.api.schemas.appeals import WholeScoreOut
from patrol.api.schemas.assessments import (
    BehindScorePageOut,
    IssuingIn,
    LeagueIn,
    LeagueOut,
    RowsIn,
    SubjectIn,
)
from patrol.api.tables.answers import BINARY, XLSX, next_of, slice_of
from patrol.api.wiring import Blueprint, allowed, locale, now, settings, signed_in
from patrol.assessment import issuing, looking, sheets, tables
from patrol.assessment.asking import Clock, Wanted, check_period, wanted
from patrol.assessment.ordering import RANK, part
from patrol.assessment.schemes import may_keep
from patrol.errors import NotFound
from patrol.queries.assessments import post_of
from patrol.queries.slices import Slice
from patrol.rules.assessment.indicators import OFFICER, TOWNSHIP

blueprint = Blueprint("assessments", __name__, url_prefix="/api/v1/assessments", description="Assessment 考核")
DIVISION_DIGITS = 12


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(LeagueIn, location="query", unknown=RAISE)
@blueprint.response(200, LeagueOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def table(viewer, query: dict):
    """Rank, score and every indicator of townships, or of officers in a post; as a workbook with `format=xlsx`."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        asked = wanted(session, viewer, query["period"], query["by"], query["post"], query["division"])
        found = part(tables.table(session, viewer, asked, clock(), query["division"]), slice_of(query))
    if query["format"] == "xlsx":
        name = f"assessment-{asked.post or asked.by}-{asked.period}.xlsx"
        content = BytesIO(sheets.write(found, locale()))
        return send_file(content, mimetype=XLSX, as_attachment=True, download_name=name)
    return _told(found, asked) | {"next": next_of(query, found["total"])}


@blueprint.route("/<period>/<subject>", methods=["GET"])
@signed_in
@blueprint.arguments(SubjectIn, location="query", unknown=RAISE)
@blueprint.response(200, WholeScoreOut)
def score(viewer, query: dict, period: str, subject: str):
    """One township's (12 digits) or officer's (user name) score, with its scheme and its appeals."""
    with db.reading() as session:
        asked = of_subject(session, viewer, query, period, subject)
        return _linked(looking.whole_score(session, viewer, asked, subject, clock()), asked)


@blueprint.route("/<period>/<subject>/<indicator>", methods=["GET"])
@signed_in
@blueprint.arguments(RowsIn, location="query", unknown=RAISE)
@blueprint.response(200, BehindScorePageOut)
def rows(viewer, query: dict, period: str, subject: str, indicator: str):
    """The patrols, duties, issues, segments, plots or entries behind a figure: their parts add up to it."""
    page = query["after"], query["limit"]
    with db.reading() as session:
        asked = of_subject(session, viewer, query, period, subject)
        found = looking.rows_behind(session, viewer, asked, subject, indicator, clock(), *page)
    place = {"period": period, "subject": subject, "indicator": indicator}
    args = {**request.args.to_dict(), "after": sum(page)}
    full = len(found["items"]) == page[1]
    return found | {"next": url_for("assessments.rows", **place, **args) if full else None}


@blueprint.route("/<period>/issue", methods=["POST"])
@signed_in
@allowed(may_keep)
@blueprint.arguments(IssuingIn)
@blueprint.response(201, LeagueOut)
def issue(viewer, data: dict, period: str):
    """Keep a table as it stands: its figures never move again."""
    with db.transaction() as session:
        check_division(session, viewer, data["division"])
        asked = wanted(session, viewer, period, data["by"], data["post"], data["division"])
        issuing.issue(session, viewer, asked, clock())
        whole = part(tables.table(session, viewer, asked, clock()), Slice(RANK, limit=None))
    return _told(whole, asked) | {"next": None}


def of_subject(session, viewer, query: dict, period: str, subject: str) -> Wanted:
    """The table that a subject stands in: townships have codes of 12 digits; an officer's post is their own unless
    another is named."""
    check_division(session, viewer, query["division"])
    if len(subject) == DIVISION_DIGITS and subject.isascii() and subject.isdigit():
        return wanted(session, viewer, period, TOWNSHIP, query["post"], query["division"] or subject)
    check_period(period)
    post = query["post"] or post_of(session, subject)
    if post is None:
        raise NotFound("assessment_subject_unknown")
    return wanted(session, viewer, period, OFFICER, post, query["division"])


def clock() -> Clock:
    """This moment, where the county is."""
    return Clock(now(), settings().timezone)


def _told(found: dict, asked: Wanted) -> dict:
    return found | {"items": [_linked(row, asked) for row in found["items"]]}


def _linked(row: dict, asked: Wanted) -> dict:
    post = f"?post={asked.post}" if asked.post else ""
    base = f"/api/v1/assessments/{asked.period}/{quote(row['key'], safe='')}"
    return row | {"lines": [line | {"rows": f"{base}/{line['indicator']}{post}"} for line in row["lines"]]}

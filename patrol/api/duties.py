"""Duties 履职: who owed what in a period, what was done, and what is behind each figure."""

from datetime import date
from urllib.parse import quote, urlencode
from uuid import UUID

from flask import request, url_for
from marshmallow import RAISE

from patrol import db
from patrol.api.cursors import cursor, place
from patrol.api.reports import check_division, today
from patrol.api.schemas.duties import BehindIn, BehindPageOut, DutiesIn, DutiesOut
from patrol.api.tables.answers import BINARY, MOST_ROWS, XLSX, workbook
from patrol.api.tables.duties import DUTIES, TITLE
from patrol.api.tables.turns import take_turn
from patrol.api.wiring import Blueprint, signed_in
from patrol.errors import Invalid, NotFound
from patrol.queries import duties as questions
from patrol.queries.behind_duties import is_row, patrols_behind
from patrol.queries.duty_atoms import Asked
from patrol.queries.rules import periods_asked
from patrol.rules.asked_period import days_of

blueprint = Blueprint("duties", __name__, url_prefix="/api/v1/duties", description="Duties 履职")
SORTED = dict.fromkeys(("key", "name", "division", "status"), str) | {"rate": float}
LONGEST_KEY = 100


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(DutiesIn, location="query", unknown=RAISE)
@blueprint.response(200, DutiesOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def duties(viewer, query: dict):
    """Owed, done, effective, missing, days left and status; the same figures as a workbook with `format=xlsx`."""
    asked, page = _asked(viewer, query), _page(query)
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        rows = questions.page(session, query["by"], asked, today(), page)
        held = periods_asked(session, asked.code, asked.kinds, asked.post, asked.first, asked.last)
    if query["format"] == "xlsx":
        return _workbook(query, rows)
    following = cursor(rows[-1].sorted, rows[-1].id) if len(rows) == page.limit else None
    items = [row._asdict() | {"patrols": _behind(query, row)} for row in rows]
    days = {"period": query["period"], "first": asked.first, "last": asked.last, "total": _total(query, rows)}
    days |= {"longer": [period for period in asked.told.longer if period in held]}
    return days | {"items": items, "next": _next("duties.duties", following)}


@blueprint.route("/<by>/<key>/patrols", methods=["GET"])
@signed_in
@blueprint.arguments(BehindIn, location="query", unknown=RAISE)
@blueprint.response(200, BehindPageOut)
def behind(viewer, query: dict, by: str, key: str):
    """The patrols behind a row, newest first: visits of objects, and outings where a person owes them."""
    if by not in questions.BY or len(key) > LONGEST_KEY:
        raise NotFound
    asked, after = _asked(viewer, query | {"by": by}), place(query["after"], (date.fromisoformat, UUID, str))
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        rows = patrols_behind(session, by, key, (query["per"], query["thing"]), asked, after, query["limit"])
        if not rows and not is_row(session, by, key, asked):
            raise NotFound
    end = rows[-1] if len(rows) == query["limit"] else None
    following = cursor(end.patrolled_on, end.id, end.at) if end else None
    return {"items": [row._asdict() for row in rows], "next": _next("duties.behind", following, by=by, key=key)}


def _asked(viewer, query: dict) -> Asked:
    first, last = days_of(query["period"])
    kind = {"segment": "river", "plot": "forest"}.get(query["by"], query["kind"])
    if query["kind"] not in (None, kind):
        raise Invalid({"kind": ("not_one_of", {"choices": kind})})
    return Asked(viewer, first, last, query["division"], kind, query["post"])


def _page(query: dict) -> questions.Page:
    sort = query["sort"].removeprefix("-")
    after = place(query["after"], (SORTED.get(sort, int), str))
    down = query["sort"].startswith("-")
    page = questions.Page(
        sort, down, query["status"], query["per"], after, query["limit"], query["text"], query["skip"]
    )
    if query["format"] != "xlsx":
        return page
    take_turn()
    return page._replace(after=None, skip=0, limit=MOST_ROWS)


def _total(query: dict, rows: list) -> int | None:
    if query["after"] or (query["skip"] and not rows):
        return None
    return rows[0].total if rows else 0


def _behind(query: dict, row) -> str:
    """The address of the patrols behind a row, narrowed as its figures are."""
    kind = {} if query["by"] in ("segment", "plot") else {"kind": row.kind}
    of = {"period": query["period"], **kind, "per": row.per}
    of |= {name: query[name] for name in ("division", "post") if query[name]}
    return f"/api/v1/duties/{query['by']}/{quote(row.key, safe='')}/patrols?{urlencode(of)}"


def _next(endpoint: str, following: str | None, **path) -> str | None:
    return url_for(endpoint, **path, **{**request.args.to_dict(), "after": following}) if following else None


def _workbook(query: dict, rows: list):
    by, period = query["by"], query["period"]
    table = DUTIES[by]._replace(title=tuple(f"{word} {period}" for word in TITLE))
    return workbook(table, [row._asdict() for row in rows], f"duties-{by}-{period}")

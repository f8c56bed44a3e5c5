"""Change sets 变更集: what was changed at one go as a list, and each with its features before and after."""

from flask import request, url_for
from marshmallow import RAISE

from patrol import db, editing
from patrol.api.change_words import feature_worded, set_worded
from patrol.api.reports import check_division, period
from patrol.api.schemas.change_sets import ChangeSetsIn, ChangeSetsOut, OneChangeSetOut, TouchedIn, TouchedListOut
from patrol.api.tables.answers import BINARY, XLSX, next_of, slice_of, workbook
from patrol.api.tables.change_sets import CHANGE_SETS
from patrol.api.wiring import Blueprint, locale, settings, signed_in
from patrol.errors import Forbidden, NotFound
from patrol.models import ChangeSet
from patrol.queries import change_set_lists as questions
from patrol.queries.slices import part

blueprint = Blueprint("change_sets", __name__, url_prefix="/api/v1/change-sets", description="Change sets 变更集")
ONE = "/<int(max=9223372036854775807):number>"


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(ChangeSetsIn, location="query", unknown=RAISE)
@blueprint.response(200, ChangeSetsOut)
@blueprint.alt_response(200, schema=BINARY, content_type=XLSX, success=True)
def index(viewer, query: dict):
    """Imports, edits, statements at the database and undos that touched one's division; the newest first."""
    _check(viewer)
    first, last = period(query)
    asked = {**query, "first": first, "last": last}
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        found = questions.listed(viewer, asked, settings().timezone)
        told = part(session, found, questions.SORTS, ChangeSet.id, slice_of(query, "-id"))
    items = [set_worded(row, _language()) for row in told.rows]
    if query["format"] == "xlsx":
        return workbook(CHANGE_SETS, items, f"changes-{first}-{last}")
    return {"items": items, "total": told.total, "next": next_of(query, told.total)}


@blueprint.route(ONE, methods=["GET"])
@signed_in
@blueprint.response(200, OneChangeSetOut)
def get(viewer, number: int):
    """One change set, and whether the caller may undo it."""
    with db.reading() as session:
        found = _one(session, viewer, number)
        may = editing.may_undo(session, viewer, number)
    return set_worded(found, _language()) | {"may_undo": may}


@blueprint.route(f"{ONE}/features", methods=["GET"])
@signed_in
@blueprint.arguments(TouchedIn, location="query", unknown=RAISE)
@blueprint.response(200, TouchedListOut)
def features(viewer, query: dict, number: int):
    """What a change set made of each feature: geometry and attributes before and after."""
    with db.reading() as session:
        _one(session, viewer, number)
        rows = questions.touched(session, viewer, number, query["after"], query["limit"])
    following = None
    if len(rows) == query["limit"]:
        here = {**request.args.to_dict(), "after": rows[-1].number}
        following = url_for("change_sets.features", number=number, **here)
    return {"items": [feature_worded(row, _language()) for row in rows], "next": following}


def _one(session, viewer, number: int):
    """A set that touched the viewer's division; NotFound for any other."""
    _check(viewer)
    found = session.execute(questions.listed(viewer, {"id": number}, settings().timezone)).one_or_none()
    if found is None:
        raise NotFound
    return found


def _language() -> int:
    return 1 if locale() == "en" else 0


def _check(viewer) -> None:
    """Field staff have no use for who drew what."""
    if viewer.sees_only_own_patrols:
        raise Forbidden

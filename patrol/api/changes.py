"""The history of boundaries 边界变更: who changed which one when, and a change set undone."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for
from marshmallow import RAISE

from patrol import db, editing
from patrol.api.change_words import entitled
from patrol.api.schemas.changes import ChangesIn, ChangesOut, UndoneOut, WholeChangeOut
from patrol.api.wiring import Blueprint, locale, settings, signed_in
from patrol.errors import Forbidden, NotFound
from patrol.queries import change_lists

blueprint = Blueprint("changes", __name__, url_prefix="/api/v1/changes", description="Changes of boundaries 边界变更")


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(ChangesIn, location="query", unknown=RAISE)
@blueprint.response(200, ChangesOut)
def changes(viewer, query: dict):
    """Who changed which boundary when, and by which means; the newest first."""
    _check(viewer)
    with db.reading() as session:
        found = change_lists.listed(session, viewer, query)
    full = len(found) == query["limit"]
    following = url_for("changes.changes", **{**request.args.to_dict(), "after": found[-1].id}) if full else None
    return {"items": [_worded(row._mapping) for row in found], "next": following}


@blueprint.route("/<int(max=9223372036854775807):change_id>", methods=["GET"])
@signed_in
@blueprint.response(200, WholeChangeOut)
def change(viewer, change_id: int):
    """One change, with what the feature was before and after it."""
    _check(viewer)
    with db.reading() as session:
        found = change_lists.one(session, viewer, change_id)
    if found is None:
        raise NotFound
    return _worded(found)


@blueprint.route("/<int(max=9223372036854775807):change_set>/undo", methods=["POST"])
@signed_in
@blueprint.response(201, UndoneOut)
def undo(viewer, change_set: int):
    """Undo a change set, by its number: every feature that it touched is again what it was before, or none is."""
    with db.transaction() as session:
        return editing.undo(session, viewer, change_set, settings())


def _worded(change: Mapping[str, Any]) -> dict[str, Any]:
    return {**change, "title": entitled(change["title"], locale() == "en")}


def _check(viewer) -> None:
    """Field staff have no use for who drew what."""
    if viewer.sees_only_own_patrols:
        raise Forbidden

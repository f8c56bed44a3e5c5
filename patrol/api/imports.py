"""Imports of layers: a file comes in, is judged beside the request, is shown, and is committed or thrown away."""

import uuid

from flask import request, send_file, url_for
from marshmallow import RAISE

from patrol import db
from patrol.api.import_files import arrived_parts, choices, refusals_told
from patrol.api.import_words import import_worded, kind_worded
from patrol.api.schemas.imports import ChoicesIn, ImportOut, ImportsIn, ImportsOut, KindsOut, StartIn
from patrol.api.wiring import Blueprint, checked, locale, now, settings, signed_in
from patrol.errors import NotFound
from patrol.importing import KINDS, arriving, desk
from patrol.jobs.imports import ask_for_commit, ask_for_preview
from patrol.queries import imports

blueprint = Blueprint("imports", __name__, url_prefix="/api/v1/imports", description="Imports of layers 图层导入")
REPORTS = {"report.txt": "text/plain; charset=utf-8", "refused.gpkg": "application/geopackage+sqlite3"}


@blueprint.route("/kinds", methods=["GET"])
@signed_in
@blueprint.response(200, KindsOut)
def kinds(viewer):
    """What can be imported, and which fields a file may give."""
    desk.check_post(viewer)
    return {"items": [kind_worded(kind, locale()) for kind in KINDS.values()], "next": None}


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(ImportsIn, location="query", unknown=RAISE)
@blueprint.response(200, ImportsOut)
def get_all(viewer, query: dict):
    """The imports of my divisions, the newest first."""
    desk.check_post(viewer)
    with db.reading() as session:
        found = imports.latest(session, viewer, query["before"], query["limit"])
    end = found[-1].created_at.isoformat() if len(found) == query["limit"] else None
    following = url_for("imports.get_all", limit=query["limit"], before=end) if end else None
    return {"items": [import_worded(one, locale()) for one in found], "next": following}


@blueprint.route("", methods=["POST"])
@signed_in
@blueprint.response(202, ImportOut)
def post(viewer):
    """Begin an import: a form with `file` (or the files of a shapefile), the file itself as the body, or an upload.

    What else is asked for comes as fields of the form, as parameters of the address, or, with `upload`, as JSON.
    """
    desk.check_post(viewer)
    import_id = _start_uploaded(viewer) if request.is_json else _start(viewer)
    return _answer(viewer, import_id, 202)


def _start_uploaded(viewer) -> uuid.UUID:
    asked = checked(StartIn(), request.get_json())
    import_id = asked.pop("upload")
    _ask_anew(viewer, import_id, asked)
    return import_id


def _start(viewer) -> uuid.UUID:
    asked = choices()
    with db.reading() as session:
        desk.check_room(session, viewer, settings())
        desk.check_asked(session, viewer, asked, locale())
    import_id = uuid.uuid4()
    with refusals_told():
        arrived = arriving.receive(import_id, arrived_parts(), settings())
    with db.transaction() as session:
        desk.begin(session, viewer, import_id, arrived, asked, now=now(), settings=settings())
        ask_for_preview(session, import_id)
    return import_id


def _ask_anew(viewer, import_id: uuid.UUID, choice: dict) -> None:
    asked = choice | {"language": locale()}
    if "fields_" in asked:
        asked["fields"] = asked.pop("fields_")
    with db.transaction() as session:
        desk.ask_anew(session, viewer, import_id, asked, locale())
        ask_for_preview(session, import_id)


def _answer(viewer, import_id: uuid.UUID, status: int):
    with db.transaction() as session:
        found = desk.find(session, viewer, import_id)
    place = url_for("imports.get", import_id=import_id)
    return import_worded(found, locale()), status, {"Location": place}


@blueprint.route("/<uuid:import_id>", methods=["GET"])
@signed_in
@blueprint.response(200, ImportOut)
def get(viewer, import_id: uuid.UUID):
    """How far it is, what the file turned out to be, how its features were judged."""
    return _answer(viewer, import_id, 200)


@blueprint.route("/<uuid:import_id>", methods=["PUT"])
@signed_in
@blueprint.arguments(ChoicesIn)
@blueprint.response(202, ImportOut)
def put(viewer, data: dict, import_id: uuid.UUID):
    """Read the same file another way: another layer, other columns, another coordinate system."""
    _ask_anew(viewer, import_id, data)
    return _answer(viewer, import_id, 202)


@blueprint.route("/<uuid:import_id>/commit", methods=["POST"])
@signed_in
@blueprint.response(202, ImportOut)
def commit(viewer, import_id: uuid.UUID):
    """Bring in what was previewed, all of it in one transaction. Asked again, it tells how far that is."""
    with db.transaction() as session:
        if desk.order_commit(session, viewer, import_id):
            ask_for_commit(session, import_id)
    return _answer(viewer, import_id, 202)


@blueprint.route("/<uuid:import_id>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def delete(viewer, import_id: uuid.UUID):
    """Throw the file and its preview away."""
    with db.transaction() as session:
        desk.discard(session, viewer, import_id)
    arriving.forget(import_id, settings())
    return ""


@blueprint.route("/<uuid:import_id>/<any('report.txt','refused.gpkg'):name>", methods=["GET"])
@signed_in
@blueprint.response(200, description="The report in words, or what was refused with the reasons")
def report(viewer, import_id: uuid.UUID, name: str):
    """The report of the preview, and the features that were refused, to be opened in QGIS."""
    with db.reading() as session:
        found = desk.find(session, viewer, import_id)
    path = arriving.results_of(import_id, settings()) / name
    if found.state not in ("previewed", "committing", "committed") or not path.is_file():
        raise NotFound
    return send_file(
        path, mimetype=REPORTS[name], as_attachment=True, download_name=f"{path.stem}-{import_id}{path.suffix}"
    )

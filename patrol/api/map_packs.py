"""Offline map packs: what there is for me, and the file, which a broken download can take up again."""

from flask import send_file, url_for
from marshmallow import fields

from patrol import db, map_packs
from patrol.api.schemas.fields import Out
from patrol.api.wiring import Blueprint, settings, signed_in

blueprint = Blueprint("map_packs", __name__, url_prefix="/api/v1/map-packs", description="Offline maps 离线地图包")


class BaseOut(Out):
    """The county's own base map: `vector` lies in the pack's own file, `raster` is a second file beside it."""

    kind = fields.String(required=True)
    layers = fields.List(fields.String())
    attribution = fields.String()
    id = fields.String()
    version = fields.String()
    name = fields.String()
    bytes = fields.Integer()
    sha256 = fields.String()
    bounds = fields.List(fields.Float())
    min_zoom = fields.Integer()
    max_zoom = fields.Integer()
    url = fields.String()


class MapPackOut(Out):
    """One PMTiles file; `bounds` are west, south, east, north in degrees."""

    id = fields.String(required=True)
    version = fields.String(required=True)
    name = fields.String(required=True)
    bytes = fields.Integer(required=True)
    sha256 = fields.String(required=True)
    layers = fields.List(fields.String(), required=True)
    bounds = fields.List(fields.Float(), required=True)
    min_zoom = fields.Integer(required=True)
    max_zoom = fields.Integer(required=True)
    url = fields.String(required=True)
    base = fields.Nested(BaseOut, allow_none=True, required=True)


class MapPacksOut(Out):
    """All packs of one's own scope."""

    items = fields.List(fields.Nested(MapPackOut), required=True)
    next = fields.String(allow_none=True)


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.response(200, MapPacksOut)
def get_all(viewer):
    """The packs of my divisions; a new version when the layers have changed."""
    with db.reading() as session:
        packs = map_packs.offered(session, viewer, settings())
    return {"items": [_addressed(pack) for pack in packs], "next": None}


@blueprint.route("/<string:pack_id>/<string:version>.pmtiles", methods=["GET"])
@signed_in
@blueprint.response(200, description="The archive; 206 for a Range of it", content_type=map_packs.MEDIA_TYPE)
def get(viewer, pack_id: str, version: str):
    """The file of a pack. It never changes under its version, so a Range continues what was begun."""
    path, sha256 = map_packs.file_of(viewer, pack_id, version, settings())
    answer = send_file(path, mimetype=map_packs.MEDIA_TYPE, conditional=True, etag=sha256, last_modified=None)
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return answer


def _addressed(pack: dict) -> dict:
    base = pack["base"]
    if base and base["kind"] == "raster":
        base = base | {"url": _address(base)}
    return pack | {"url": _address(pack), "base": base}


def _address(pack: dict) -> str:
    return url_for("map_packs.get", pack_id=pack["id"], version=pack["version"])

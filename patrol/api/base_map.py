"""The county's own base map 底图 under the console's map, and the number of its approval 审图号."""

from flask import Response, request
from marshmallow import fields

from gis.packs.covering import Span
from gis.packs.ground import BadBaseMap, opened
from patrol.api.schemas.fields import Out
from patrol.api.wiring import Blueprint, settings, signed_in
from patrol.config import MapSettings
from patrol.errors import NotFound

DEEPEST_WMTS = 18
HOUR_S = 3600
TYPES = {"MVT": "application/vnd.mapbox-vector-tile", "PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}

blueprint = Blueprint("base_map", __name__, url_prefix="/api/v1/base-map", description="Base map 底图")


class BaseLayerOut(Out):
    """Tiles that lie under everything else; of vector tiles, the layers in them."""

    kind = fields.String(required=True)
    tiles = fields.String(required=True)
    min_zoom = fields.Integer(required=True)
    max_zoom = fields.Integer(required=True)
    layers = fields.List(fields.String(), required=True)


class BaseMapOut(Out):
    """What to draw from the bottom up (nothing: the system's own layers serve as ground), and what the map must say."""

    layers = fields.List(fields.Nested(BaseLayerOut), required=True)
    attribution = fields.String(required=True)
    approval = fields.String(required=True, allow_none=True)


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.response(200, BaseMapOut)
def base_map(viewer):
    """The base map that the settings name: an own file, or a map service with its key."""
    maps = settings().maps
    layers, attribution = _of_services(maps), ""
    if not layers and settings().base_map is not None:
        layers, attribution = _of_file()
    return {"layers": layers, "attribution": attribution, "approval": maps.approval}


@blueprint.route("/<int(max=24):z>/<int(max=16777215):x>/<int(max=16777215):y>", methods=["GET"])
@signed_in
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="application/octet-stream")
def tile(viewer, z: int, x: int, y: int):
    """A tile of the own file; 204 where it has none."""
    path = settings().base_map
    if path is None:
        raise NotFound
    try:
        with opened(path) as ground:
            found, kind = ground.tiles(Span(z, x, x, y, y)).get((x, y)), TYPES[ground.kind.name]
    except BadBaseMap as error:
        raise NotFound from error
    answer = Response(found, content_type=kind) if found else Response(status=204)
    answer.cache_control.private = True
    answer.cache_control.max_age = HOUR_S
    return answer


def _of_services(maps: MapSettings) -> list[dict]:
    """The key is filled in here, for those who are signed in; no page has it."""
    common = {"kind": "raster", "min_zoom": 0, "max_zoom": DEEPEST_WMTS, "layers": []}
    return [common | {"tiles": each.replace("{key}", maps.wmts_key)} for each in maps.wmts]


def _of_file() -> tuple[list[dict], str]:
    """A file that cannot be read is none: the map is drawn on the system's own layers."""
    try:
        with opened(settings().base_map) as ground:
            told = {"kind": "vector" if ground.vector else "raster", "layers": list(ground.layers)}
            told |= {"tiles": f"{request.root_path}/api/v1/base-map/{{z}}/{{x}}/{{y}}"}
            return [told | {"min_zoom": ground.min_zoom, "max_zoom": ground.max_zoom}], ground.attribution
    except BadBaseMap:
        return [], ""

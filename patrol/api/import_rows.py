"""The features of an import on a map and in a list, with what is wrong with some of them."""

import json
import uuid

from flask import Response, request, url_for
from marshmallow import RAISE
from sqlalchemy import Row

from gis import parameters
from gis.documents import MVT
from gis.quads import WEB_MERCATOR_QUAD
from gis.tiles import mvt
from patrol import db
from patrol.api.imports import blueprint
from patrol.api.schemas.imports import FeaturesIn, RowsIn
from patrol.api.wiring import locale, signed_in
from patrol.importing import desk
from patrol.importing.kept_rows import decoded
from patrol.queries import import_rows

GEOJSON = "application/geo+json"


@blueprint.route("/<uuid:import_id>/problems", methods=["GET"])
@signed_in
@blueprint.arguments(RowsIn, location="query", unknown=RAISE)
@blueprint.response(200, content_type=GEOJSON, description="A FeatureCollection")
def problems(viewer, query: dict, import_id: uuid.UUID):
    """What was refused or repaired, each with its reason, where the fault lies."""
    with db.reading() as session:
        desk.find(session, viewer, import_id)
        found = import_rows.problems(session, import_id, query["after"], query["limit"])
    return _collection("imports.problems", import_id, found, query["limit"])


@blueprint.route("/<uuid:import_id>/features", methods=["GET"])
@signed_in
@blueprint.arguments(FeaturesIn, location="query", unknown=RAISE)
@blueprint.response(200, content_type=GEOJSON, description="A FeatureCollection")
def features(viewer, query: dict, import_id: uuid.UUID):
    """The features as they would come in, and those that would not."""
    with db.reading() as session:
        desk.find(session, viewer, import_id)
        found = import_rows.features(session, import_id, query["verdict"], query["after"], query["limit"])
    return _collection("imports.features", import_id, found, query["limit"])


@blueprint.route("/<uuid:import_id>/tiles/<z>/<row>/<column>", methods=["GET"])
@signed_in
@blueprint.response(200, content_type=MVT, description="A vector tile with one layer, features; 204 where nothing is")
def tile(viewer, import_id: uuid.UUID, z: str, row: str, column: str):
    """One vector tile of the features: tile matrix, row, column of WebMercatorQuad."""
    place = parameters.tile(WEB_MERCATOR_QUAD, z, row, column)
    layer, rows = import_rows.drawn(import_id)
    with db.reading() as session:
        desk.find(session, viewer, import_id)
        drawn = mvt(session, layer, rows, place)
    return Response(drawn, 200 if drawn else 204, content_type=MVT)


def _collection(endpoint: str, import_id: uuid.UUID, found: tuple[int, list[Row]], limit: int) -> Response:
    matched, rows = found
    links = []
    if len(rows) == limit:
        query = {**request.args.to_dict(), "after": rows[-1].number}
        links = [{"rel": "next", "type": GEOJSON, "href": url_for(endpoint, import_id=import_id, **query)}]
    body = {
        "type": "FeatureCollection",
        "numberMatched": matched,
        "numberReturned": len(rows),
        "features": [_feature(row) for row in rows],
        "links": links,
    }
    return Response(json.dumps(body, ensure_ascii=False), content_type=GEOJSON)


def _feature(row: Row) -> dict:
    shape = json.loads(row.shape) if row.shape else None
    told = {
        "number": row.number,
        "code": row.code,
        "label": row.label,
        "division": row.division_code,
        "verdict": row.verdict,
        "repaired": row.repaired,
        "reason": decoded(row.why).text(locale()) if row.why else None,
    }
    feature = {"type": "Feature", "id": row.number, "geometry": shape, "properties": told}
    return feature if row.box[0] is None else feature | {"bbox": row.box}

"""The project for QGIS as a file: the map of one's own division, with no name and no password in it."""

from urllib.parse import quote

from flask import Response, request, url_for
from marshmallow import RAISE, fields

from gis.styles import packed, project
from patrol import db
from patrol.access import FIELD_POSTS
from patrol.api.schemas.fields import In, one_of
from patrol.api.wiring import Blueprint, settings, signed_in
from patrol.desk.projects import TITLE, over_http, over_postgis
from patrol.desk.reaching import reached
from patrol.desk.views import views
from patrol.errors import Forbidden
from patrol.layers import layers

blueprint = Blueprint("qgis", __name__, url_prefix="/api/v1/qgis", description="The project for QGIS 桌面工程")
MEDIA_TYPE = "application/x-qgis-project"


class ProjectIn(In):
    """Where the project's layers come from: OGC API over `web`, or the views of the database over `postgis`."""

    source = fields.String(load_default="web", validate=one_of("web", "postgis"))


@blueprint.route("/project.qgz", methods=["GET"])
@signed_in
@blueprint.arguments(ProjectIn, location="query", unknown=RAISE)
@blueprint.response(200, description="A QGIS project (QGZ)", content_type=MEDIA_TYPE)
def get(viewer, query: dict):
    """The project over my division, styled and labelled. QGIS asks for user name and token, or password, itself."""
    if viewer.post in FIELD_POSTS:
        raise Forbidden()
    with db.reading() as session:
        if query["source"] == "postgis":
            made = over_postgis(session, views(settings()), reached(settings()), viewer.prefix)
        else:
            made = over_http(session, layers(settings()), _ogc(), viewer.prefix)
    answer = Response(packed(project(made), TITLE), mimetype=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f"attachment; filename=patrol.qgz; filename*=UTF-8''{quote(TITLE)}.qgz"
    return answer


def _ogc() -> str:
    """The address of /ogc as the caller reaches it."""
    path = url_for("ogc.landing").rstrip("/")
    return (settings().public_url or request.host_url.rstrip("/")) + path

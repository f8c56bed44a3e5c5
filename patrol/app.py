"""The application: settings, database, routes, errors."""

import gzip
from functools import lru_cache
from time import monotonic

from flask import Flask, request
from flask_smorest import Api as SmorestApi
from werkzeug.middleware.proxy_fix import ProxyFix

import patrol
from gis import routes as ogc
from gis.again import Unchanged
from gis.crs import three_degree_zones
from gis.publisher import Publisher
from gis.tile_routes import FRESH_FOR_S
from patrol import db, web
from patrol.api import (
    appeals,
    assessment_entries,
    assessment_schemes,
    assessments,
    assignments,
    base_map,
    boards,
    bulletins,
    categories,
    change_sets,
    changes,
    coverage_lists,
    duties,
    gpx,
    health,
    histories,
    import_rows,
    inbox,
    inspections,
    issue_lists,
    issues,
    leaves,
    live,
    map_packs,
    officers,
    own,
    papers,
    patrols,
    people,
    photos,
    public_reports,
    qgis,
    reconciliations,
    reports,
    rescorings,
    reviews,
    rules,
    screens,
    setup,
    submissions,
    sync,
    table_columns,
    target_lists,
    targets,
    templates,
    tokens,
    uploads,
    walks,
    webhooks,
    works,
)
from patrol.api.paths import install_paths
from patrol.api.schemas.errors import ErrorOut
from patrol.api.tables.turns import install_turns
from patrol.api.wiring import credentials, install_errors, locale, recognise, viewer
from patrol.config import Settings
from patrol.desk.map_styles import styled
from patrol.editing import with_editors
from patrol.handbooks import routes as handbooks
from patrol.layers import layers
from patrol.openrosa import routes as openrosa
from patrol.queries.divisions import counties_between
from patrol.same_words import UNCHANGED
from patrol.signboard import routes as signboard

BLUEPRINTS = (
    tokens.blueprint,
    people.blueprint,
    officers.blueprint,
    assignments.blueprint,
    own.blueprint,
    setup.blueprint,
    target_lists.blueprint,
    targets.blueprint,
    templates.blueprint,
    inbox.blueprint,
    inbox.ways_blueprint,
    webhooks.blueprint,
    patrols.blueprint,
    histories.blueprint,
    changes.blueprint,
    change_sets.blueprint,
    submissions.blueprint,
    photos.blueprint,
    uploads.blueprint,
    reports.blueprint,
    coverage_lists.blueprint,
    walks.blueprint,
    bulletins.blueprint,
    reviews.blueprint,
    reconciliations.blueprint,
    works.blueprint,
    inspections.blueprint,
    duties.blueprint,
    rules.blueprint,
    leaves.blueprint,
    rescorings.blueprint,
    assessments.blueprint,
    assessment_entries.blueprint,
    assessment_schemes.blueprint,
    appeals.blueprint,
    issue_lists.blueprint,
    issues.blueprint,
    categories.blueprint,
    papers.blueprint,
    public_reports.blueprint,
    sync.blueprint,
    table_columns.blueprint,
    boards.blueprint,
    screens.blueprint,
    base_map.blueprint,
    map_packs.blueprint,
    import_rows.blueprint,
    gpx.blueprint,
    qgis.blueprint,
    live.track,
    live.devices,
)
SMALLEST_GZIP_BYTES = 1400
ZONES_HOLD_S = 60
GROUND = {"divisions": "#aebec7", "segments": "#7fb5da"}
"""What pages of layers draw beneath the features, so that one sees where they lie."""


class Api(SmorestApi):
    """The API's documents, with errors as they really come."""

    ERROR_SCHEMA = ErrorOut


def create_app(settings: Settings | None = None) -> Flask:
    """The application under these settings, or the environment's. Connects where DATABASE_URL says."""
    settings = settings or Settings.from_env()
    app = Flask("patrol", static_folder=None)
    app.config.update(
        PATROL=settings,
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        API_TITLE="Shanhe Patrol 山河巡护",
        API_VERSION=patrol.__version__,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    app.json.sort_keys = False
    app.json.ensure_ascii = False
    app.url_map.strict_slashes = False
    settings.data.mkdir(parents=True, exist_ok=True)
    if settings.database_url:
        db.configure(settings.database_url, settings.replica_url)
    install_paths(app)
    api = Api(app)
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(web.blueprint)
    app.register_blueprint(signboard.blueprint)
    app.register_blueprint(handbooks.blueprint)
    app.register_blueprint(openrosa.blueprint)
    publisher = _publisher(settings)
    app.register_blueprint(ogc.blueprint(publisher), url_prefix="/ogc")
    install_errors(app)
    install_turns(app)
    app.after_request(_finish)
    unchanged = Unchanged(app.wsgi_app, publisher.again, credentials, recognise, FRESH_FOR_S)
    app.wsgi_app = app.extensions[UNCHANGED] = unchanged
    if settings.proxies:
        # only then: anybody may write these headers, and throttles count by address
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies, settings.proxies)
    return app


def _publisher(settings: Settings) -> Publisher:
    return Publisher(
        layers=styled(with_editors(layers(settings), settings)),
        connection=db.reading,
        asking=db.asking,
        asking_for_features=db.asking_for_features,
        transaction=db.transaction,
        viewer=viewer,
        zone=settings.timezone,
        titles=("山河巡护图层服务", "Shanhe Patrol layers"),
        version=patrol.__version__,
        locale=locale,
        zones=lambda: _zones(int(monotonic() / ZONES_HOLD_S)),
        sign_in="/",
        ground=GROUND,
    )


@lru_cache(maxsize=1)
def _zones(_moment: int) -> tuple[int, ...]:
    """The metric zones of the counties, asked again from time to time: another county may come in."""
    with db.reading() as session:
        between = counties_between(session)
    return tuple(three_degree_zones(*between)) if between else ()


def _finish(answer):
    """What holds for every answer: no caching of what is private, no guessing of types."""
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    if request.path.startswith("/api/") and "Cache-Control" not in answer.headers:
        answer.headers["Cache-Control"] = "private, no-store"
    return _packed(answer)


def _packed(answer):
    """JSON of some size goes out gzipped: tables shrink to a tenth."""
    if (
        answer.mimetype == "application/json"
        and not answer.is_streamed
        and not answer.content_encoding
        and "gzip" in request.accept_encodings
        and len(answer.get_data()) > SMALLEST_GZIP_BYTES
    ):
        answer.set_data(gzip.compress(answer.get_data(), compresslevel=5, mtime=0))
        answer.content_encoding = "gzip"
        answer.vary.add("Accept-Encoding")
    return answer

"""Whether the process lives, whether it can work, and its figures for Prometheus."""

import shutil

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from patrol import db
from patrol.api.wiring import settings

LEAST_FREE_BYTES = 200 * 1024 * 1024

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def readyz():
    """Database, schema version and disk are fit for work; 503 tells what is not."""
    checks = {"disk": shutil.disk_usage(settings().data).free > LEAST_FREE_BYTES}
    try:
        with db.reading() as session:
            version = session.scalar(text("SELECT version_num FROM alembic_version"))
        checks |= {"database": True, "schema": version == db.newest_revision()}
    except SQLAlchemyError:
        checks |= {"database": False, "schema": False}
    ready = all(checks.values())
    return jsonify(status="ok" if ready else "failing", checks=checks), 200 if ready else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """Figures of this process for Prometheus."""
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)

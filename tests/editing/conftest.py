"""The small county, and people at its map: GIS staff, the office, a ranger."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select, text

from patrol import auth
from patrol.models import Officer
from tests.api.conftest import COUNTY, HASH, OTHER_TOWN, TOWN, at
from tests.api.conftest import app as app
from tests.api.conftest import county as county

PEOPLE = {
    "gis": ("gis", COUNTY),
    "gis_town": ("gis", TOWN),
    "gis_other": ("gis", OTHER_TOWN),
    "office": ("office", COUNTY),
    "office_town": ("office", TOWN),
    "admin": ("admin", COUNTY),
}
GEOJSON, PATCH = "application/geo+json", "application/merge-patch+json"


@dataclass
class Desk:
    """Somebody at the map with a token, and what the database says."""

    client: Any
    headers: dict
    session: Any

    def ask(self, method: str, path: str, body=None, kind: str | None = None, **headers):
        """One request under /ogc/collections/."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        given = {"data": body} if isinstance(body, bytes | str) else {"json": body} if body is not None else {}
        return self.client.open(
            f"/ogc/collections/{path}", method=method, headers=self.headers | named, content_type=kind, **given
        )

    def post(self, layer: str, body, kind: str = GEOJSON, **headers):
        return self.ask("POST", f"{layer}/items", body, kind, **headers)

    def put(self, layer: str, code: str, body, kind: str = GEOJSON, **headers):
        return self.ask("PUT", f"{layer}/items/{code}", body, kind, **headers)

    def patch(self, layer: str, code: str, body, kind: str = PATCH, **headers):
        return self.ask("PATCH", f"{layer}/items/{code}", body, kind, **headers)

    def delete(self, layer: str, code: str, **headers):
        return self.ask("DELETE", f"{layer}/items/{code}", **headers)

    def get(self, layer: str, code: str, query: str = "", **headers):
        return self.ask("GET", f"{layer}/items/{code}{query}", **headers)

    def value(self, sql: str, **params):
        """One value out of the database."""
        return self.session.scalar(text(sql), params)


@pytest.fixture
def desk(county, app, session):
    """`desk("gis")` is the county's GIS staff."""
    for username, (post, place) in PEOPLE.items():
        session.add(Officer(username=username, name=username, post=post, division_code=place, password_hash=HASH))
    session.flush()

    def sit_down(username: str) -> Desk:
        officer = session.scalar(select(Officer).where(Officer.username == username))
        token, _ = auth.issue_token(session, officer, "test", datetime.now(UTC), 1)
        session.flush()
        return Desk(app.test_client(), {"Authorization": f"Bearer {token}"}, session)

    return sit_down


@pytest.fixture
def gis(desk) -> Desk:
    """The county's GIS staff."""
    return desk("gis")


def line(*places_m) -> dict:
    """A GeoJSON line through places in metres east and north of the county's corner."""
    return {"type": "LineString", "coordinates": [list(at(*place)) for place in places_m]}


def box(west_m: float, south_m: float, east_m: float, north_m: float) -> dict:
    """A GeoJSON rectangle between two corners in metres."""
    corners = [(west_m, south_m), (east_m, south_m), (east_m, north_m), (west_m, north_m), (west_m, south_m)]
    return {"type": "Polygon", "coordinates": [[list(at(*corner)) for corner in corners]]}


def feature(geometry: dict | None, **properties) -> dict:
    """A GeoJSON feature."""
    return {"type": "Feature", "geometry": geometry, "properties": properties}


CREEK = line((2_000, 5_000), (4_000, 5_000))
"""Two kilometres within the village's township."""

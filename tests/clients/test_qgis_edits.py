"""The edits of QGIS 3.32 and later, request by request as its OGC API - Features provider sends them.

Debian's QGIS 3.22 reads only. What is sent here follows that provider: it asks by OPTIONS which methods there are, of
the items and of one item (a made-up one where the layer is empty); it creates with all fields, unset ones as null; it
writes the layer's own system into Content-Crs without angle brackets, in that system's order of axes; it takes the id
of a new feature out of Location and asks for the feature again; it sends no ETags.
"""

import json
from base64 import b64encode
from urllib.parse import quote

import pytest
import requests
from sqlalchemy import create_engine, text

from gis import cluster
from patrol import db
from tests.clients.conftest import Desk
from tests.hamlet import PASSWORD, VILLAGE, settle
from tests.running import Phone, Server

STORED = "http://www.opengis.net/def/crs/EPSG/0/4490"
CODE = "QGIS 红9/1"


class Provider:
    """The provider of one layer, signed in with user name and token."""

    def __init__(self, desk, layer: str):
        self.items = f"{desk.url}/collections/{layer}/items"
        credentials = b64encode(f"{desk.username}:{desk.token}".encode()).decode()
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Basic {credentials}"

    def options(self, url: str) -> set[str]:
        """The methods of the Allow header, as the provider splits it."""
        answer = self.session.options(url)
        assert answer.status_code == 200
        return {method.strip() for method in answer.headers["Allow"].split(",")}

    def create(self, feature: dict) -> str:
        """POST, and the id out of what follows the last /items/ of Location."""
        answer = self.session.post(
            self.items, json.dumps(feature), headers={"Content-Type": "application/geo+json", "Content-Crs": STORED}
        )
        assert answer.status_code == 201, answer.text
        return answer.headers["Location"].rpartition("/items/")[2]

    def get(self, feature_id: str) -> dict:
        """The feature as it came back."""
        answer = self.session.get(
            f"{self.items}/{feature_id}", headers={"Accept": "application/geo+json, application/json"}
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    def put(self, feature_id: str, feature: dict) -> int:
        """The whole feature, as a provider sends it where there is no PATCH."""
        headers = {"Content-Type": "application/geo+json", "Content-Crs": STORED}
        return self.session.put(f"{self.items}/{feature_id}", json.dumps(feature), headers=headers).status_code

    def patch(self, feature_id: str, body: dict, **headers: str) -> int:
        """Some attributes, or the geometry."""
        kind = {"Content-Type": "application/merge-patch+json"}
        answer = self.session.patch(f"{self.items}/{feature_id}", json.dumps(body), headers=kind | headers)
        return answer.status_code

    def delete(self, feature_id: str) -> int:
        """DELETE."""
        return self.session.delete(f"{self.items}/{feature_id}").status_code


@pytest.fixture(scope="module")
def hamlet(tmp_path_factory):
    """A running system with one river, its ranger answering for it, and GIS staff."""
    with Server(tmp_path_factory.mktemp("hamlet")) as server:
        settle(server)
        who = ("--name", "地理信息", "--post", "gis", "--division", "361099000000", "--password-stdin")
        server.patrol("officer", "add", "gis", *who, stdin=f"{PASSWORD}\n")
        server.patrol("assign", "ranger", "segment", "R1")
        yield server


@pytest.fixture(scope="module")
def desks(hamlet):
    """`desks("gis")` is somebody's QGIS."""

    def of(username: str) -> Desk:
        header = Phone(hamlet.base).sign_in(username, PASSWORD).session.headers["Authorization"]
        return Desk(f"{hamlet.base}/ogc", username, header.removeprefix("Bearer "))

    return of


@pytest.fixture(scope="module")
def stored(hamlet):
    """What the database itself says."""
    engine = create_engine(db.driver_url(cluster.status(hamlet.data).url))

    def ask(statement: str, **values):
        with engine.connect() as connection:
            return connection.execute(text(statement), values).scalar()

    yield ask
    engine.dispose()


@pytest.fixture
def provider(desks):
    """QGIS with the layer of segments open."""
    return Provider(desks("gis"), "segments")


def new_segment(provider: Provider, stored) -> dict:
    """A feature with every field of the layer, drawn beside a known segment, latitude first."""
    lon, lat = (stored(f"SELECT ST_{axis}(ST_StartPoint(geom)) FROM river_segment ORDER BY id") for axis in "XY")
    schema = provider.session.get(provider.items.removesuffix("/items") + "/schema").json()
    unset = {name: None for name in schema["properties"] if name not in ("id", "geometry")}
    geometry = {"type": "LineString", "coordinates": [[lat, lon], [lat + 0.001, lon + 0.004]]}
    own = {"code": CODE, "name": "测试河段", "division_code": VILLAGE}
    return {"type": "Feature", "geometry": geometry, "properties": unset | own}


def test_qgis_finds_a_layer_that_it_may_edit_and_one_that_it_may_only_read(desks, provider):
    known = provider.session.get(f"{provider.items}?limit=10").json()["features"][0]["id"]
    assert "POST" in provider.options(provider.items)
    for feature_id in (quote(known, safe=""), "unknown_id"):
        assert {"PUT", "PATCH", "DELETE"} <= provider.options(f"{provider.items}/{feature_id}")
    assert "POST" not in provider.options(provider.items.replace("segments", "tracks"))
    assert "POST" not in Provider(desks("ranger"), "segments").options(provider.items)


def test_qgis_creates_replaces_changes_and_deletes_a_segment(provider, stored):
    drawn = new_segment(provider, stored)
    made = provider.create(drawn)
    assert made == quote(CODE, safe="")
    found = provider.get(made)
    assert (found["id"], found["properties"]["name"]) == (CODE, "测试河段")
    start = drawn["geometry"]["coordinates"][0]
    assert found["geometry"]["coordinates"][0] == pytest.approx(start[::-1], abs=1e-6)
    assert stored("SELECT stations > 10 FROM river_segment WHERE code = :code", code=CODE)
    try:
        back = {**drawn, "id": CODE, "properties": found["properties"] | {"name": "改名"}}
        assert provider.put(made, back) == 204
        assert provider.get(made)["properties"]["name"] == "改名"
        assert provider.patch(made, {"properties": {"bank": "左岸", "name": None}}) == 204
        longer = {"type": "LineString", "coordinates": [*drawn["geometry"]["coordinates"], [start[0], start[1] + 0.02]]}
        before = provider.get(made)["properties"]["length_m"]
        assert provider.patch(made, {"geometry": longer}, **{"Content-Crs": STORED}) == 204
        after = provider.get(made)["properties"]
        assert (after["bank"], after["name"]) == ("左岸", None)
        assert after["length_m"] > before + 1_000
        means = "SELECT count(DISTINCT change_set_id) FROM geometry_change WHERE code = :code"
        assert stored(means, code=CODE) >= 4
    finally:
        assert provider.delete(made) == 204
    assert provider.session.get(f"{provider.items}/{made}").status_code == 404


def test_a_segment_with_duties_stays(provider):
    assert provider.delete("R1") == 409

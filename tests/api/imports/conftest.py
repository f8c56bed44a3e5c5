"""A county with GIS staff, and their desk: files go in over HTTP, the worker's part is done on the spot."""

import io
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import shapely
from sqlalchemy import text

from patrol import importing
from patrol.models import Officer
from tests.api.conftest import COUNTY, HASH, OTHER_TOWN, TOWN, Caller
from tests.gis.making import squares, write

URL = "/api/v1/imports"
WEST, SOUTH = 116.5, 27.5
PEOPLE = {
    "gis": ("吴图", "gis", COUNTY),
    "office": ("办公室", "office", COUNTY),
    "admin": ("管理员", "admin", COUNTY),
    "towngis": ("乡图", "gis", TOWN),
    "faraway": ("外县", "gis", "440100000000"),
}


@dataclass
class Desk:
    """Somebody who imports, with the worker at hand."""

    caller: Caller
    session: object
    settings: object

    def send(self, path: Path, kind: str = "forest-plots", *beside: Path, **asked):
        """POST of a file, as a form."""
        parts = [(io.BytesIO(each.read_bytes()), each.name) for each in (path, *beside)]
        return self.caller.client.post(
            URL, data={"kind": kind, **asked, "file": parts}, headers=self.caller.headers, buffered=True
        )

    def preview(self, path: Path, kind: str = "forest-plots", *beside: Path, **asked) -> dict:
        """The import once the worker has judged it."""
        answer = self.send(path, kind, *beside, **asked)
        assert answer.status_code == 202, answer.text
        return self.judge(answer.json["id"])

    def judge(self, import_id: str) -> dict:
        """What the worker does, and the import afterwards."""
        importing.preview(uuid.UUID(import_id), self.settings, datetime.now(UTC))
        return self.get(import_id)

    def commit(self, import_id: str) -> dict:
        """Commit, as the worker does it, and the import afterwards."""
        answer = self.post(f"{import_id}/commit")
        assert answer.status_code == 202, answer.text
        importing.commit(uuid.UUID(import_id), self.settings, datetime.now(UTC))
        return self.get(import_id)

    def get(self, import_id: str, rest: str = "", **query) -> dict:
        """An answer that must be 200."""
        answer = self.caller.get(f"{URL}/{import_id}{rest}", **query)
        assert answer.status_code == 200, answer.text
        return answer.get_json(force=True)

    def post(self, rest: str, **content):
        return self.caller.client.post(f"{URL}/{rest}", headers=self.caller.headers, **content)

    def put(self, import_id: str, body: dict):
        return self.caller.put(f"{URL}/{import_id}", json=body)

    def delete(self, import_id: str):
        return self.caller.client.delete(f"{URL}/{import_id}", headers=self.caller.headers)

    def scalar(self, sql: str, **params):
        """One value of the database."""
        return self.session.scalar(text(sql), params)


@pytest.fixture
def desk_of(signed_in, session, settings):
    """`desk_of("office")` is the office at its desk."""
    session.add_all(
        [
            Officer(username=username, name=name, post=post, division_code=place, password_hash=HASH)
            for username, (name, post, place) in PEOPLE.items()
        ]
    )
    session.flush()
    return lambda username: Desk(signed_in(username), session, settings)


@pytest.fixture
def desk(desk_of):
    """GIS staff of the county."""
    return desk_of("gis")


@pytest.fixture
def plots(tmp_path):
    """A GeoPackage of three plots in the county's township, with columns as the forest survey names them."""
    columns = {"小班编码": ["A-1", "A-2", "A-3"], "名称": ["红1", "红2", "红3"], "村代码": [TOWN] * 3}
    return write(tmp_path / "小班.gpkg", squares(3, west=WEST + 0.01, south=SOUTH + 0.01), columns=columns)


def bowtie(west=WEST + 0.03, south=SOUTH + 0.02):
    """A shape that crosses itself in the middle."""
    ring = [(0, 0), (0.01, 0.01), (0.01, 0), (0, 0.01), (0, 0)]
    return shapely.Polygon([(west + x, south + y) for x, y in ring])


__all__ = ["OTHER_TOWN", "URL", "Desk", "bowtie"]


def codes(desk):
    return set(desk.session.scalars(text("SELECT code FROM forest_plot")))

"""The small county of the API's tests, and Wang with Collect in it."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image

from patrol.openrosa.definitions import LAYOUT
from tests.api.conftest import Caller, app, at, client, county, signed_in  # noqa: F401
from tests.collect import Answer, Instance, multipart, trace

SWAY = np.random.default_rng(7).normal(0, 0.5, (167, 2)).tolist()
WALK = [at(1_000 + 12 * n + east_m, 1_010 + north_m) for n, (east_m, north_m) in enumerate(SWAY)]
"""Two kilometres along R-1 with a receiver's scatter."""


@dataclass
class PostingPhone:
    """Posts straight to the application, part by part as Collect does."""

    caller: Caller
    client: FlaskClient
    credentials: str

    def get(self, path: str):
        """What Collect fetches."""
        return self.client.get(f"/openrosa/{path}", headers={"Authorization": self.credentials})

    def post(self, xml: bytes, files: dict[str, bytes] | None = None, incomplete: bool = False) -> Answer:
        """One post."""
        body, content_type = multipart(xml, files or {}, incomplete)
        return self.post_raw(body, content_type)

    def post_raw(self, body: bytes, content_type: str) -> Answer:
        """A body that need not be one of Collect."""
        headers = {"Authorization": self.credentials, "Content-Type": content_type, "X-OpenRosa-Version": "1.0"}
        answer = self.client.post("/openrosa/submission", data=body, headers=headers)
        assert answer.headers["X-OpenRosa-Version"] == "1.0"
        assert answer.headers["X-OpenRosa-Accept-Content-Length"].isdigit()
        return Answer(answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, answer.data)

    def receipt(self, patrol_id: str) -> dict:
        """What the API tells of a patrol."""
        return self.caller.get(f"/api/v1/patrols/{patrol_id}").json


@pytest.fixture
def phone_of(signed_in):  # noqa: F811
    """`phone_of("wang")` is Wang's phone with Collect."""

    def phone(username: str) -> PostingPhone:
        caller = signed_in(username)
        token = caller.headers["Authorization"].removeprefix("Bearer ")
        return PostingPhone(caller, caller.client, "Basic " + b64encode(f"{username}:{token}".encode()).decode())

    return phone


@pytest.fixture
def wang(phone_of) -> PostingPhone:
    """Wang, who answers for the segment R-1."""
    return phone_of("wang")


def filled(**changes) -> Instance:
    """A 巡河 of yesterday: two kilometres along R-1 in forty minutes."""
    start = (datetime.now(UTC) - timedelta(days=1)).replace(microsecond=0)
    usual = {"form": "river-patrol", "version": f"{LAYOUT}000000", "track": trace(WALK), "start": start}
    return Instance(**usual | changes)


def picture(path, colour: int) -> bytes:
    """A small JPEG."""
    Image.fromarray(np.full((40, 60, 3), colour, dtype=np.uint8)).save(path, "JPEG")
    return path.read_bytes()


@pytest.fixture
def pictures(tmp_path) -> dict[str, bytes]:
    """Three photos by file name."""
    return {f"{n}.jpg": picture(tmp_path / f"{n}.jpg", 60 * n) for n in (1, 2, 3)}


def with_photos(pictures: dict[str, bytes]) -> list[dict[str, str]]:
    """One observation with these photos."""
    return [{"category": "岸边垃圾"} | dict(zip(("photo", "photo_2", "photo_3"), pictures, strict=False))]

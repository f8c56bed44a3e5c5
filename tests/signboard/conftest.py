"""A signboard in the small county, its published people, and the public before it."""

import io
import re

import pytest
from PIL import Image
from sqlalchemy import select

from patrol.models import OfficeProfile, Officer
from tests.api.conftest import COUNTY, HASH, VILLAGE
from tests.api.conftest import app as app
from tests.api.conftest import client as client
from tests.api.conftest import county as county
from tests.api.conftest import signed_in as signed_in

PRIVATE = "13800001111"


@pytest.fixture
def board(county, session):
    """The county with an office and chiefs, of whom one publishes an office telephone and all keep a private one."""
    session.add_all(
        [
            OfficeProfile(
                division_code=COUNTY,
                name="云岫县河长制办公室",
                document_prefix="云河长办",
                supervising_phone="0794-7654321",
                river_goals="清溪河长清\n水质稳定达到Ⅱ类",
            ),
            Officer(
                username="head",
                name="郑山河",
                post="county_chief",
                division_code=COUNTY,
                password_hash=HASH,
                phone=PRIVATE,
                office_title="副县长",
                office_phone="0794-1110000",
            ),
            Officer(username="vc", name="冯村", post="village_chief", division_code=VILLAGE, phone=PRIVATE),
        ]
    )
    for officer in session.scalars(select(Officer)):
        officer.phone = PRIVATE
    session.flush()


def picture(colour: str = "green", *, exif: bool = False, size=(60, 40)) -> bytes:
    """A JPEG, with somebody's camera in its EXIF where asked."""
    image, content = Image.new("RGB", size, colour), io.BytesIO()
    tags = Image.Exif()
    if exif:
        tags[0x010F] = "SECRET-CAMERA"
    image.save(content, "JPEG", exif=tags)
    return content.getvalue()


@pytest.fixture
def stranger(client, board):
    """Somebody who has signed in nowhere."""
    return Stranger(client)


class Stranger:
    """Reads pages and fills in forms as a browser without scripts does."""

    def __init__(self, client):
        self.client = client

    def get(self, path: str):
        return self.client.get(path)

    def key(self, path: str) -> str:
        """The key of a fresh form."""
        return re.search(r'name="key" value="([^"]+)"', self.get(path).text)[1]

    def send(self, path="/signboard/R-1", *, photos=(), lang="", **said):
        body = {"key": said.pop("key", None) or self.key(path), "category": "岸边垃圾", "text": "桥下有垃圾"} | said
        body["photo"] = [(io.BytesIO(content), f"{at}.jpg") for at, content in enumerate(photos)]
        return self.client.post(f"{path}/reports{lang}", data=body, content_type="multipart/form-data")

    def reported(self, *arguments, **said) -> str:
        """The number of a report that was taken."""
        answer = self.send(*arguments, **said)
        assert answer.status_code == 303, answer.text
        return answer.location.split("/")[-1].split("?")[0]

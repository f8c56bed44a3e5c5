"""Collect against a server that is killed between two posts, and against its own haste: nothing lost or doubled."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
import shapely

from patrol.openrosa.definitions import LAYOUT
from tests.collect import Collect, Instance, multipart, trace
from tests.faults.pictures import photo
from tests.hamlet import RIVER

AT_ONCE = 12


@pytest.fixture
def collect(hamlet) -> Collect:
    """The ranger's Collect, which knows already that it has to sign in."""
    token = hamlet.phone.session.headers["Authorization"].removeprefix("Bearer ")
    return Collect(f"{hamlet.base}/openrosa", "ranger", token, asked_for_credentials=True)


@pytest.fixture
def photos() -> dict[str, bytes]:
    """Three photos by file name."""
    return {f"{number}.jpg": photo() for number in (1, 2, 3)}


@pytest.fixture
def instance(photos) -> Instance:
    """A walk down the river with three photos of one thing."""
    spots = shapely.get_coordinates(RIVER.interpolate(np.linspace(0.1, 0.4, 120), normalized=True))
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    seen = {"category": "漂浮物"} | dict(zip(("photo", "photo_2", "photo_3"), photos, strict=True))
    return Instance("river-patrol", f"{LAYOUT}000000", trace(spots.tolist()), start, observations=[seen])


def post(collect: Collect, xml: bytes, files: dict[str, bytes], incomplete: bool = False):
    body, content_type = multipart(xml, files, incomplete)
    return collect.request("POST", f"{collect.server}/submission?deviceID=x", body, content_type)


def kept(hamlet, photos: dict[str, bytes]) -> bool:
    """Whether every photo can be had back as it was."""
    urls = {f"{hamlet.base}/api/v1/photos/{hashlib.sha256(data).hexdigest()}": data for data in photos.values()}
    return all(hamlet.phone.session.get(url, timeout=30).content == data for url, data in urls.items())


def test_what_was_acknowledged_outlives_the_server_and_the_rest_completes_it(hamlet, collect, instance, photos):
    first = {"1.jpg": photos["1.jpg"]}
    assert post(collect, instance.xml, first, incomplete=True).status == 202
    hamlet.kill()
    hamlet.start()
    assert hamlet.phone.ask_patrol(instance.id).json()["status"] == "awaiting_photos"
    assert kept(hamlet, first)
    assert collect.send(instance.xml, photos).status == 201
    assert hamlet.phone.ask_patrol(instance.id).json()["status"] == "complete"
    assert kept(hamlet, photos)


def test_all_posts_at_once_are_one_patrol(hamlet, collect, instance, photos):
    posts = [({name: data}, True) for name, data in photos.items()] * (AT_ONCE // len(photos))
    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(lambda part: post(collect, instance.xml, *part), posts))
    assert {answer.status for answer in answers} <= {201, 202}, [answer.body for answer in answers]
    assert 201 in {answer.status for answer in answers}
    assert hamlet.phone.ask_patrol(instance.id).json()["status"] == "complete"
    assert kept(hamlet, photos)

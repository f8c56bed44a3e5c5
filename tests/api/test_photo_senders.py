"""Whose photo it is: naming a hash opens nothing, sending the bytes does."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from patrol import photos
from patrol.models import Photo
from tests.api.conftest import walk
from tests.api.test_photos import ALONG, declared, digest, picture

BROOK = [(15_000, 2_000), (15_000, 3_000)]


@pytest.fixture
def content() -> bytes:
    return picture(320, 240)


@pytest.fixture
def path(content) -> str:
    return f"/api/v1/photos/{digest(content)}"


@pytest.fixture
def of_wang(signed_in, content, path):
    """Wang has handed in a photo with a patrol."""
    wang, body = signed_in("wang"), walk(ALONG)
    body["photos"] = [declared(content, body)]
    assert wang.submit(body).status_code == 201
    assert wang.put(path, data=content).status_code == 201
    return wang


def also_declares(caller, content: bytes) -> dict:
    """Somebody in the other township hands in a walk that names the same hash."""
    body = walk(BROOK)
    body["photos"] = [declared(content, body, place_m=BROOK[0])]
    return caller.submit(body).json


def test_who_merely_declares_the_hash_of_anothers_photo_does_not_see_it(of_wang, signed_in, content, path):
    zhao = signed_in("zhao")
    receipt = also_declares(zhao, content)
    assert receipt["missing_photos"] == [digest(content)]
    assert zhao.get(path).status_code == zhao.get(path, size="thumb").status_code == 404


def test_having_sent_photos_of_ones_own_opens_no_other_that_is_declared(of_wang, signed_in, content, path):
    zhao, own, body = signed_in("zhao"), picture(300, 200), walk(BROOK)
    body["photos"] = [declared(sent, body, place_m=BROOK[0]) for sent in (own, content)]
    assert zhao.submit(body).status_code == 201
    assert zhao.put(f"/api/v1/photos/{digest(own)}", data=own).status_code == 201
    assert zhao.get(f"/api/v1/photos/{digest(own)}", size="thumb").status_code == 200
    assert {zhao.get(path, size=size).status_code for size in ("thumb", "screen")} == {404}
    opened = {
        "kind": "river",
        "category": "岸边垃圾",
        "position": body["photos"][0]["position"],
        "photos": [digest(content)],
    }
    refused = zhao.client.post("/api/v1/issues", headers=zhao.headers, json=opened)
    assert "photos.0" in refused.json["errors"]


def test_who_sends_the_same_bytes_has_proved_to_have_them(of_wang, signed_in, content, path):
    zhao = signed_in("zhao")
    receipt = also_declares(zhao, content)
    assert zhao.put(path, data=content).status_code == 200
    assert zhao.get(path).data == content
    assert zhao.get(f"/api/v1/patrols/{receipt['id']}").json["status"] == "complete"


def test_a_chief_sees_a_photo_through_the_sender_s_patrol_only(county, signed_in, content, path):
    body = walk(ALONG)
    body["photos"] = [declared(content, body)]
    assert signed_in("wang").submit(body).status_code == 201
    assert signed_in("zhao").put(path, data=content).status_code == 201
    assert signed_in("chief").get(path, size="thumb").status_code == 404
    assert signed_in("wang").put(path, data=content).status_code == 200
    assert signed_in("chief").get(path, size="thumb").status_code == 200


def test_a_length_that_differs_from_the_photo_that_is_kept_is_refused(of_wang, content):
    body = walk(ALONG)
    body["photos"] = [declared(content, body) | {"bytes": len(content) + 1}]
    refused = of_wang.submit(body)
    assert refused.status_code == 422
    assert str(len(content)) in refused.json["errors"]["photos.0.bytes"]


def test_a_wrong_length_that_somebody_else_declares_stops_nobody(signed_in, content, path):
    body = walk(BROOK)
    body["photos"] = [declared(content, body, place_m=BROOK[0]) | {"bytes": 7}]
    assert signed_in("zhao").submit(body).status_code == 201
    assert signed_in("wang").put(path, data=content).status_code == 201


def test_an_undeclared_photo_is_listed_after_a_month_and_stays(signed_in, session, settings, content, path):
    assert signed_in("wang").put(path, data=content).status_code == 201
    now = datetime.now(UTC)
    assert photos.undeclared(session, settings, now) == []
    session.execute(update(Photo).values(stored_at=now - timedelta(days=settings.undeclared_photo_days + 1)))
    (row,) = photos.undeclared(session, settings, now)
    assert (row.sha256, row.username, row.bytes) == (digest(content), "wang", len(content))
    photos.sweep(session, settings, now)
    assert signed_in("wang").get(path).data == content


def test_a_declared_photo_is_not_listed(of_wang, session, settings):
    session.execute(update(Photo).values(stored_at=datetime.now(UTC) - timedelta(days=400)))
    assert photos.undeclared(session, settings, datetime.now(UTC)) == []

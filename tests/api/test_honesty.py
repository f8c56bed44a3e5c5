"""What comes in is held against what came before: tracks, pictures, other outings."""

import copy
import io
import random
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from PIL import Image, ImageEnhance
from sqlalchemy import select

from patrol.models import HonestyRule, Patrol, PatrolTrace
from tests.api.conftest import COUNTY, at, walk
from tests.api.test_photos import digest

LATER = timedelta(days=5)


def noisy(seed: int, ago: timedelta = timedelta(days=6), points=((1_000, 1_010), (4_500, 1_010)), **extra) -> dict:
    """A walk with the scatter of a receiver and a pace of its own."""
    luck = random.Random(seed)
    start = datetime.now(UTC).replace(microsecond=0) - ago
    body = walk(points, start=start, speed=luck.uniform(1.0, 1.5), **extra)
    for axis, size in (("lon", 41), ("lat", 37)):
        drift, before = 0.0, 0
        for index, step in enumerate(body["track"][axis]):
            drift = 0.85 * drift + luck.gauss(0, size / 2)
            body["track"][axis][index] = step + round(drift) - before
            before = round(drift)
    return body


def moved(body: dict, by: timedelta) -> dict:
    """The same recording under another time."""
    body = copy.deepcopy(body)
    for key in ("started_at", "ended_at"):
        body[key] = (datetime.fromisoformat(body[key]) + by).isoformat()
    body["track"]["t0"] += round(by.total_seconds() * 1000)
    return body


def codes(answer) -> list[str]:
    assert answer.status_code == 201, answer.json
    return [flag["code"] for flag in answer.json["flags"]]


def test_an_officers_track_handed_in_again_days_later_is_replayed_and_waits_for_review(signed_in, session):
    wang, first, again = signed_in("wang"), str(uuid.uuid4()), str(uuid.uuid4())
    body = noisy(1)
    assert codes(wang.submit(body, first)) == []
    answer = wang.submit(moved(body, LATER), again)
    assert codes(answer) == ["replayed"]
    flag = answer.json["flags"][0]
    assert flag["severity"] == "grave"
    assert flag["evidence"]["patrol"] == first
    assert flag["evidence"]["shift_s"] == LATER.total_seconds()
    assert "120.0" in flag["message"]
    reviews = dict(session.execute(select(Patrol.id, Patrol.review)).all())
    assert reviews == {uuid.UUID(first): None, uuid.UUID(again): "open"}


def test_another_officers_track_is_copied(signed_in):
    body = noisy(2)
    signed_in("wang").submit(body)
    assert codes(signed_in("chief").submit(moved(body, LATER))) == ["copied"]


def test_a_recording_of_a_few_metres_is_known_again_by_whoever_hands_it_in(signed_in):
    body = noisy(4, points=((1_000, 1_010), (1_045, 1_010)))
    assert len(body["track"]["lon"]) < 15
    assert codes(signed_in("wang").submit(body)) == []
    assert "replayed" in codes(signed_in("wang").submit(moved(body, LATER)))
    assert "copied" in codes(signed_in("chief").submit(moved(body, timedelta(days=2))))


def test_the_same_path_every_few_days_with_its_own_noise_is_honest(signed_in):
    wang = signed_in("wang")
    for seed in range(8):
        assert codes(wang.submit(noisy(10 + seed, timedelta(days=6 - 0.7 * seed)))) == []


def test_two_phones_in_one_hand_walk_together(signed_in):
    body = noisy(3, timedelta(days=1))
    other = copy.deepcopy(body)
    for axis in ("lon", "lat"):
        luck, before = random.Random(axis), 0
        for index, step in enumerate(other["track"][axis]):
            off = round(luck.gauss(0, 25))
            other["track"][axis][index] = step + off - before
            before = off
    signed_in("wang").submit(body)
    assert codes(signed_in("chief").submit(other)) == ["together"]


def test_two_outings_of_one_officer_at_once_overlap(signed_in):
    wang, begin = signed_in("wang"), timedelta(days=1)
    wang.submit(noisy(4, begin))
    elsewhere = noisy(5, begin, points=((15_000, 2_000), (15_000, 4_000)))
    assert codes(wang.submit(elsewhere)) == ["overlapping"]


def test_what_is_late_is_dated_data_of_the_county(signed_in, session):
    wang = signed_in("wang")
    assert codes(wang.submit(noisy(6, timedelta(days=9)))) == ["late"]
    session.add(
        HonestyRule(division_code=COUNTY, valid_from=date(2020, 1, 1), limits={"late_days": 20}, source="县办通知")
    )
    session.flush()
    assert codes(wang.submit(noisy(7, timedelta(days=10)))) == []


@pytest.fixture
def picture() -> bytes:
    """A photo of something with shapes in it."""
    luck = random.Random(5)
    image = Image.frombytes("L", (24, 18), bytes(luck.randrange(256) for _ in range(24 * 18)))
    return jpeg(image.resize((640, 480), Image.Resampling.BICUBIC).convert("RGB"))


def jpeg(image: Image.Image, quality: int = 85) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def with_photo(body: dict, content: bytes) -> dict:
    lon, lat = at(2_000, 1_010)
    photo = {
        "sha256": digest(content),
        "bytes": len(content),
        "taken_at": body["started_at"],
        "observation_id": None,
        "position": {"lon": lon, "lat": lat, "accuracy_m": 5},
    }
    return body | {"photos": [photo]}


def test_a_file_used_before_is_told_at_once_and_a_picture_encoded_anew_when_its_bytes_come(signed_in, picture):
    wang, second = signed_in("wang"), str(uuid.uuid4())
    assert codes(wang.submit(with_photo(noisy(8, timedelta(days=5)), picture))) == []
    wang.put(f"/api/v1/photos/{digest(picture)}", data=picture)
    assert codes(wang.submit(with_photo(noisy(9, timedelta(days=4)), picture))) == ["photo_reused"]
    smaller = Image.open(io.BytesIO(picture)).resize((500, 375))
    dressed = jpeg(ImageEnhance.Brightness(smaller).enhance(1.1), 60)
    assert codes(wang.submit(with_photo(noisy(11, timedelta(days=3)), dressed), second)) == []
    wang.put(f"/api/v1/photos/{digest(dressed)}", data=dressed)
    (flag,) = wang.get(f"/api/v1/patrols/{second}").json["flags"]
    assert (flag["code"], flag["evidence"]["other"]) == ("photo_alike", digest(picture))


def test_a_trace_lies_in_the_month_of_its_patrol(signed_in, session):
    signed_in("wang").submit(noisy(12))
    (keys,) = session.scalars(select(PatrolTrace.keys))
    assert 20 < len(keys) <= 56

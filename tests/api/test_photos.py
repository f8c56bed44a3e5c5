"""Photos: declared first, the bytes later, kept as they came."""

import hashlib
import io

import pytest
from PIL import Image
from sqlalchemy import select

from patrol.models import Patrol
from tests.api.conftest import at, walk

ALONG = [(1_000, 1_010), (3_000, 1_010)]


def picture(width: int = 400, height: int = 300, kind: str = "JPEG", **options) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(buffer, kind, **options)
    return buffer.getvalue()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def declared(content: bytes, body: dict, place_m=(2_000, 1_000)) -> dict:
    lon, lat = at(*place_m)
    return {
        "sha256": digest(content),
        "bytes": len(content),
        "taken_at": body["started_at"],
        "observation_id": None,
        "position": {"lon": lon, "lat": lat, "accuracy_m": 8},
    }


def test_a_patrol_waits_for_its_photos_and_is_then_complete(signed_in):
    wang, content, body = signed_in("wang"), picture(), walk(ALONG)
    body["photos"] = [declared(content, body)]
    receipt = wang.submit(body).json
    assert (receipt["status"], receipt["missing_photos"]) == ("awaiting_photos", [digest(content)])
    assert receipt["received_photos"] == []
    assert wang.put(f"/api/v1/photos/{digest(content)}", data=content).status_code == 201
    assert wang.put(f"/api/v1/photos/{digest(content)}", data=content).status_code == 200
    now = wang.get(f"/api/v1/patrols/{receipt['id']}").json
    assert (now["status"], now["missing_photos"], now["received_photos"]) == ("complete", [], [digest(content)])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_formats_of_phones_are_taken_and_served_as_jpeg(signed_in, kind):
    wang, content = signed_in("wang"), picture(2000, 1000, kind)
    assert wang.put(f"/api/v1/photos/{digest(content)}", data=content).status_code == 201
    for size, width in (("thumb", 320), ("screen", 1600)):
        answer = wang.get(f"/api/v1/photos/{digest(content)}", size=size)
        assert answer.mimetype == "image/jpeg"
        assert Image.open(io.BytesIO(answer.data)).width == width


def test_the_original_is_untouched_and_only_for_those_allowed(signed_in):
    wang, content, body = signed_in("wang"), picture(), walk(ALONG)
    body["photos"] = [declared(content, body)]
    wang.submit(body)
    wang.put(f"/api/v1/photos/{digest(content)}", data=content)
    path = f"/api/v1/photos/{digest(content)}"
    assert wang.get(path).data == content
    assert signed_in("sup").get(path).data == content
    assert signed_in("chief").get(path).status_code == 404
    assert signed_in("chief").get(path, size="thumb").status_code == 200
    assert signed_in("zhao").get(path, size="thumb").status_code == 404


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b"", "photo"),
        (b"just words, called a.jpg", "photo"),
        (picture()[:2000], "photo"),
        (picture(kind="GIF"), "photo"),
    ],
    ids=["nothing", "text", "a JPEG cut off", "a GIF"],
)
def test_what_is_no_photo_is_refused_and_leaves_no_file(signed_in, settings, content, field):
    wang = signed_in("wang")
    refused = wang.put(f"/api/v1/photos/{digest(content)}", data=content)
    assert refused.status_code == 422
    assert field in refused.json["errors"]
    assert [path for path in settings.data.rglob("*") if path.is_file()] == []


def test_bytes_that_do_not_match_the_hash_are_refused(signed_in, settings):
    refused = signed_in("wang").put(f"/api/v1/photos/{'0' * 64}", data=picture())
    assert refused.status_code == 422
    assert "sha256" in refused.json["errors"]
    assert [path for path in settings.data.rglob("*") if path.is_file()] == []


def test_a_length_other_than_declared_is_refused(signed_in):
    wang, content, body = signed_in("wang"), picture(), walk(ALONG)
    body["photos"] = [declared(content, body) | {"bytes": len(content) - 1}]
    wang.submit(body)
    assert "bytes" in wang.put(f"/api/v1/photos/{digest(content)}", data=content).json["errors"]


def test_a_picture_of_far_too_many_pixels_is_refused_before_it_is_decoded(signed_in):
    buffer = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(buffer, "PNG")
    content = buffer.getvalue()
    refused = signed_in("wang").put(f"/api/v1/photos/{digest(content)}", data=content)
    assert refused.status_code == 422
    assert "30000×30000" in refused.json["errors"]["photo"]


def test_exif_that_says_otherwise_is_flagged(signed_in, session, shared):
    wang, content, body = signed_in("wang"), (shared / "photos" / "DSCN0010.jpg").read_bytes(), walk(ALONG)
    body["photos"] = [declared(content, body)]
    wang.submit(body)
    wang.put(f"/api/v1/photos/{digest(content)}", data=content)
    flags = session.scalar(select(Patrol.flags))
    assert {flag["code"] for flag in flags} == {"photo_exif_far", "photo_exif_time"}
    assert flags[0]["evidence"]["metres"] > 8_000_000


def test_a_photo_far_from_the_track_is_flagged_on_the_patrol(signed_in):
    body = walk(ALONG)
    body["photos"] = [declared(picture(), body, place_m=(2_000, 5_000))]
    flags = signed_in("wang").submit(body).json["flags"]
    assert [flag["code"] for flag in flags] == ["photo_far"]
    assert flags[0]["evidence"]["metres"] == pytest.approx(3_990, abs=30)


def test_damaged_exif_neither_stops_a_photo_nor_its_copies(signed_in):
    whole = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "maker" * 20
    Image.new("RGB", (60, 40)).save(whole, "JPEG", exif=exif)
    at_exif = whole.getvalue().index(b"Exif")
    for cut in range(8, 60, 4):
        content = bytearray(whole.getvalue())
        content[at_exif + cut : at_exif + cut + 4] = b"\xff\xff\xff\xff"
        caller, path = signed_in("wang"), f"/api/v1/photos/{digest(bytes(content))}"
        assert caller.put(path, data=bytes(content)).status_code in (200, 201, 422)
        assert caller.get(path, size="thumb").status_code in (200, 404)

"""Photos that are none: refused with a reason, nothing kept, and the patrol still waits for the real one."""

import hashlib
import io
import struct
import zlib

import pytest
from PIL import Image

from tests.api.bad_input.refusal import assert_refused
from tests.hamlet import declared, new_id, walk_body


def jpeg(seed: int = 0) -> bytes:
    """A real photo of some kilobytes."""
    picture = Image.effect_noise((320, 240), 40 + seed)
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(side: int = 30_000, size: int = 20_000) -> bytes:
    """A PNG of 30,000 by 30,000 pixels, all black, in 20 kB: nine hundred million pixels to whoever decodes it."""
    press = zlib.compressobj(9)
    pressed = b""
    while len(pressed) < size:
        pressed += press.compress(bytes(1 << 20))
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pressed[:size]) + _chunk(b"IEND", b"")


BAD_PHOTOS = {
    "a text file called .jpg": lambda: "这不是照片，只是一行字。\n".encode() * 50,
    "a truncated JPEG": lambda: jpeg()[:-3000],
    "a JPEG's first bytes and then nothing": lambda: jpeg()[:20],
    "a 20 kB PNG of 30,000 by 30,000 pixels": huge_png,
    "an SVG": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script/></svg>' * 20,
    "a GIF, which is not among the formats": lambda: _saved("GIF"),
    "nothing at all": lambda: b"",
}


def _saved(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 40).save(out, kind)
    return out.getvalue()


def files(server) -> set[str]:
    """Every file the system keeps outside its database."""
    var = server.folder / "var"
    kept = (path.relative_to(var) for path in var.rglob("*") if path.is_file())
    return {str(path) for path in kept if not any((var / parent / "PG_VERSION").exists() for parent in path.parents)}


@pytest.mark.parametrize("make", BAD_PHOTOS.values(), ids=BAD_PHOTOS.keys())
def test_a_file_that_is_no_photo_is_refused_and_not_kept(hamlet, phone, make):
    data, patrol_id = make(), new_id()
    digest, before = hashlib.sha256(data).hexdigest(), files(hamlet)
    answer = phone.put_patrol(patrol_id, declared(data, walk_body()))
    if not data:
        assert_refused(answer, (400, 422), "bytes")
        return
    assert answer.status_code == 201, answer.text
    assert_refused(phone.put_photo(digest, data), (400, 413, 415, 422))
    assert_refused(phone.put_photo(digest, data, **{"Accept-Language": "en"}), (400, 413, 415, 422), english=True)
    assert phone.session.get(f"{phone.base}/api/v1/photos/{digest}", timeout=30).status_code == 404
    assert phone.ask_patrol(patrol_id).json()["missing_photos"] == [digest]
    assert files(hamlet) == before


def test_a_photo_whose_hash_is_wrong_is_refused(hamlet, phone):
    meant, patrol_id = jpeg(1), new_id()
    other = meant[:5000] + bytes([meant[5000] ^ 1]) + meant[5001:]
    digest, before = hashlib.sha256(meant).hexdigest(), files(hamlet)
    assert phone.put_patrol(patrol_id, declared(meant, walk_body())).status_code == 201
    assert_refused(phone.put_photo(digest, other), (400, 409, 422), "sha256")
    assert_refused(phone.put_photo(digest, other, **{"Accept-Language": "en"}), (400, 409, 422), "sha256", english=True)
    assert files(hamlet) == before
    assert phone.put_photo(digest, meant).status_code == 201
    assert phone.put_photo(digest, meant).status_code == 200
    assert phone.ask_patrol(patrol_id).json()["status"] == "complete"


def test_a_photo_of_another_length_than_declared_is_refused(phone):
    data, patrol_id = jpeg(3), new_id()
    body = declared(data, walk_body())
    body["photos"][0]["bytes"] = len(data) + 1
    digest = body["photos"][0]["sha256"]
    assert phone.put_patrol(patrol_id, body).status_code == 201
    assert_refused(phone.put_photo(digest, data), (400, 409, 422), "bytes")
    assert phone.ask_patrol(patrol_id).json()["missing_photos"] == [digest]


@pytest.mark.parametrize("name", ["abc", "Z" * 64, "..%2f..%2fetc%2fpasswd", "%00"])
def test_a_photo_under_a_name_that_is_no_hash_is_refused(phone, name):
    answer = phone.put_photo(name, jpeg(5))
    assert answer.status_code in (400, 404, 405, 422)
    assert answer.json()["status"] == answer.status_code


def test_a_photo_of_50_mb_is_refused(hamlet, phone):
    data, before = b"\xff\xd8\xff\xe0" + bytes(50_000_000), files(hamlet)
    assert_refused(phone.put_photo(hashlib.sha256(data).hexdigest(), data), (413,))
    assert files(hamlet) == before

"""Bodies sent gzipped: the same answers for a tenth of the bytes."""

import gzip
import json
import uuid
import zlib

import pytest

from tests.api.conftest import walk
from tests.api.test_photos import ALONG, digest, picture

PACKED = {"Content-Type": "application/json", "Content-Encoding": "gzip"}


def put(caller, content: bytes, coding: str = "gzip", patrol_id: str | None = None):
    headers = caller.headers | PACKED | {"Content-Encoding": coding}
    path = f"/api/v1/patrols/{patrol_id or uuid.uuid4()}"
    return caller.client.put(path, data=content, headers=headers)


def test_a_gzipped_patrol_is_the_same_patrol(signed_in):
    wang, patrol_id = signed_in("wang"), str(uuid.uuid4())
    body = walk(ALONG)
    first = put(wang, gzip.compress(json.dumps(body).encode()), patrol_id=patrol_id)
    assert first.status_code == 201, first.json
    again = wang.submit(body, patrol_id)
    assert (again.status_code, again.json) == (200, first.json)


def test_a_gzip_of_several_members_is_one_body(signed_in):
    raw = json.dumps(walk(ALONG)).encode()
    assert put(signed_in("wang"), gzip.compress(raw[:900]) + gzip.compress(raw[900:])).status_code == 201


def test_what_is_wrong_inside_is_named_as_ever(signed_in):
    wang, body = signed_in("wang"), walk(ALONG) | {"kind": "desert"}
    refused = put(wang, gzip.compress(json.dumps(body).encode()))
    assert (refused.status_code, refused.json["errors"]) == (422, wang.submit(body).json["errors"])


@pytest.mark.parametrize("nesting", [1, 2])
def test_a_bomb_is_too_large_and_never_unpacked_whole(signed_in, nesting):
    pack = zlib.compressobj(9, wbits=31)
    zeros = bytes(2**20)
    content = b"".join(pack.compress(zeros) for _ in range(300)) + pack.flush()
    if nesting == 2:
        content = content * 3
    assert len(content) < 2**20
    refused = put(signed_in("wang"), content)
    assert (refused.status_code, refused.json["code"]) == (413, "too_large")
    assert "8 MB" in refused.json["message"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        gzip.compress(b"{}")[:-4],
        gzip.compress(json.dumps(walk(ALONG)).encode())[:200],
        gzip.compress(b"{}") + b"rubbish",
        gzip.compress(b"{}")[:-8] + b"\x00" * 8,
    ],
    ids=["nothing", "plain JSON", "cut in its last bytes", "cut in the middle", "rubbish behind", "a wrong checksum"],
)
def test_broken_gzip_is_named_as_such(signed_in, content):
    refused = put(signed_in("wang"), content)
    assert (refused.status_code, refused.json["code"]) == (400, "bad_gzip")


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_other_codings_are_refused_with_what_is_taken(signed_in, coding):
    refused = put(signed_in("wang"), b"{}", coding)
    assert (refused.status_code, refused.json["code"]) == (415, "unsupported_encoding")
    assert "gzip" in refused.json["message"]


def test_identity_is_no_coding(signed_in):
    assert put(signed_in("wang"), json.dumps(walk(ALONG)).encode(), "identity").status_code == 201


def test_a_photo_is_not_taken_gzipped(signed_in):
    wang, content = signed_in("wang"), picture()
    headers = wang.headers | {"Content-Encoding": "gzip"}
    path = f"/api/v1/photos/{digest(content)}"
    refused = wang.client.put(path, data=gzip.compress(content), headers=headers)
    assert (refused.status_code, refused.json["code"]) == (415, "unsupported_encoding")

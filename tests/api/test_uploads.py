"""Resumable uploads, step by step: what is kept, what is refused, and what comes of it when it is whole."""

import gzip
import json
import uuid

import pytest

from tests.api.conftest import walk
from tests.api.test_photos import ALONG, declared, digest, picture
from tests.api.tus import STREAM, UPLOADS, Tus, checksum, metadata


@pytest.fixture
def wang(signed_in) -> Tus:
    return Tus(signed_in("wang"))


@pytest.fixture
def content() -> bytes:
    return picture(900, 700)


def begin(tus: Tus, content: bytes) -> str:
    answer = tus.create("photo", digest(content), content)
    assert answer.status_code == 201, answer.json
    return answer.headers["Location"]


def test_options_says_what_is_spoken_to_anybody(client):
    answer = client.options(UPLOADS)
    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
    assert set(answer.headers["Tus-Extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "checksum",
        "expiration",
        "termination",
    }
    assert int(answer.headers["Tus-Max-Size"]) == 512 * 2**20
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha256,sha1"


def test_a_photo_in_three_pieces_is_what_the_plain_put_makes_of_it(wang, content):
    body = walk(ALONG)
    body["photos"] = [declared(content, body)]
    receipt = wang.caller.submit(body).json
    path = begin(wang, content)
    third = len(content) // 3
    for start, end in ((0, third), (third, 2 * third), (2 * third, len(content))):
        assert wang.offset(path) == start
        answer = wang.patch(path, start, content[start:end])
        assert (answer.status_code, int(answer.headers["Upload-Offset"])) == (204, end)
        assert answer.headers["Upload-Expires"].endswith("GMT")
    assert wang.caller.get(f"/api/v1/photos/{digest(content)}").data == content
    assert wang.caller.get(f"/api/v1/patrols/{receipt['id']}").json["status"] == "complete"


def test_the_bytes_of_a_finished_upload_lie_with_the_photos_only(wang, content, settings):
    path = begin(wang, content)
    assert [file.name for file in (settings.data / "uploads").iterdir()] == [path.rsplit("/", 1)[1]]
    wang.patch(path, 0, content)
    assert list((settings.data / "uploads").iterdir()) == []
    assert wang.offset(path) == len(content)


def test_head_tells_length_metadata_and_expiry_and_is_not_cached(wang, content):
    answer = wang.ask("HEAD", begin(wang, content))
    assert answer.headers["Upload-Length"] == str(len(content))
    assert answer.headers["Upload-Metadata"] == metadata(kind="photo", id=digest(content))
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Upload-Expires" in answer.headers


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_patrol_in_pieces_gives_the_receipt_of_the_plain_put(wang, packed):
    patrol_id, raw = str(uuid.uuid4()), json.dumps(walk(ALONG)).encode()
    content = gzip.compress(raw) if packed else raw
    path = wang.create("patrol", patrol_id, content).headers["Location"]
    wang.patch(path, 0, content[:100])
    assert wang.patch(path, 100, content[100:]).status_code == 204
    receipt = wang.caller.get(f"/api/v1/patrols/{patrol_id}")
    again = wang.caller.submit(json.loads(raw), patrol_id)
    assert (again.status_code, again.json) == (200, receipt.json)


def test_what_intake_refuses_is_the_plain_put_s_answer_and_the_upload_stays(wang):
    patrol_id, body = str(uuid.uuid4()), walk(ALONG) | {"kind": "desert"}
    content = json.dumps(body).encode()
    plain = wang.caller.submit(body)
    path = wang.create("patrol", patrol_id, content).headers["Location"]
    refused = wang.patch(path, 0, content)
    assert (refused.status_code, refused.json) == (422, plain.json)
    assert wang.offset(path) == len(content) - 1
    assert wang.patch(path, len(content) - 1, content[-1:]).json == plain.json


def test_after_a_refusal_a_mended_record_starts_afresh(wang):
    patrol_id = str(uuid.uuid4())
    bad, good = (json.dumps(walk(ALONG) | {"kind": kind}).encode() for kind in ("riven", "river"))
    assert len(bad) == len(good)
    first = wang.create("patrol", patrol_id, bad, {"sha256": digest(bad)}).headers["Location"]
    assert wang.patch(first, 0, bad).status_code == 422
    second = wang.create("patrol", patrol_id, good, {"sha256": digest(good)}).headers["Location"]
    assert second != first
    assert wang.patch(second, 0, good).status_code == 204
    assert wang.caller.get(f"/api/v1/patrols/{patrol_id}").status_code == 200


def test_bytes_that_are_not_the_photo_that_was_named_are_refused_at_the_end(wang, content):
    wrong = content[:-1] + bytes([content[-1] ^ 1])
    path = begin(wang, content)
    refused = wang.patch(path, 0, wrong)
    assert refused.status_code == 422
    assert "sha256" in refused.json["errors"]


def test_a_bomb_in_a_patrol_s_pieces_is_too_large(wang):
    bomb = gzip.compress(bytes(64 * 2**20))
    path = wang.create("patrol", str(uuid.uuid4()), bomb).headers["Location"]
    assert wang.patch(path, 0, bomb).status_code == 413


def test_creation_may_bring_the_first_bytes_or_all(wang, content):
    headers = {"Content_Type": STREAM, "Upload_Length": str(len(content))}
    described = metadata(kind="photo", id=digest(content))
    answer = wang.ask("POST", data=content[:500], Upload_Metadata=described, **headers)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "500")
    assert wang.ask("DELETE", answer.headers["Location"]).status_code == 204
    answer = wang.ask("POST", data=content, Upload_Metadata=described, **headers)
    assert (answer.status_code, int(answer.headers["Upload-Offset"])) == (201, len(content))
    assert wang.caller.get(f"/api/v1/photos/{digest(content)}").data == content


def test_what_is_refused_in_its_creation_can_still_be_found(wang):
    described = metadata(kind="patrol", id=str(uuid.uuid4()))
    refused = wang.ask("POST", data=b"{}", Content_Type=STREAM, Upload_Length="2", Upload_Metadata=described)
    assert refused.status_code == 422
    assert wang.offset(refused.headers["Location"]) == 1


def test_creating_a_photo_s_upload_again_leads_to_the_one_on_its_way(wang, content):
    path = begin(wang, content)
    wang.patch(path, 0, content[:700])
    again = wang.create("photo", digest(content), content)
    assert (again.status_code, again.headers["Location"], again.headers["Upload-Offset"]) == (201, path, "700")
    with_bytes = wang.ask(
        "POST",
        data=content[:90],
        Content_Type=STREAM,
        Upload_Length=str(len(content)),
        Upload_Metadata=metadata(kind="photo", id=digest(content)),
    )
    assert (with_bytes.headers["Location"], with_bytes.headers["Upload-Offset"]) == (path, "700")


def test_a_patrol_s_upload_goes_on_only_where_its_content_is_known_to_be_the_same(wang):
    patrol_id, content = str(uuid.uuid4()), json.dumps(walk(ALONG)).encode()
    one = wang.create("patrol", patrol_id, content).headers["Location"]
    two = wang.create("patrol", patrol_id, content).headers["Location"]
    assert one != two
    assert wang.ask("HEAD", one).status_code == 404
    named = {"sha256": digest(content)}
    three = wang.create("patrol", patrol_id, content, named).headers["Location"]
    assert wang.create("patrol", patrol_id, content, named).headers["Location"] == three != two


def test_networks_that_know_only_post_are_served(wang, content):
    path = begin(wang, content)
    headers = {"X_HTTP_Method_Override": "PATCH", "Upload_Offset": "0", "Content_Type": STREAM}
    assert wang.ask("POST", path, content, **headers).status_code == 204
    assert wang.ask("POST", path, X_HTTP_Method_Override="DELETE").status_code == 204
    assert wang.ask("POST", path, X_HTTP_Method_Override="TRACE").status_code == 404


@pytest.mark.parametrize("algorithm", ["sha256", "sha1"])
def test_a_piece_that_matches_its_checksum_is_kept_and_another_is_not(wang, content, algorithm):
    path = begin(wang, content)
    wang.patch(path, 0, content[:300])
    right = checksum(content[300:900], algorithm)
    wrong = wang.patch(path, 300, content[301:901], Upload_Checksum=right)
    assert (wrong.status_code, wrong.json["code"]) == (460, "checksum_mismatch")
    assert wang.offset(path) == 300
    assert wang.patch(path, 300, content[300:900], Upload_Checksum=right).status_code == 204
    assert wang.patch(path, 900, content[900:], Upload_Checksum=checksum(content[900:], algorithm)).status_code == 204
    assert wang.caller.get(f"/api/v1/photos/{digest(content)}").data == content


def test_a_gzipped_piece_counts_as_what_is_in_it(wang):
    patrol_id, content = str(uuid.uuid4()), json.dumps(walk(ALONG)).encode()
    path = wang.create("patrol", patrol_id, content).headers["Location"]
    half = len(content) // 2
    first = wang.patch(path, 0, gzip.compress(content[:half]), Content_Encoding="gzip")
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, str(half))
    broken = wang.patch(path, half, gzip.compress(content[half:])[:-6], Content_Encoding="gzip")
    assert (broken.status_code, wang.offset(path)) == (400, half)
    bomb = wang.patch(path, half, gzip.compress(bytes(2**20)), Content_Encoding="gzip")
    assert (bomb.status_code, wang.offset(path)) == (413, half)
    assert wang.patch(path, half, content[half:], Content_Encoding="br").status_code == 415
    assert wang.patch(path, half, gzip.compress(content[half:]), Content_Encoding="gzip").status_code == 204
    assert wang.caller.get(f"/api/v1/patrols/{patrol_id}").status_code == 200

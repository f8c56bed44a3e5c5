"""Resumable uploads that must not go on: wrong words, wrong people, wrong places, too late, too much, two at once."""

import fcntl
import gzip
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from patrol import uploads
from patrol.app import create_app
from patrol.models import Upload
from tests.api.test_photos import digest, picture
from tests.api.tus import STREAM, Tus, metadata

ANY = hashlib.sha256(b"any").hexdigest()
PATROL = "8f0e6f6e-1b57-4d5f-9a52-0a5a64f1a0aa"


@pytest.fixture
def wang(signed_in) -> Tus:
    return Tus(signed_in("wang"))


@pytest.fixture
def content() -> bytes:
    return picture(500, 400)


@pytest.fixture
def path(wang, content) -> str:
    """An upload of Wang with its first 400 bytes."""
    path = wang.create("photo", digest(content), content).headers["Location"]
    assert wang.patch(path, 0, content[:400]).status_code == 204
    return path


def all_of(tus: Tus, path: str, content: bytes, **headers) -> list:
    return [
        tus.ask("HEAD", path, **headers),
        tus.patch(path, 400, content[400:], **headers),
        tus.ask("DELETE", path, **headers),
    ]


def test_the_version_must_be_spoken(wang, path, content):
    for version in (None, "0.2.2", "2.0.0"):
        answers = all_of(wang, path, content, Tus_Resumable=version)
        answers.append(wang.create("photo", ANY, b"x", Tus_Resumable=version))
        assert {answer.status_code for answer in answers} == {412}
        assert {answer.headers["Tus-Version"] for answer in answers} == {"1.0.0"}
    assert answers[-1].json["code"] == "tus_version"


def test_nobody_uploads_without_signing_in(wang, path, content):
    answers = all_of(wang, path, content, Authorization=None)
    answers.append(wang.create("photo", ANY, b"x", Authorization=None))
    assert {answer.status_code for answer in answers} == {401}


def test_an_upload_does_not_exist_for_anybody_else(wang, signed_in, path, content):
    for username in ("li", "chief", "sup"):
        assert {answer.status_code for answer in all_of(Tus(signed_in(username)), path, content)} == {404}
    assert wang.offset(path) == 400


def test_two_officers_may_send_the_same_photo_at_once(wang, signed_in, path, content):
    zhao = Tus(signed_in("zhao"))
    other = zhao.create("photo", digest(content), content).headers["Location"]
    assert other != path
    assert zhao.offset(other) == 0


@pytest.mark.parametrize("offset", [0, 399, 401, 10**9])
def test_a_piece_from_the_wrong_place_is_a_conflict(wang, path, content, offset):
    refused = wang.patch(path, offset, content[400:500])
    assert (refused.status_code, refused.json["code"]) == (409, "upload_offset")
    assert refused.headers["Upload-Offset"] == "400"
    assert "400" in refused.json["message"]
    assert wang.offset(path) == 400


@pytest.mark.parametrize("offset", [None, "", "-1", "4e2", "٤٠٠", "9" * 40])
def test_an_offset_that_is_no_number_is_named(wang, path, content, offset):
    refused = wang.patch(path, 0, content[400:], Upload_Offset=offset)
    assert refused.status_code == 400
    assert "Upload-Offset" in refused.json["errors"]


def test_a_piece_must_be_called_one(wang, path, content):
    refused = wang.patch(path, 400, content[400:], Content_Type="image/jpeg")
    assert refused.status_code == 415
    assert STREAM in refused.json["message"]


def test_more_than_was_announced_is_too_large_and_changes_nothing(wang, path, content):
    packed = {"data": gzip.compress(content[400:] + bytes(50_000)), "Content_Encoding": "gzip"}
    for said in ({}, packed, {"Accept_Language": "en"}):
        piece = said.pop("data", content[400:] + b"more.")
        refused = wang.patch(path, 400, piece, **said)
        assert (refused.status_code, refused.json["code"]) == (413, "upload_beyond")
        assert {"Upload-Length", str(len(content))} <= set(re.split(r"[ ,]", refused.json["message"]))
        assert wang.offset(path) == 400


@pytest.mark.parametrize(
    "said", ["", "sha256", "sha256 !", "sha256 AAAA", "md5 1B2M2Y8AsgTpgAmY7PhCfg==", "crc32 AAAAAA=="]
)
def test_a_checksum_that_cannot_be_checked_is_refused(wang, path, content, said):
    refused = wang.patch(path, 400, content[400:], Upload_Checksum=said)
    assert refused.status_code == 400
    assert "sha256, sha1" in refused.json["errors"]["Upload-Checksum"]


@pytest.mark.parametrize(
    ("described", "field"),
    [
        (None, "kind"),
        ("", "kind"),
        ("kind", "kind"),
        ("kind !!!", "Upload-Metadata"),
        ("kind /w==", "Upload-Metadata"),
        (metadata(kind="film", id=ANY), "kind"),
        (metadata(kind="photo"), "id"),
        (metadata(kind="photo", id="8f0e6f6e-1b57-4d5f-9a52-0a5a64f1a0aa"), "id"),
        (metadata(kind="photo", id=ANY.upper()), "id"),
        (metadata(kind="patrol", id=ANY), "id"),
        (metadata(kind="patrol", id=PATROL, sha256="abc"), "sha256"),
        (metadata(kind="photo", id=ANY, filetype="\x00"), "filetype"),
    ],
)
def test_metadata_that_says_nothing_usable_is_named(wang, described, field):
    refused = wang.ask("POST", Upload_Length="9", Upload_Metadata=described)
    assert refused.status_code == 422
    assert field in refused.json["errors"]


@pytest.mark.parametrize("length", [None, "-5", "many", "1.5"])
def test_the_length_must_be_known_from_the_start(wang, length):
    refused = wang.create("photo", ANY, b"", Upload_Length=length, Upload_Defer_Length="1")
    assert refused.status_code == 400
    assert "Upload-Length" in refused.json["errors"]
    assert "什么都没有执行" in refused.json["message"]


@pytest.mark.parametrize(("kind", "record_id", "most"), [("photo", ANY, 32 * 2**20), ("patrol", PATROL, 8 * 2**20)])
def test_each_kind_has_a_largest_size_and_nothing_is_no_upload(wang, kind, record_id, most):
    assert wang.create(kind, record_id, b"", Upload_Length=str(most)).status_code == 201
    assert wang.create(kind, record_id, b"", Upload_Length=str(most + 1)).status_code == 413
    assert wang.create(kind, record_id, b"", Upload_Length="0").status_code == 422


def test_an_upload_that_was_given_up_is_gone_with_its_bytes(wang, path, settings):
    assert wang.ask("DELETE", path).status_code == 204
    assert {wang.ask(method, path).status_code for method in ("HEAD", "DELETE")} == {404}
    assert list((settings.data / "uploads").iterdir()) == []


def test_an_expired_upload_is_gone_and_swept(wang, path, content, session, settings):
    session.execute(update(Upload).values(expires_at=datetime.now(UTC) - timedelta(minutes=1)))
    assert {answer.status_code for answer in all_of(wang, path, content)} == {410}
    assert wang.patch(path, 400, content[400:]).json["code"] == "upload_expired"
    later = datetime.now(UTC) + timedelta(days=2)
    assert uploads.sweep(settings, later) == 1
    assert list((settings.data / "uploads").iterdir()) == []
    assert wang.ask("HEAD", path).status_code == 404


def test_an_expired_upload_does_not_stand_in_the_way_of_a_new_one(wang, path, content, session):
    session.execute(update(Upload).values(expires_at=datetime.now(UTC) - timedelta(minutes=1)))
    new = wang.create("photo", digest(content), content).headers["Location"]
    assert new != path
    assert wang.patch(new, 0, content).status_code == 204


def test_a_sweep_leaves_what_is_on_its_way(wang, path, content, session, settings):
    assert uploads.sweep(settings, datetime.now(UTC) + timedelta(days=6)) == 0
    assert wang.patch(path, 400, content[400:]).status_code == 204


def test_an_upload_whose_bytes_were_lost_with_an_older_backup_starts_afresh(wang, path, content, settings):
    (settings.data / "uploads" / path.rsplit("/", 1)[1]).unlink()
    assert {answer.status_code for answer in all_of(wang, path, content)} == {404}
    new = wang.create("photo", digest(content), content)
    assert (new.status_code, new.headers["Upload-Offset"]) == (201, "0")


def test_while_one_connection_writes_another_has_to_wait(wang, path, content, settings):
    with (settings.data / "uploads" / path.rsplit("/", 1)[1]).open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        for answer in (wang.patch(path, 400, content[400:]), wang.ask("DELETE", path)):
            assert (answer.status_code, answer.json["code"], answer.headers["Retry-After"]) == (423, "locked", "2")
        assert wang.offset(path) == 400
    assert wang.patch(path, 400, content[400:]).status_code == 204


@pytest.mark.parametrize(("most", "most_bytes"), [(3, 2**30), (50, 3_000)])
def test_an_officer_has_only_so_many_uploads_on_the_way(connection, settings, signed_in, session, most, most_bytes):
    limits = replace(settings.uploads, most=most, most_bytes=most_bytes)
    wang = Tus(signed_in("wang"))
    wang.caller.client = create_app(replace(settings, uploads=limits)).test_client()
    ids = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(4)]
    answers = [wang.create("photo", sha256, b"", Upload_Length="1000") for sha256 in ids]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429]
    assert answers[3].json["code"] == "uploads_full"
    assert session.scalar(select(func.count()).select_from(Upload)) == 3
    assert wang.create("photo", ids[0], b"", Upload_Length="1000").status_code == 201
    assert wang.ask("DELETE", answers[0].headers["Location"]).status_code == 204
    assert wang.create("photo", ids[3], b"", Upload_Length="1000").status_code == 201

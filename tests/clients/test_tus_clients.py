"""The two tus clients that programs are written with, tuspy and tus-js-client, against the running system."""

import gzip
import hashlib
import io
import json
import os
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import pytest
from tusclient.client import TusClient
from tusclient.exceptions import TusUploadFailed
from tusclient.storage import filestorage

from patrol.config import ROOT
from tests.faults.pictures import large_photo
from tests.hamlet import new_id

CHUNK = 256 * 1024
NODE = ROOT / ".venv" / "bin" / "node"


@pytest.fixture(scope="module")
def phone(live_server):
    """The patroller's."""
    return live_server.phone("patroller")


@pytest.fixture(scope="module")
def token(phone) -> str:
    return phone.session.headers["Authorization"].removeprefix("Bearer ")


@pytest.fixture
def content() -> bytes:
    return large_photo()


@pytest.fixture
def file(content, tmp_path):
    path = tmp_path / "photo.png"
    path.write_bytes(content)
    return path


@pytest.fixture
def walk(phone) -> dict:
    """A patrol along the patroller's first segment, the day before yesterday."""
    line = phone.get("/api/v1/sync")["segments"][0]["line"]
    places = [
        [lon / 1e6, lat / 1e6] for lon, lat in zip(*(accumulate(line[axis]) for axis in ("lon", "lat")), strict=True)
    ]
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(days=2)
    times = [(began + timedelta(seconds=60 * step)).isoformat() for step in range(len(places))]
    track = {"type": "LineString", "coordinates": places, "times": times}
    return {"kind": "river", "started_at": times[0], "ended_at": times[-1], "track": track}


def photo_names(content: bytes) -> dict[str, str]:
    return {"kind": "photo", "id": hashlib.sha256(content).hexdigest(), "filename": "照片.png", "filetype": "image/png"}


def assert_arrived(phone, content: bytes) -> None:
    kept = phone.session.get(f"{phone.base}/api/v1/photos/{photo_names(content)['id']}", timeout=60)
    assert (kept.status_code, kept.content == content) == (200, True)


def tus_client(phone) -> TusClient:
    return TusClient(f"{phone.base}/api/v1/uploads", headers=dict(phone.session.headers))


def tuspy(phone, content: bytes, names: dict[str, str], **options):
    return tus_client(phone).uploader(file_stream=io.BytesIO(content), metadata=names, **options)


@pytest.mark.parametrize("upload_checksum", [False, True])
def test_tuspy_sends_a_photo(phone, content, upload_checksum):
    tuspy(phone, content, photo_names(content), chunk_size=CHUNK, upload_checksum=upload_checksum).upload()
    assert_arrived(phone, content)


def test_tuspy_goes_on_in_another_program_from_the_address_it_stored(phone, file, content, tmp_path):
    def program():
        """By path: tuspy closes a stream it has taken the fingerprint of."""
        storage = {"store_url": True, "url_storage": filestorage.FileStorage(str(tmp_path / "urls"))}
        names = photo_names(content)
        return tus_client(phone).uploader(file_path=str(file), metadata=names, chunk_size=CHUNK, **storage)

    first = program()
    first.upload(stop_at=3 * CHUNK)
    second = program()
    assert (second.url, second.offset) == (first.url, 3 * CHUNK)
    second.upload()
    assert_arrived(phone, content)


def test_tuspy_that_forgot_the_address_is_led_back_to_its_upload(phone, content):
    first = tuspy(phone, content, photo_names(content), chunk_size=CHUNK)
    first.upload(stop_at=3 * CHUNK)
    second = tuspy(phone, content, photo_names(content), chunk_size=CHUNK, retries=1, retry_delay=0)
    second.upload()
    assert second.url == first.url
    assert_arrived(phone, content)


def test_tuspy_sends_a_patrol_gzipped_and_the_receipt_is_there(phone, walk):
    patrol_id = new_id()
    tuspy(phone, gzip.compress(json.dumps(walk).encode()), {"kind": "patrol", "id": patrol_id}, chunk_size=500).upload()
    receipt = phone.ask_patrol(patrol_id)
    assert receipt.json()["id"] == patrol_id
    assert phone.put_patrol(patrol_id, walk).json() == receipt.json()


def test_tuspy_is_told_what_is_wrong_with_a_patrol(phone, walk):
    content = json.dumps(walk | {"kind": "desert"}).encode()
    with pytest.raises(TusUploadFailed) as failure:
        tuspy(phone, content, {"kind": "patrol", "id": new_id()}).upload()
    assert failure.value.status_code == 422
    assert "kind" in json.loads(failure.value.response_content)["errors"]


def tus_js(phone, token: str, file, names: dict[str, str], breaks: int = 0, chunk: int = CHUNK, **environment) -> dict:
    """What tus-js-client made of it."""
    script = ROOT / "tests" / "clients" / "tus_upload.mjs"
    endpoint = f"{phone.base}/api/v1/uploads"
    command = [NODE, script, ROOT / "web", endpoint, token, file, str(chunk), str(breaks), json.dumps(names)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, env=os.environ | environment)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize("environment", [{}, {"WITH_CREATION": "1"}, {"ONLY_POST": "1"}], ids=str)
def test_tus_js_client_sends_a_photo(phone, token, file, content, environment):
    sent = tus_js(phone, token, file, photo_names(content), **environment)
    assert sent["url"].startswith(f"{phone.base}/api/v1/uploads/")
    assert_arrived(phone, content)


def test_tus_js_client_goes_on_after_broken_requests(phone, token, file, content):
    sent = tus_js(phone, token, file, photo_names(content), breaks=4)
    assert sent["tries"] > 12 + 4
    assert_arrived(phone, content)


def test_tus_js_client_that_forgot_the_address_is_led_back_to_its_upload(phone, token, file, content):
    first = tuspy(phone, content, photo_names(content), chunk_size=CHUNK)
    first.upload(stop_at=2 * CHUNK)
    assert tus_js(phone, token, file, photo_names(content))["url"] == first.url
    assert_arrived(phone, content)


def test_tus_js_client_is_told_what_is_wrong(phone, token, tmp_path):
    path = tmp_path / "patrol.json"
    path.write_text('{"kind": "desert"}')
    told = tus_js(phone, token, path, {"kind": "patrol", "id": new_id()})
    assert told["status"] == 422
    assert {"kind", "track"} <= set(json.loads(told["body"])["errors"])

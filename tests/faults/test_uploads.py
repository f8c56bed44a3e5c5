"""A 3 MB photo over a line that breaks ten times or says all twice, to a server that is killed: one chunk a cut."""

import hashlib
import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import requests
from tusclient.client import TusClient

from tests.api.tus import STREAM, metadata
from tests.faults.bad_line import BadLine
from tests.faults.pictures import large_photo
from tests.hamlet import declared, new_id, walk_body

CHUNK = 256 * 1024
CUTS = 10


def names(content: bytes) -> dict[str, str]:
    return {"kind": "photo", "id": hashlib.sha256(content).hexdigest(), "filetype": "image/png"}


def uploader(hamlet, url: str, content: bytes, chunk: int, **options):
    """tuspy on the phone's token."""
    client = TusClient(f"{url}/api/v1/uploads", headers=dict(hamlet.phone.session.headers))
    stream = io.BytesIO(content)
    return client.uploader(
        file_stream=stream, chunk_size=chunk, metadata=names(content), retries=30, retry_delay=0.2, **options
    )


def assert_arrived(hamlet, content: bytes) -> None:
    """The original is at the server, byte for byte."""
    kept = hamlet.phone.session.get(f"{hamlet.base}/api/v1/photos/{names(content)['id']}", timeout=30)
    assert kept.status_code == 200, kept.text[:300]
    assert kept.content == content


@pytest.mark.parametrize(
    ("chunk", "upload_checksum"),
    [(CHUNK, False), (CHUNK, True), (4 * 2**20, False)],
    ids=["in chunks", "in chunks with checksums", "in one piece"],
)
def test_a_photo_cut_ten_times_sends_at_most_one_chunk_again_per_cut(hamlet, chunk, upload_checksum):
    content = large_photo()
    line = BadLine(hamlet.port, cut_after=[len(content) // (CUTS + 1)] * CUTS, delay_s=0.001)
    uploader(hamlet, line.url, content, chunk, upload_checksum=upload_checksum).upload()
    line.close()
    again = line.bytes_up - len(content) - line.header_bytes
    print(f"cut {line.cuts} times: {again / 1024:.0f} KiB sent again, {line.requests} requests")
    assert line.cuts == CUTS
    assert 0 <= again <= CUTS * CHUNK
    assert_arrived(hamlet, content)


def test_a_line_that_says_everything_twice_and_breaks_corrupts_nothing(hamlet):
    content = large_photo()
    line = BadLine(hamlet.port, cut_after=[700 * 1024] * 4, delay_s=0.001, twice=True)
    uploader(hamlet, line.url, content, CHUNK).upload()
    line.close()
    assert line.cuts == 4
    assert_arrived(hamlet, content)


def start(hamlet, content: bytes) -> tuple[str, dict[str, str]]:
    """A new upload: its address, and the headers of its pieces."""
    headers = {**hamlet.phone.session.headers, "Tus-Resumable": "1.0.0"}
    described = {"Upload-Length": str(len(content)), "Upload-Metadata": metadata(**names(content))}
    answer = requests.post(f"{hamlet.base}/api/v1/uploads", headers=headers | described, timeout=30)
    assert answer.status_code == 201, answer.text
    return hamlet.base + answer.headers["Location"], headers


def offset(url: str, headers: dict[str, str]) -> int:
    """What the server has of it."""
    return int(requests.head(url, headers=headers, timeout=30).headers["Upload-Offset"])


def patch(url: str, headers: dict[str, str], at: int, piece) -> int:
    """One piece; the status."""
    headers = headers | {"Upload-Offset": str(at), "Content-Type": STREAM}
    return requests.patch(url, data=piece, headers=headers, timeout=60).status_code


def test_connections_that_write_the_same_upload_at_once_do_not_mix(hamlet):
    content = large_photo()
    url, headers = start(hamlet, content)
    with ThreadPoolExecutor(8) as pool:
        while (at := offset(url, headers)) < len(content):
            answers = list(pool.map(lambda _: patch(url, headers, at, content[at : at + CHUNK]), range(8)))
            assert set(answers) <= {204, 409, 423}
            assert answers.count(204) == 1 or at + CHUNK >= len(content)
    assert_arrived(hamlet, content)


def test_a_server_killed_in_the_middle_of_a_piece_goes_on_from_what_was_safe(hamlet):
    content = large_photo()
    url, headers = start(hamlet, content)
    half_sent, killed = threading.Event(), threading.Event()

    def slowly():
        for at in range(0, len(content), 64 * 1024):
            yield content[at : at + 64 * 1024]
            if at > len(content) // 2:
                half_sent.set()
                killed.wait(30)

    def send() -> None:
        with pytest.raises(requests.RequestException):
            patch(url, headers, 0, slowly())

    sender = threading.Thread(target=send)
    sender.start()
    assert half_sent.wait(30)
    time.sleep(0.5)
    hamlet.kill()
    killed.set()
    sender.join(60)
    hamlet.start()
    safe = offset(url, headers)
    print(f"{safe} of {len(content)} bytes were safe, {len(content) // 2} sent")
    assert len(content) // 2 - CHUNK < safe < len(content)
    assert patch(url, headers, safe, content[safe:]) == 204
    assert_arrived(hamlet, content)


def test_a_server_killed_while_it_takes_the_last_byte_in_has_it_or_asks_for_it(hamlet):
    content, patrol_id = large_photo(), new_id()
    assert hamlet.phone.put_patrol(patrol_id, declared(content, walk_body())).status_code == 201
    url, headers = start(hamlet, content)
    assert patch(url, headers, 0, content[:-1]) == 204

    def finish() -> None:
        with suppress(requests.RequestException):
            patch(url, headers, len(content) - 1, content[-1:])

    sender = threading.Thread(target=finish)
    sender.start()
    time.sleep(0.02)
    hamlet.kill()
    sender.join(60)
    hamlet.start()
    if offset(url, headers) < len(content):
        assert hamlet.phone.ask_patrol(patrol_id).json()["status"] == "awaiting_photos"
        assert patch(url, headers, len(content) - 1, content[-1:]) == 204
    assert hamlet.phone.ask_patrol(patrol_id).json()["status"] == "complete"
    assert_arrived(hamlet, content)

"""A map asks for a tile again and again in the same words: each answer is that of the moment."""

import socket
from http import HTTPStatus

import psycopg
import pytest

from gis import cluster
from tests.gis.test_tiles import tile_at
from tests.hamlet import LAT, LON, PASSWORD
from tests.running import Phone

TIMES = 5


class Line:
    """A bare connection to the server, which asks for the tile over the river."""

    def __init__(self, port: int, token: str):
        x, y = tile_at(LON, LAT, 14)
        self.asked = f"GET /ogc/collections/segments/tiles/WebMercatorQuad/14/{y}/{x} HTTP/1.1\r\nHost: x\r\n"
        self.asked += f"Authorization: {token}\r\n"
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.come = self.socket.makefile("rb")

    def words(self, tag: str | None) -> bytes:
        known = f"If-None-Match: {tag}\r\n" if tag else ""
        return f"{self.asked}{known}\r\n".encode()

    def ask(self, tag: str | None = None) -> tuple[int, str | None]:
        """Status and tag."""
        self.socket.sendall(self.words(tag))
        return self.read()

    def read(self) -> tuple[int, str | None]:
        """Status and tag of the next answer."""
        status = int(self.come.readline().split()[1])
        lines = iter(lambda: self.come.readline().decode().strip(), "")
        headers = dict(line.split(": ", 1) for line in lines)
        if status != HTTPStatus.NOT_MODIFIED:
            self.come.read(int(headers["Content-Length" if "Content-Length" in headers else "content-length"]))
        return status, headers.get("ETag")


@pytest.fixture
def caller(hamlet):
    """The ranger, on a phone of their own that may be signed out."""
    return Phone(hamlet.base).sign_in("ranger", PASSWORD)


@pytest.fixture
def line(hamlet, caller):
    found = Line(hamlet.port, caller.session.headers["Authorization"])
    yield found
    found.socket.close()


def test_the_tile_is_told_unchanged_until_it_is_edited_and_to_nobody_who_signed_out(hamlet, caller, line):
    tag = line.ask()[1]
    assert [line.ask(tag) for _ in range(TIMES)] == [(304, tag)] * TIMES
    with psycopg.connect(cluster.status(hamlet.data).conninfo) as connection:
        connection.execute("UPDATE river_segment SET name = name || '甲'")
    status, newer = line.ask(tag)
    assert (status, newer == tag) == (200, False)
    assert [line.ask(newer) for _ in range(TIMES)] == [(304, newer)] * TIMES
    assert caller.session.delete(f"{caller.base}/api/v1/tokens/current", timeout=60).status_code == 204
    assert line.ask(newer)[0] == 401


def test_requests_that_come_two_at_once_or_in_pieces_are_answered_one_by_one(line):
    tag = line.ask()[1]
    assert [line.ask(tag) for _ in range(TIMES)] == [(304, tag)] * TIMES
    for _ in range(TIMES):
        line.socket.sendall(line.words(tag) * 2)
        assert [line.read(), line.read()] == [(304, tag)] * 2
        line.socket.sendall(line.words(tag)[:-20])
        line.socket.sendall(line.words(tag)[-20:])
        assert line.read() == (304, tag)

"""A caller that takes next to no time itself, so that what is measured is the server: a line, kept if it may be."""

import gzip
import json
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

PIECE_BYTES = 1 << 18


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict:
        """The document in the body."""
        packed = self.headers.get("content-encoding") == "gzip"
        return json.loads(gzip.decompress(self.body) if packed else self.body)


class Line:
    """A connection to whoever serves the addresses asked for, made anew when the server has ended it."""

    def __init__(self, headers: dict[str, str]):
        self.head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        self._socket: socket.socket | None = None

    def get(self, address: str, more: str = "") -> Answer:
        """The answer to a GET; ``more`` are further lines of headers, each ended."""
        parts = urlsplit(address)
        if self._socket is None:
            self._socket = socket.create_connection((parts.hostname, parts.port), timeout=60)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wanted = f"{parts.path}?{parts.query}" if parts.query else parts.path
        asked = f"GET {wanted} HTTP/1.1\r\nHost: {parts.netloc}\r\n{self.head}{more}\r\n"
        self._socket.sendall(asked.encode())
        answer = self._read()
        if answer.headers.get("connection") == "close":
            self.close()
        return answer

    def _read(self) -> Answer:
        come = b""
        while b"\r\n\r\n" not in come:
            come += self._more()
        head, _, body = come.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        status = int(first.split()[1])
        length = 0 if status in (204, 304) else int(headers["content-length"])
        while len(body) < length:
            body += self._more()
        return Answer(status, headers, body)

    def _more(self) -> bytes:
        piece = self._socket.recv(PIECE_BYTES)
        if not piece:
            raise ConnectionError("the server ended the line amid an answer")
        return piece

    def close(self) -> None:
        """End the line."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

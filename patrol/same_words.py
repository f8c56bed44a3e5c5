"""Requests that come again in the same words: told ahead of what reads them.

A map asks for a tile that it has in the very bytes it asked in before. To read these takes several times as long as to
ask the database whether the caller is still who they were, and the tile what it was.
"""

from collections import OrderedDict
from email.utils import formatdate
from hashlib import blake2b
from threading import Lock
from typing import Any

from gunicorn.http.message import Request

from gis.again import MOST_KNOWN, NOT_MODIFIED, Claim, Headers, Unchanged

UNCHANGED = "unchanged"
"""Among the extensions of the application: what tells that a tile is the one that the caller has."""

MOST_BYTES = 8192
END = b"\r\n\r\n"
HTTP_1_1 = (1, 1)
READ = {"AUTHORIZATION": "HTTP_AUTHORIZATION", "COOKIE": "HTTP_COOKIE", "IF-NONE-MATCH": "HTTP_IF_NONE_MATCH"}
CLOSER = frozenset({"CONNECTION", "CONTENT-LENGTH", "EXPECT", "TRANSFER-ENCODING", "UPGRADE"})
"""Headers that tell more than what is asked for: how much follows, and what is to become of the connection."""


class SameWords:
    """What requests meant, by a digest of their bytes: these hold a token, which is not kept."""

    def __init__(self, unchanged: Unchanged, most: int = MOST_KNOWN):
        self.unchanged, self.most = unchanged, most
        self._claims: OrderedDict[bytes, Claim] = OrderedDict()
        self._lock = Lock()

    def answer(self, words: bytes) -> bytes | None:
        """The whole answer to a request in these words, where the caller has the tile; None where it is to be read."""
        claim = self._claims.get(_digest(words))
        headers = self.unchanged.holds(claim) if claim else None
        return None if headers is None else _written(headers)

    def remember(self, words: bytes, request: Request) -> None:
        """What was read out of these words, where they ask for a tile that the caller has, and are all of a request."""
        environ = _environ(request) if words.find(END) == len(words) - len(END) else None
        claim = self.unchanged.claim(environ) if environ else None
        if claim is None:
            return
        with self._lock:
            self._claims[_digest(words)] = claim
            while len(self._claims) > self.most:
                self._claims.popitem(last=False)


def _digest(words: bytes) -> bytes:
    return blake2b(words, digest_size=16).digest()


def _environ(request: Request) -> dict[str, Any] | None:
    """What is read of a request for a tile that the caller has; None where there is more to it."""
    names = [name for name, value in request.headers if (name, value.lower()) != ("CONNECTION", "keep-alive")]
    if (
        request.version != HTTP_1_1
        or "IF-NONE-MATCH" not in names
        or "%" in request.path
        or CLOSER.intersection(names)
        or any("_" in name or names.count(name) > 1 for name in names)
    ):
        return None
    asked = {"REQUEST_METHOD": request.method, "PATH_INFO": request.path, "QUERY_STRING": request.query}
    return asked | {READ[name]: value for name, value in request.headers if name in READ}


def _written(headers: Headers) -> bytes:
    """The 304 as it goes out."""
    head = (
        f"HTTP/1.1 {NOT_MODIFIED}\r\nServer: gunicorn\r\nDate: {formatdate(usegmt=True)}\r\nConnection: keep-alive\r\n"
    )
    return (head + "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n").encode("latin-1")

"""Tiles that a caller has, asked for again: answered ahead of the application, with one question to the database.

Which tile a request means was read when it was first answered. What is asked each time is whether the caller is still
who they were, and whether the tile is still what it was.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol

from sqlalchemy import Select

from gis.responses import kept_headers, tag

MOST_KNOWN = 5_000
"""Requests that one process remembers."""

NOT_MODIFIED = "304 NOT MODIFIED"
WHOSE = ("HTTP_AUTHORIZATION", "HTTP_COOKIE")
Environ = Mapping[str, Any]
Headers = list[tuple[str, str]]


class Known(Protocol):
    """What a request meant: who asked, the question for its version, and what its tag is made of."""

    viewer: Any

    def version(self) -> tuple[Select, dict[str, Any]]:
        """The question for the version, and its values."""

    def stamp(self, version: str) -> bytes:
        """What the tag is made of."""


class Again:
    """The requests answered last, by address and by whose they were; no token is kept, only a number made of it."""

    def __init__(self, most: int = MOST_KNOWN):
        self.most = most
        self._known: OrderedDict[Hashable, Known] = OrderedDict()
        self._lock = Lock()

    def remember(self, environ: Environ, known: Known) -> None:
        """What this request meant."""
        with self._lock:
            self._known[_key(environ)] = known
            while len(self._known) > self.most:
                self._known.popitem(last=False)

    def recall(self, environ: Environ) -> Known | None:
        """What this request meant when it came before."""
        return self._known.get(_key(environ))


def _key(environ: Environ) -> Hashable:
    return environ["PATH_INFO"], environ["QUERY_STRING"], hash(tuple(environ.get(name) for name in WHOSE))


@dataclass(frozen=True)
class Claim:
    """A request for a tile that came before: what it meant, ``whose`` it is, and the tags of what the caller has."""

    known: Known
    whose: Any
    tags: str


class Unchanged:
    """A WSGI application in front of another: tells that a tile is the one that the caller has.

    ``credentials(environ)`` tells by what a request signs in, None where it does not; ``recognise(credentials,
    statement, values)`` who that is, as the publisher's viewer, and the answer to a question put along with that; None
    for whom it does not know. In any doubt the application answers.
    """

    def __init__(self, application: Callable, again: Again, credentials: Callable, recognise: Callable, max_age: int):
        self.application, self.again, self.max_age = application, again, max_age
        self.credentials, self.recognise = credentials, recognise

    def claim(self, environ: Environ) -> Claim | None:
        """What the request claims, if it is one for a tile, came before, and says what the caller has."""
        tags = environ.get("HTTP_IF_NONE_MATCH")
        known = self.again.recall(environ) if tags and environ["REQUEST_METHOD"] == "GET" else None
        whose = self.credentials(environ) if known else None
        return Claim(known, whose, tags) if known and whose and tags else None

    def holds(self, claim: Claim) -> Headers | None:
        """The headers of the 304, where the caller is still who they were and the tile what they have."""
        found = self.recognise(claim.whose, *claim.known.version())
        if found is None or found[0] != claim.known.viewer:
            return None
        etag = tag(claim.known.stamp(found[1]))
        return kept_headers(etag, self.max_age) if f'"{etag}"' in claim.tags else None

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        """The answer to a request."""
        claim = self.claim(environ)
        headers = self.holds(claim) if claim else None
        if headers is None:
            return self.application(environ, start_response)
        start_response(NOT_MODIFIED, headers)
        return ()

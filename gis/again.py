"""Tiles that a caller has, asked for again: answered ahead of the application, with one question to the database.

Which tile a request means was read when it was first answered. What is asked each time is whether the caller is still
who they were, and whether the tile is still what it was.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from threading import Lock
from typing import Any, Protocol

from sqlalchemy import Select

from gis.responses import kept_headers, tag

MOST_KNOWN = 5_000
"""Requests that one process remembers."""

WHOSE = ("HTTP_AUTHORIZATION", "HTTP_COOKIE")
Environ = Mapping[str, Any]


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


class Unchanged:
    """A WSGI application in front of another: tells that a tile is the one that the caller has.

    ``recognise(environ, statement, values)`` gives who asks, as the publisher's viewer, and the answer to a question
    put along with that; None for whom it does not know. In any doubt the application answers.
    """

    def __init__(self, application: Callable, again: Again, recognise: Callable, max_age: int):
        self.application, self.again, self.recognise, self.max_age = application, again, recognise, max_age

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        """The answer to a request."""
        tags = environ.get("HTTP_IF_NONE_MATCH")
        known = self.again.recall(environ) if tags and environ["REQUEST_METHOD"] == "GET" else None
        found = self.recognise(environ, *known.version()) if known else None
        if known and found and found[0] == known.viewer:
            etag = tag(known.stamp(found[1]))
            if f'"{etag}"' in tags:
                start_response("304 NOT MODIFIED", kept_headers(etag, self.max_age))
                return ()
        return self.application(environ, start_response)

"""What cannot be read as a request, or is too long to be one, is told in the one error shape by the server itself."""

import json
import select
import socket
from contextlib import suppress
from functools import cached_property
from http import HTTPStatus

from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

from patrol.messages import best_locale, t
from patrol.same_words import MOST_BYTES, UNCHANGED, SameWords

REFUSED = (
    (errors.LimitRequestLine, HTTPStatus.REQUEST_URI_TOO_LONG, "address_too_long"),
    (errors.LimitRequestHeaders, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large"),
    (
        (
            errors.InvalidRequestLine,
            errors.InvalidRequestMethod,
            errors.InvalidHTTPVersion,
            errors.InvalidHeader,
            errors.InvalidHeaderName,
            errors.ObsoleteFolding,
            errors.UnsupportedTransferCoding,
            errors.InvalidChunkSize,
            errors.InvalidChunkExtension,
            errors.ChunkMissingTerminator,
        ),
        HTTPStatus.BAD_REQUEST,
        "unreadable_request",
    ),
)
LINGER_MS = 5
OWN_FAULTS = (errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)


class Worker(ThreadWorker):
    """gunicorn's worker with threads, which would tell of unreadable requests in an English page, and hand a connection
    from thread to thread between any two requests."""

    @cached_property
    def same_words(self) -> SameWords:
        """The requests for tiles that came before."""
        return SameWords(self.wsgi.extensions[UNCHANGED])

    def handle(self, conn):
        """Answer what comes over a connection; one that asks again at once keeps its thread, as long as there is one
        for each."""
        kept = self._answer(conn)
        while kept is True and self.alive and self.nr_conns <= self.cfg.threads and _asks_again(conn):
            kept = self._answer(conn)
        return kept

    def _answer(self, conn):
        """Answer one request, without reading it where its words came before, and say whether more may come."""
        words = self._words(conn)
        told = self.same_words.answer(words) if words else None
        if told is None:
            kept = super().handle(conn)
            if words and kept is True:
                self.same_words.remember(words, conn.parser.mesg)
            return kept
        try:
            conn.init()
            conn.sock.setblocking(True)
            conn.sock.recv(len(words))
            conn.sock.sendall(told)
        except OSError:
            return False
        return True

    def _words(self, conn) -> bytes:
        """What came of a next request, left where it is; nothing where each is to be logged, or it is wrapped."""
        if not self.alive or self.cfg.is_ssl or self.cfg.accesslog or (conn.initialized and _has_read_ahead(conn)):
            return b""
        with suppress(OSError):
            return conn.sock.recv(MOST_BYTES, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        return b""

    def handle_error(self, req, client, addr, exc):
        """Answer a request that could not be read; everything else is gunicorn's."""
        found = next(((status, key) for kinds, status, key in REFUSED if isinstance(exc, kinds)), None)
        if found is None or isinstance(exc, OWN_FAULTS):
            return super().handle_error(req, client, addr, exc)
        # Neither the address of whoever asked nor what they sent belongs into a log.
        self.log.warning("A request that cannot be read: %s", type(exc).__name__)
        with suppress(OSError):
            util.write_nonblock(client, answer(*found))
        return None


def _asks_again(conn) -> bool:
    """Whether the next request comes while it is waited for; what was read ahead is for gunicorn to see to."""
    if _has_read_ahead(conn):
        return False
    waiting = select.poll()
    waiting.register(conn.sock, select.POLLIN)
    return bool(waiting.poll(LINGER_MS))


def _has_read_ahead(conn) -> bool:
    return conn.is_http2 or bool(conn.parser.unreader.buf.getvalue())


def answer(status: HTTPStatus, key: str) -> bytes:
    """A whole HTTP answer. In which language they would like it was in the headers that could not be read."""
    said = t(key, best_locale(None))
    shape = {"code": key, "status": int(status), "message": said, "reason": said, "errors": {}}
    body = json.dumps(shape, ensure_ascii=False).encode()
    head = f"HTTP/1.1 {int(status)} {status.phrase}\r\nConnection: close\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

"""The network between a phone and the server, which a test can cut, slow down, repeat and count."""

import re
import socket
import threading
import time
from contextlib import suppress

REQUEST = re.compile(rb"(GET|HEAD|PUT|POST|PATCH|DELETE) (/\S*) HTTP/1\.1\r\n")
CHUNK = 16 * 1024


class Relay:
    """Listens on a port of its own and hands everything on to `port`, until it is cut.

    `delay_s` holds back each piece; `repeats` hands every whole request on a second time, as some middle boxes do;
    `refusal` is a whole HTTP answer that is given instead of the server's. `up` and `down` count bytes.
    """

    def __init__(self, port: int):
        self.target = ("127.0.0.1", port)
        self.requests: list[tuple[str, str]] = []
        self.delay_s, self.repeats, self.refusal = 0.0, False, b""
        self.up = self.down = self.repeated = 0
        self._alive: set[socket.socket] = set()
        self._whole = True
        self._left: int | None = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def whole(self) -> bool:
        """Whether anything gets through."""
        return self._whole

    def cut(self) -> None:
        """No signal: what is open breaks off, and nothing new gets through."""
        self._whole = False
        for end in list(self._alive):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self, for_bytes: int | None = None) -> None:
        """The signal is back; it breaks off again once the phone has sent so many bytes."""
        self._whole, self._left = True, for_bytes

    def count(self, method: str, path: str) -> int:
        """How often a request for exactly this path has begun to pass."""
        return self.requests.count((method, path))

    def close(self) -> None:
        """Ends it."""
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            if not self._whole:
                phone.close()
                continue
            try:
                server = socket.create_connection(self.target)
            except OSError:
                phone.close()
                continue
            self._alive |= {phone, server}
            for ends in ((phone, server), (server, phone)):
                threading.Thread(target=self._carry, args=(*ends, ends[0] is phone), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, upward: bool) -> None:
        request = b""
        with suppress(OSError):
            while chunk := source.recv(CHUNK):
                time.sleep(self.delay_s)
                if upward:
                    request = self._again(request, chunk)
                    self._note(chunk)
                    if self.refusal and REQUEST.match(chunk) and b"/api/" in chunk[:60]:
                        source.sendall(self.refusal)
                        break
                else:
                    self.down += len(chunk)
                sink.sendall(chunk)
        for end in (source, sink):
            self._alive.discard(end)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _note(self, chunk: bytes) -> None:
        self.requests += [(method.decode(), path.decode()) for method, path in REQUEST.findall(chunk)]
        self.up += len(chunk)
        if self._left is not None:
            self._left -= len(chunk)
            if self._left < 0:
                self.cut()

    def _again(self, request: bytes, chunk: bytes) -> bytes:
        """What of the request under way has passed; the one before it, which is whole now, is handed on once more."""
        if not self.repeats or not REQUEST.match(chunk):
            return request + chunk if self.repeats else b""
        if request.startswith((b"PUT", b"PATCH", b"POST")):
            threading.Thread(target=self._repeat, args=(request,), daemon=True).start()
        return chunk

    def _repeat(self, request: bytes) -> None:
        with suppress(OSError), socket.create_connection(self.target, timeout=20) as server:
            server.sendall(request)
            server.recv(CHUNK)
            self.repeated += 1

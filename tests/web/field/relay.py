"""The network between a phone and the server, which a test can cut; it keeps the requests that passed."""

import re
import socket
import threading
from contextlib import suppress

REQUEST = re.compile(rb"(GET|PUT|POST|DELETE) (/\S*) HTTP/1\.1\r\n")
CHUNK = 16 * 1024


class Relay:
    """Listens on a port of its own and hands everything on to `port`, until it is cut."""

    def __init__(self, port: int):
        self.target = ("127.0.0.1", port)
        self.requests: list[tuple[str, str]] = []
        self._alive: set[socket.socket] = set()
        self._whole = True
        self._left: int | None = None
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

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
            server = socket.create_connection(self.target)
            self._alive |= {phone, server}
            for ends in ((phone, server), (server, phone)):
                threading.Thread(target=self._carry, args=(*ends, ends[0] is phone), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket, upward: bool) -> None:
        with suppress(OSError):
            while chunk := source.recv(CHUNK):
                if upward:
                    self._note(chunk)
                sink.sendall(chunk)
        for end in (source, sink):
            self._alive.discard(end)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _note(self, chunk: bytes) -> None:
        self.requests += [(method.decode(), path.decode()) for method, path in REQUEST.findall(chunk)]
        if self._left is not None:
            self._left -= len(chunk)
            if self._left < 0:
                self.cut()

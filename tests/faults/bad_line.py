"""A bad network between a phone and the server: it cuts, delays and repeats what is sent, and counts every byte."""

import socket
import struct
import threading
import time
from contextlib import suppress

CHUNK = 8 * 1024
NO_GOODBYE = struct.pack("ii", 1, 0)


class BadLine:
    """Listens on a port of its own and hands on to `port`.

    It breaks the connection whenever the phone has sent another so many bytes in `cut_after`, with or without a
    goodbye by turns; waits `delay_s` before each piece; and with `twice` sends everything to the server once more on
    a second connection, whose answers are lost.
    """

    def __init__(self, port: int, cut_after: list[int] | None = None, delay_s: float = 0.0, twice: bool = False):
        self.target = ("127.0.0.1", port)
        self.cut_after, self.delay_s, self.twice = list(cut_after or []), delay_s, twice
        self.bytes_up = self.header_bytes = self.cuts = self.requests = 0
        self._since_cut, self._lock = 0, threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Ends it."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(phone,), daemon=True).start()

    def _serve(self, phone: socket.socket) -> None:
        try:
            server = socket.create_connection(self.target)
        except OSError:
            phone.close()
            return
        echo = socket.create_connection(self.target) if self.twice else None
        threading.Thread(target=self._down, args=(server, phone), daemon=True).start()
        if echo:
            threading.Thread(target=self._drain, args=(echo,), daemon=True).start()
        with suppress(OSError):
            while chunk := phone.recv(CHUNK):
                time.sleep(self.delay_s)
                server.sendall(chunk)
                if echo:
                    with suppress(OSError):
                        echo.sendall(chunk)
                if self._cut_now(chunk):
                    self._break(phone, server)
                    break
        for end in (phone, server, echo):
            if end:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()

    def _cut_now(self, chunk: bytes) -> bool:
        with self._lock:
            self.bytes_up += len(chunk)
            if b" HTTP/1.1\r\n" in chunk:
                self.requests += 1
                self.header_bytes += chunk.index(b"\r\n\r\n") + 4
            self._since_cut += len(chunk)
            if self.cut_after and self._since_cut >= self.cut_after[0]:
                del self.cut_after[0]
                self._since_cut = 0
                self.cuts += 1
                return True
            return False

    def _break(self, phone: socket.socket, server: socket.socket) -> None:
        if self.cuts % 2:
            for end in (phone, server):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_GOODBYE)

    def _down(self, server: socket.socket, phone: socket.socket) -> None:
        with suppress(OSError):
            while chunk := server.recv(CHUNK):
                phone.sendall(chunk)
        with suppress(OSError):
            phone.shutdown(socket.SHUT_RDWR)

    def _drain(self, echo: socket.socket) -> None:
        with suppress(OSError):
            while echo.recv(CHUNK):
                pass

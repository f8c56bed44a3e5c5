"""Bodies as they come: gzipped or plain, and never more of them than is taken."""

import io
import json
import zlib
from typing import BinaryIO, Protocol

from werkzeug.exceptions import ClientDisconnected

from gis.json_faults import json_fault
from patrol.errors import Refusal, TooLarge, Unsupported

PIECE = 16 * 1024
GZIP = 31
PLAIN = ("", "identity")


class Readable(Protocol):
    """What gives bytes, and none at its end."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes."""


class Arriving:
    """A request's body that may break off: it then ends early, and `cut` says so."""

    def __init__(self, stream: BinaryIO, length: int | None):
        self.stream, self.left = stream, length
        self.cut = False

    def read(self, size: int = PIECE) -> bytes:
        """Up to `size` bytes; none at the end, be it too early."""
        try:
            # Small pieces: what a broken connection leaves in the server's buffers is lost.
            piece = self.stream.read(min(size, PIECE))
        except (ClientDisconnected, OSError):
            self.cut = True
            return b""
        if self.left is not None:
            self.left -= len(piece)
            self.cut = not piece and self.left > 0
        return piece


class Unpacked:
    """The bytes within a gzip stream, at most so many: TooLarge past them, Refusal bad_gzip where it is broken."""

    def __init__(self, stream: Readable, most_bytes: int):
        self.stream, self.most_bytes, self.left = stream, most_bytes, most_bytes
        self.member = zlib.decompressobj(GZIP)
        self.packed = b""

    @property
    def cut(self) -> bool:
        """Whether the packed stream broke off."""
        return getattr(self.stream, "cut", False)

    def read(self, size: int = PIECE) -> bytes:
        """Up to `size` unpacked bytes; none at the end."""
        while True:
            self.packed = self.packed or self.stream.read(PIECE)
            if self.member.eof:
                if not self.packed:
                    return b""
                self.member = zlib.decompressobj(GZIP)
            piece, at_end = self._piece(size), not self.packed
            if piece:
                self.left -= len(piece)
                if self.left < 0:
                    raise TooLarge(limit_mb=max(1, self.most_bytes // 2**20))
                return piece
            if at_end and not self.member.eof:
                raise Refusal("bad_gzip")

    def _piece(self, size: int) -> bytes:
        try:
            piece = self.member.decompress(self.packed, size)
        except zlib.error as error:
            raise Refusal("bad_gzip") from error
        self.packed = self.member.unused_data if self.member.eof else self.member.unconsumed_tail
        return piece


def whole(stream: Readable) -> bytes:
    """All bytes of a stream."""
    return b"".join(iter(lambda: stream.read(PIECE), b""))


def content(request, most_bytes: int) -> bytes:
    """A request's body, unpacked when it came gzipped. TooLarge, bad_gzip (400), or unsupported_encoding (415)."""
    raw = request.get_data(cache=True)
    return whole(Unpacked(io.BytesIO(raw), most_bytes)) if is_gzipped(request) else raw


def is_gzipped(request) -> bool:
    """Whether the body is said to be gzip; any other coding than none is refused (415)."""
    coding = request.headers.get("Content-Encoding", "").strip().lower()
    if coding not in (*PLAIN, "gzip", "x-gzip"):
        raise Unsupported("unsupported_encoding")
    return coding not in PLAIN


def read_json(raw: bytes):
    """The value that a JSON text says; Refusal bad_json. NaN and 1e999 are read, so that their field can be named."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Refusal("bad_json", {"body": json_fault(error)}) from error

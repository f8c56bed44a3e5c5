"""Tiles that were drawn, kept in this process for as long as nothing in them changes.

Nothing is ever forgotten by telling: a tile is kept under the version of what it shows, and a newer version asks for
another tile. So processes need not know of each other.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from gis.responses import GZIP_FROM, packed_of

MOST_BYTES = 32 * 1024 * 1024
"""Of one process."""

OVERHEAD_BYTES = 500
"""What an entry takes besides its tile."""


@dataclass(frozen=True)
class Drawn:
    """A tile as it leaves: plain, and packed where that helps."""

    plain: bytes
    packed: bytes | None

    @classmethod
    def of(cls, tile: bytes) -> "Drawn":
        """The tile, packed once for everybody."""
        return cls(tile, packed_of(tile) if len(tile) >= GZIP_FROM else None)

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.packed or b"") + OVERHEAD_BYTES


class KeptTiles:
    """The tiles asked for last, each in its newest version. The key tells layer, scope, place and what was wanted."""

    def __init__(self, most_bytes: int = MOST_BYTES):
        self.most_bytes, self.bytes = most_bytes, 0
        self._kept: OrderedDict[tuple, tuple[str, Drawn]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple, version: str) -> Drawn | None:
        """The tile of that version, if it is still here."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept[0] != version:
                return None
            self._kept.move_to_end(key)
            return kept[1]

    def put(self, key: tuple, version: str, drawn: Drawn) -> None:
        """Keep a tile instead of its earlier version; those not asked for the longest give way."""
        if drawn.size > self.most_bytes:
            return
        with self._lock:
            self._drop(key)
            self._kept[key] = version, drawn
            self.bytes += drawn.size
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: tuple) -> None:
        if key in self._kept:
            self.bytes -= self._kept.pop(key)[1].size

"""The base map that somebody supplies: an MBTiles or a PMTiles file, vector or raster, read tile by tile."""

import gzip
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pmtiles.reader import MmapSource, Reader
from pmtiles.tile import (
    Compression,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
    deserialize_directory,
    find_tile,
    zxy_to_tileid,
)

from gis.packs.covering import Span
from gis.packs.layering import renamed

OWN = "base_"
"""Put before the names of a base map's layers, so that they stay apart from the layers drawn on it."""

MBTILES_KINDS = {
    "pbf": TileType.MVT,
    "mvt": TileType.MVT,
    "png": TileType.PNG,
    "jpg": TileType.JPEG,
    "jpeg": TileType.JPEG,
    "webp": TileType.WEBP,
}
KINDS = frozenset(MBTILES_KINDS.values())
GZIP_MAGIC = b"\x1f\x8b"
DEPTH = 4
"""Levels of directories that an archive may have."""

Tiles = dict[tuple[int, int], bytes]
BROKEN = (sqlite3.Error, OSError, EOFError, ValueError, IndexError, KeyError, TypeError, AttributeError, zlib.error)


class BadBaseMap(Exception):
    """The file is missing, of another kind, or damaged; the message says which."""


@dataclass(frozen=True)
class Ground:
    """An open base map. ``read(span)`` yields its tiles, vector tiles as they are stored."""

    kind: TileType
    layers: tuple[str, ...]
    attribution: str
    min_zoom: int
    max_zoom: int
    read: Callable[[Span], Tiles]

    @property
    def vector(self) -> bool:
        """Whether its tiles can join others in one file."""
        return self.kind is TileType.MVT

    def tiles(self, over: Span) -> Tiles:
        """Column and row → tile; vector tiles are unpacked and their layers renamed. BadBaseMap at a damaged one."""
        if not self.min_zoom <= over.z <= self.max_zoom:
            return {}
        with _told_plainly():
            found = self.read(over)
            return {place: renamed(_unpacked(tile), OWN) for place, tile in found.items()} if self.vector else found


@contextmanager
def opened(path: Path) -> Iterator[Ground]:
    """The base map in a file; BadBaseMap where it cannot be read."""
    with ExitStack() as open_files:
        with _told_plainly():
            with path.open("rb") as file:
                head = file.read(16)
            if head.startswith(b"PMTiles"):
                ground = open_files.enter_context(_pmtiles(path))
            elif head.startswith(b"SQLite format 3\x00"):
                ground = open_files.enter_context(_mbtiles(path))
            else:
                raise BadBaseMap("it is neither a PMTiles archive nor an MBTiles database")
        yield ground


@contextmanager
def _told_plainly() -> Iterator[None]:
    """What a missing or damaged file makes its readers raise, as one error with a sentence."""
    try:
        yield
    except (MagicNumberNotFound, SpecVersionUnsupported) as error:
        raise BadBaseMap("it is a PMTiles archive of another version than 3") from error
    except FileNotFoundError as error:
        raise BadBaseMap("there is no such file") from error
    except BROKEN as error:
        raise BadBaseMap(f"it is damaged or cannot be read ({str(error)[:120] or type(error).__name__})") from error


@contextmanager
def _mbtiles(path: Path) -> Iterator[Ground]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)) as base:
        told = dict(base.execute("SELECT name, value FROM metadata"))
        low, high = base.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
        kind = MBTILES_KINDS.get(str(told.get("format", "")).lower())
        if kind is None:
            raise BadBaseMap(f"its tiles are of the format {told.get('format')!r}; pbf, png, jpg and webp can be used")
        if low is None:
            raise BadBaseMap("it holds no tiles")

        def read(over: Span) -> Tiles:
            # MBTiles counts rows from the south.
            top = 2**over.z - 1
            asked = (over.z, over.first_x, over.last_x, top - over.last_y, top - over.first_y)
            found = base.execute(
                "SELECT tile_column, tile_row, tile_data FROM tiles"
                " WHERE zoom_level = ? AND tile_column BETWEEN ? AND ? AND tile_row BETWEEN ? AND ?",
                asked,
            )
            return {(x, top - row): bytes(tile) for x, row, tile in found}

        yield Ground(kind, _names(json.loads(told.get("json") or "{}")), told.get("attribution") or "", low, high, read)


@contextmanager
def _pmtiles(path: Path) -> Iterator[Ground]:
    with path.open("rb") as file:
        bytes_at = MmapSource(file)
        reader = Reader(bytes_at)
        header, told = reader.header(), reader.metadata()
        if header["tile_type"] not in KINDS:
            raise BadBaseMap(f"its tiles are of the type {header['tile_type'].name}; MVT, PNG, JPEG, WEBP can be used")
        if header["tile_compression"] not in (Compression.NONE, Compression.GZIP, Compression.UNKNOWN):
            raise BadBaseMap(f"its tiles are packed with {header['tile_compression'].name}; gzip can be used")
        read = _reader(header, bytes_at)
        attribution = str(told.get("attribution") or "")
        zooms = header["min_zoom"], header["max_zoom"]
        yield Ground(header["tile_type"], _names(told), attribution, *zooms, read)


def _reader(header, bytes_at) -> Callable[[Span], Tiles]:
    directory = lru_cache(64)(lambda offset, length: deserialize_directory(bytes_at(offset, length)))

    def tile(tile_id: int) -> bytes | None:
        at, size = header["root_offset"], header["root_length"]
        for _ in range(DEPTH):
            entry = find_tile(directory(at, size), tile_id)
            if entry is None:
                return None
            if entry.run_length:
                return bytes_at(header["tile_data_offset"] + entry.offset, entry.length)
            at, size = header["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def read(over: Span) -> Tiles:
        found = {place: tile(zxy_to_tileid(over.z, *place)) for place in over.places()}
        return {place: content for place, content in found.items() if content}

    return read


def _names(told: dict) -> tuple[str, ...]:
    return tuple(OWN + str(layer["id"]) for layer in told.get("vector_layers", []))


def _unpacked(tile: bytes) -> bytes:
    return gzip.decompress(tile) if tile.startswith(GZIP_MAGIC) else tile

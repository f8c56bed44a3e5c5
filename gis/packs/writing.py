"""A PMTiles archive, written whole or not at all."""

import gzip
import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from gis.packs.covering import Bounds

E7 = 10_000_000
CHUNK = 1 << 20
Place = tuple[int, int, int]
"""Zoom level, column, row."""


@dataclass(frozen=True)
class Written:
    """What an archive turned out to be."""

    bytes: int
    sha256: str
    min_zoom: int
    max_zoom: int


def write(
    target: Path, tiles: Iterator[tuple[Place, bytes]], kind: TileType, bounds: Bounds, metadata: dict
) -> Written | None:
    """Write tiles (vector tiles not yet compressed) to ``target``; None, and no file, when there are none.

    The file is durable before it has its name. Equal tiles are stored once. Tiles of a level should come in one go:
    each level is sorted along the archive's own curve.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with half.open("xb") as file:
            zooms = _write(Writer(file), tiles, kind, bounds, metadata)
            file.flush()
            os.fsync(file.fileno())
        if zooms is None:
            return None
        size, sha256 = half.stat().st_size, _sha256(half)
        half.replace(target)
        _sync(target.parent)
        return Written(size, sha256, *zooms)
    finally:
        half.unlink(missing_ok=True)


def _write(writer: Writer, tiles, kind: TileType, bounds: Bounds, metadata: dict) -> tuple[int, int] | None:
    vector = kind is TileType.MVT
    zooms = set()
    for (z, x, y), tile in tiles:
        zooms.add(z)
        # Without the time of day in it, equal tiles stay equal.
        writer.write_tile(zxy_to_tileid(z, x, y), gzip.compress(tile, 6, mtime=0) if vector else tile)
    if not zooms:
        writer.tile_f.close()
        return None
    header = {
        "tile_type": kind,
        "tile_compression": Compression.GZIP if vector else Compression.NONE,
        "min_lon_e7": round(bounds.west * E7),
        "min_lat_e7": round(bounds.south * E7),
        "max_lon_e7": round(bounds.east * E7),
        "max_lat_e7": round(bounds.north * E7),
    }
    writer.finalize(header, metadata)
    return min(zooms), max(zooms)


def along_the_curve(z: int, tiles: dict[tuple[int, int], bytes]) -> Iterator[tuple[Place, bytes]]:
    """The tiles of one level in the order in which an archive holds them."""
    for x, y in sorted(tiles, key=lambda place: zxy_to_tileid(z, *place)):
        yield (z, x, y), tiles[x, y]


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Base maps as a county might supply them, small enough to look through."""

import gzip
import json
import sqlite3
from pathlib import Path

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

from gis.packs.covering import Bounds, span


def layer(name: str, feature_id: int = 1) -> bytes:
    """A vector tile's layer with one point in the middle, written from the specification."""
    feature = bytes([0x08, feature_id, 0x18, 1, 0x22, 5, 9, 0x80, 0x20, 0x80, 0x20])
    message = bytes([0x78, 2, 0x0A, len(name)]) + name.encode() + bytes([0x12, len(feature)]) + feature
    message += bytes([0x28, 0x80, 0x20])
    return bytes([0x1A, len(message)]) + message


def everywhere(bounds: Bounds, first: int, last: int, tile: bytes) -> dict:
    """The same tile at every place of these levels."""
    return {(z, *place): tile for z in range(first, last + 1) for place in span(bounds, z).places()}


def mbtiles(path: Path, tiles: dict, kind: str = "pbf", names: tuple = ("water",)) -> Path:
    """An MBTiles file; rows are counted from the south there."""
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE metadata (name text, value text)")
        base.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
        told = {"name": "底图", "format": kind, "attribution": "县自然资源局"}
        told["json"] = json.dumps({"vector_layers": [{"id": name} for name in names]})
        base.executemany("INSERT INTO metadata VALUES (?, ?)", told.items())
        rows = [(z, x, 2**z - 1 - y, tile) for (z, x, y), tile in tiles.items()]
        base.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    base.close()
    return path


def pmtiles(path: Path, tiles: dict, kind: TileType, packing=Compression.NONE, names: tuple = ("water",)) -> Path:
    """A PMTiles file."""
    with write(str(path)) as writer:
        for place in sorted(tiles, key=lambda place: zxy_to_tileid(*place)):
            tile = gzip.compress(tiles[place]) if packing is Compression.GZIP else tiles[place]
            writer.write_tile(zxy_to_tileid(*place), tile)
        header = {"tile_type": kind, "tile_compression": packing}
        writer.finalize(header, {"vector_layers": [{"id": name} for name in names], "attribution": "县自然资源局"})
    return path

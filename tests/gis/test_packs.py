"""The archive's parts: which tiles a place needs, base maps of each kind, and what is said of bad ones."""

import gzip
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.reader import MemorySource, Reader
from pmtiles.tile import Compression, TileType

from gis.packs import writing
from gis.packs.covering import Bounds, deepest, span, tile_at
from gis.packs.ground import BadBaseMap, opened
from gis.packs.layering import renamed
from tests.gis import base_maps, mvt

PLACE = Bounds(116.4, 27.4, 116.6, 27.6)
WATER = base_maps.layer("water")


@given(st.floats(-180, 180), st.floats(-90, 90), st.integers(0, 20))
def test_every_place_on_earth_lies_in_a_tile_of_every_level(lon, lat, z):
    x, y = tile_at(lon, lat, z)
    assert 0 <= x < 2**z
    assert 0 <= y < 2**z


def test_a_level_with_too_many_tiles_is_left_out():
    assert deepest(PLACE, 8, 14, 20_000) == 14
    assert deepest(PLACE, 8, 14, 30) == 12
    assert span(PLACE, 12).count <= 30 < span(PLACE, 13).count
    assert deepest(Bounds(-180, -85, 180, 85), 8, 14, 30) == 8


def test_layers_are_renamed_and_keep_their_features():
    tile = renamed(WATER + base_maps.layer("places", 7), "base_")
    layers = mvt.read(tile)
    assert list(layers) == ["base_water", "base_places"]
    assert [layer.features[0].id for layer in layers.values()] == [1, 7]
    assert layers["base_places"].features == mvt.read(base_maps.layer("places", 7))["places"].features


@pytest.mark.parametrize("tile", [b"\x1a\x7f", b"\xff" * 12, b"\x1a", b"\x1f"])
def test_what_is_no_vector_tile_is_told(tile):
    with pytest.raises(ValueError, match="vector tile"):
        renamed(tile, "base_")


@pytest.mark.parametrize("packing", [Compression.NONE, Compression.GZIP])
def test_both_kinds_of_file_give_the_same_tiles(tmp_path, packing):
    tiles = base_maps.everywhere(PLACE, 6, 13, WATER)
    first = base_maps.pmtiles(tmp_path / "a.pmtiles", tiles, TileType.MVT, packing)
    packed = {place: gzip.compress(tile) if packing is Compression.GZIP else tile for place, tile in tiles.items()}
    second = base_maps.mbtiles(tmp_path / "a.mbtiles", packed)
    for path in (first, second):
        with opened(path) as ground:
            assert (ground.min_zoom, ground.max_zoom, ground.layers) == (6, 13, ("base_water",))
            assert ground.attribution == "县自然资源局"
            over = span(PLACE, 12)
            found = ground.tiles(over)
            assert set(found) == set(over.places())
            assert set(found.values()) == {renamed(WATER, "base_")}
            assert ground.tiles(span(PLACE, 14)) == {}


def test_an_archive_with_directories_below_its_root_is_read(tmp_path):
    # Gaps and uneven lengths keep the directory from packing well.
    random = Random(17)
    tiles = {place: random.randbytes(random.randrange(1, 300)) for place in span(PLACE, 18).places()}
    tiles = {(18, *place): tile for place, tile in tiles.items() if random.random() < 0.6}
    path = base_maps.pmtiles(tmp_path / "deep.pmtiles", tiles, TileType.PNG)
    assert Reader(MemorySource(path.read_bytes())).header()["leaf_directory_length"] > 0
    with opened(path) as ground:
        found = ground.tiles(span(PLACE, 18))
    assert {(18, *place): tile for place, tile in found.items()} == tiles


def nothing(path):
    return path


def words(path):
    path.write_text("not a map")
    return path


def cut_off(path):
    whole = base_maps.pmtiles(path, base_maps.everywhere(PLACE, 6, 9, WATER), TileType.MVT).read_bytes()
    path.write_bytes(whole[:150])
    return path


def old_version(path):
    path.write_bytes(b"PMTiles\x02" + bytes(200))
    return path


def odd_packing(path):
    return base_maps.pmtiles(path, base_maps.everywhere(PLACE, 6, 6, WATER), TileType.MVT, Compression.ZSTD)


def odd_tiles(path):
    return base_maps.mbtiles(path, base_maps.everywhere(PLACE, 6, 6, b"x"), "tiff")


def empty(path):
    return base_maps.mbtiles(path, {})


def torn_database(path):
    whole = base_maps.mbtiles(path, base_maps.everywhere(PLACE, 6, 13, WATER)).read_bytes()
    path.write_bytes(whole[:5000])
    return path


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (nothing, "no such file"),
        (words, "neither"),
        (cut_off, "damaged"),
        (old_version, "another version"),
        (odd_packing, "ZSTD"),
        (odd_tiles, "tiff"),
        (empty, "no tiles"),
        (torn_database, "damaged"),
    ],
)
def test_a_bad_base_map_is_told_in_a_sentence(tmp_path, made, said):
    with pytest.raises(BadBaseMap, match=said), opened(made(tmp_path / "base")):
        pytest.fail("it was opened")


def test_a_damaged_tile_is_told_when_it_is_read(tmp_path):
    path = base_maps.mbtiles(tmp_path / "a.mbtiles", base_maps.everywhere(PLACE, 6, 6, b"\x1f\x8bnot gzip"))
    with opened(path) as ground, pytest.raises(BadBaseMap, match="damaged"):
        ground.tiles(span(PLACE, 6))


def test_equal_tiles_are_stored_once_and_a_failed_writing_leaves_nothing(tmp_path):
    target = tmp_path / "sea.pmtiles"
    over = span(PLACE, 14)
    sea = dict.fromkeys(over.places(), WATER)
    written = writing.write(target, writing.along_the_curve(14, sea), TileType.MVT, PLACE, {})
    header = Reader(MemorySource(target.read_bytes())).header()
    assert (header["addressed_tiles_count"], header["tile_contents_count"]) == (over.count, 1)
    assert written.bytes == target.stat().st_size

    def failing():
        yield (14, 0, 0), WATER
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="space"):
        writing.write(tmp_path / "other.pmtiles", failing(), TileType.MVT, PLACE, {})
    assert writing.write(tmp_path / "none.pmtiles", iter(()), TileType.MVT, PLACE, {}) is None
    assert [path.name for path in tmp_path.iterdir()] == ["sea.pmtiles"]

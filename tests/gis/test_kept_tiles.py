"""The store of drawn tiles: bounded, one version of each."""

from gis.kept_tiles import OVERHEAD_BYTES, Drawn, KeptTiles


def test_a_tile_is_found_in_its_version_alone():
    kept = KeptTiles()
    kept.put(("fields", 1), "1", Drawn.of(b"first"))
    assert kept.get(("fields", 1), "1").plain == b"first"
    assert kept.get(("fields", 1), "2") is None
    assert kept.get(("fields", 2), "1") is None
    kept.put(("fields", 1), "2", Drawn.of(b"second"))
    assert kept.get(("fields", 1), "1") is None
    assert kept.get(("fields", 1), "2").plain == b"second"


def test_the_store_never_grows_beyond_its_bytes_and_keeps_what_was_asked_for_last():
    kept = KeptTiles(10 * (100 + OVERHEAD_BYTES))
    for number in range(1000):
        kept.put((number,), "1", Drawn.of(bytes(100)))
        kept.get((0,), "1")
        assert kept.bytes <= kept.most_bytes
    assert kept.get((0,), "1")
    assert kept.get((1,), "1") is None
    assert kept.get((999,), "1")


def test_a_tile_larger_than_the_store_is_not_kept():
    kept = KeptTiles(1000)
    kept.put((1,), "1", Drawn(bytes(2000), None))
    assert (kept.get((1,), "1"), kept.bytes) == (None, 0)


def test_a_large_tile_is_packed_once():
    assert Drawn.of(bytes(100)).packed is None
    assert len(Drawn.of(bytes(5000)).packed) < 100

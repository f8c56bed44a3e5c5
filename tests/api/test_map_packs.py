"""Offline map packs: one file of one's own divisions, resumable, remade when the layers change."""

import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pmtiles.reader import MemorySource, Reader, all_tiles
from pmtiles.tile import Compression, TileType
from sqlalchemy import select, update

from gis.packs.covering import Bounds, tile_at
from patrol import auth, map_packs
from patrol.app import create_app
from patrol.models import Officer, RiverSegment
from tests.api.conftest import COUNTY, SOUTH, VILLAGE, WEST, Caller, at
from tests.gis import base_maps, mvt

PACKS = "/api/v1/map-packs"


def only_pack(caller) -> dict:
    answer = caller.get(PACKS)
    assert answer.status_code == 200, answer.json
    (pack,) = answer.json["items"]
    return pack


def content(caller, pack: dict) -> bytes:
    return caller.get(pack["url"]).data


def layers_at(archive: bytes, place_m, z: int) -> dict:
    tile = Reader(MemorySource(archive)).get(z, *tile_at(*at(*place_m), z))
    return mvt.read(gzip.decompress(tile)) if tile else {}


def test_the_pack_is_one_pmtiles_file_of_what_its_list_says(signed_in):
    li = signed_in("li")
    pack = only_pack(li)
    archive = content(li, pack)
    assert (len(archive), hashlib.sha256(archive).hexdigest()) == (pack["bytes"], pack["sha256"])
    header = Reader(MemorySource(archive)).header()
    assert (header["tile_type"], header["tile_compression"]) == (TileType.MVT, Compression.GZIP)
    assert (header["min_zoom"], header["max_zoom"]) == (pack["min_zoom"], pack["max_zoom"]) == (8, 14)
    assert header["clustered"]
    assert (pack["id"], pack["name"], pack["base"]) == (VILLAGE, "河口村", None)
    assert [layer["id"] for layer in Reader(MemorySource(archive)).metadata()["vector_layers"]] == pack["layers"]


def test_tiles_hold_segments_plots_divisions_and_place_names(signed_in):
    sup = signed_in("sup")
    archive = content(sup, only_pack(sup))
    near_river = layers_at(archive, (3_000, 1_000), 14)
    assert {feature.properties["code"] for feature in near_river["segments"].features} == {"R-1"}
    assert near_river["segments"].features[0].properties["river"] == "清溪河"
    assert layers_at(archive, (2_500, 3_250), 14)["plots"].features[0].properties["name"] == "红9"
    far = layers_at(archive, (5_000, 5_000), 8)
    assert {feature.properties["name"] for feature in far["places"].features} == {"云岫县", "上乡"}
    assert {feature.kind for feature in far["places"].features} == {mvt.POINT}
    assert "plots" not in far
    assert {"divisions", "segments"} <= far.keys()


def test_nothing_lies_outside_the_scope(signed_in):
    li, sup = signed_in("li"), signed_in("sup")
    brook = (15_000, 3_000)
    assert "segments" in layers_at(content(sup, only_pack(sup)), brook, 14)
    own = content(li, only_pack(li))
    assert layers_at(own, brook, 14) == {}
    tiles = [mvt.read(gzip.decompress(tile)) for _, tile in all_tiles(MemorySource(own))]
    assert "B-1" not in {f.properties["code"] for tile in tiles for layer in tile.values() for f in layer.features}


def test_the_pack_of_another_scope_does_not_exist(signed_in):
    theirs = only_pack(signed_in("sup"))
    assert theirs["id"] == COUNTY
    assert signed_in("li").get(theirs["url"]).status_code == 404
    assert signed_in("li").get(theirs["url"].replace(COUNTY, VILLAGE)).status_code == 404
    assert signed_in("sup").get(f"{PACKS}/{COUNTY}/..%2F..%2Fx.pmtiles").status_code == 404


def test_it_asks_for_a_sign_in(client, county):
    assert client.get(PACKS).status_code == 401
    assert client.get(f"{PACKS}/{COUNTY}/0.pmtiles").status_code == 401


def test_a_broken_download_is_taken_up_where_it_ended(signed_in):
    li = signed_in("li")
    pack = only_pack(li)
    whole = li.get(pack["url"])
    tag = whole.headers["ETag"]
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert not tag.startswith("W/")

    def part(span: str, **headers):
        return li.client.get(pack["url"], headers=li.headers | {"Range": span} | headers)

    rest = part("bytes=1000-", **{"If-Range": tag})
    assert (rest.status_code, rest.headers["Content-Range"]) == (206, f"bytes 1000-{pack['bytes'] - 1}/{pack['bytes']}")
    assert part("bytes=0-999").data + rest.data == whole.data
    assert part("bytes=-10").data == whole.data[-10:]
    assert part("bytes=1000-", **{"If-Range": '"another"'}).status_code == 200
    beyond = part(f"bytes={pack['bytes']}-")
    assert (beyond.status_code, beyond.json["status"]) == (416, 416)
    assert li.client.get(pack["url"], headers=li.headers | {"If-None-Match": tag}).status_code == 304


def test_a_pack_is_made_once_until_a_row_of_its_scope_changes(signed_in, session, settings):
    li, zhao = signed_in("li"), signed_in("zhao")
    before, others = only_pack(li), only_pack(zhao)
    archive = settings.data / "map-packs" / VILLAGE / f"{before['version']}.pmtiles"
    made = archive.stat().st_mtime_ns
    assert only_pack(li) == before
    assert archive.stat().st_mtime_ns == made
    session.execute(update(RiverSegment).where(RiverSegment.code == "R-1").values(name="改名河段"))
    session.flush()
    after = only_pack(li)
    assert after["version"] != before["version"]
    here = layers_at(content(li, after), (5_000, 1_000), 14)["segments"].features
    # The tile may hold the next segment as well, in any order.
    assert {each.properties["code"]: each.properties["name"] for each in here}["R-1"] == "改名河段"
    assert only_pack(zhao) == others
    assert content(li, before), "a download of the version before can still end"


def test_before_there_is_anything_to_show_there_is_no_pack(app, session, county, signed_in):
    session.execute(update(RiverSegment).where(RiverSegment.code == "B-1").values(division_code=VILLAGE))
    session.flush()
    assert signed_in("zhao").get(PACKS).json == {"items": [], "next": None}


def test_many_who_ask_at_once_get_the_same_file(live_server):
    phones = [live_server.phone("supervisor") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda phone: phone.get(PACKS)["items"][0], phones))
    assert len({pack["sha256"] for pack in found}) == 1
    answer = phones[0].session.get(f"{live_server.url}{found[0]['url']}", timeout=60)
    assert hashlib.sha256(answer.content).hexdigest() == found[0]["sha256"]


@pytest.mark.parametrize("version", ["0", "%2e%2e", "x" * 300])
def test_a_version_that_never_was_is_not_found(signed_in, version):
    assert signed_in("li").get(f"{PACKS}/{VILLAGE}/{version}.pmtiles").status_code == 404


@pytest.fixture
def on_ground(county, connection, session, settings):
    """`on_ground(path)` is a supervisor of a county whose base map lies there."""

    def sign_in(path) -> Caller:
        officer = session.scalar(select(Officer).where(Officer.username == "sup"))
        token, _ = auth.issue_token(session, officer, "test", datetime.now(UTC), 1)
        session.flush()
        app = create_app(replace(settings, base_map=path))
        return Caller(app.test_client(), {"Authorization": f"Bearer {token}"})

    return sign_in


AROUND = Bounds(WEST - 0.5, SOUTH - 0.5, WEST + 0.5, SOUTH + 0.5)


def test_vector_tiles_of_the_countys_base_map_join_the_same_file(on_ground, tmp_path):
    ground = base_maps.everywhere(AROUND, 5, 12, base_maps.layer("water") + base_maps.layer("places"))
    sup = on_ground(base_maps.mbtiles(tmp_path / "base.mbtiles", ground, names=("water", "places")))
    pack = only_pack(sup)
    assert pack["base"] == {"kind": "vector", "layers": ["base_water", "base_places"], "attribution": "县自然资源局"}
    assert pack["layers"] == ["base_water", "base_places", "divisions", "segments", "plots", "places"]
    assert (pack["min_zoom"], pack["max_zoom"]) == (5, 12)
    archive = content(sup, pack)
    found = layers_at(archive, (3_000, 1_000), 12)
    assert set(found) == {"base_water", "base_places", "divisions", "segments", "plots"}
    assert set(layers_at(archive, (3_000, 1_000), 5)) == {"base_water", "base_places"}
    outside = tile_at(WEST - 0.4, SOUTH, 12)
    assert Reader(MemorySource(archive)).get(12, *outside) is None


def test_a_raster_base_map_comes_as_a_second_file_clipped_to_the_bounds(on_ground, tmp_path):
    ground = base_maps.everywhere(AROUND, 8, 13, b"\x89PNG sea")
    sup = on_ground(base_maps.pmtiles(tmp_path / "base.pmtiles", ground, TileType.PNG))
    pack = only_pack(sup)
    base = pack["base"]
    assert (base["kind"], base["id"], base["min_zoom"], base["max_zoom"]) == ("raster", f"{COUNTY}-base", 8, 13)
    archive = content(sup, base)
    assert (len(archive), hashlib.sha256(archive).hexdigest()) == (base["bytes"], base["sha256"])
    reader = Reader(MemorySource(archive))
    assert reader.header()["tile_type"] == TileType.PNG
    assert reader.get(13, *tile_at(*at(5_000, 5_000), 13)) == b"\x89PNG sea"
    assert reader.get(13, *tile_at(WEST - 0.4, SOUTH, 13)) is None
    assert "base_water" not in pack["layers"]


def test_a_bad_base_map_is_told_and_the_pack_comes_without_it(on_ground, tmp_path, settings, caplog):
    path = tmp_path / "base.mbtiles"
    path.write_text("not a map")
    assert "neither" in map_packs.complaint(replace(settings, base_map=path))
    assert map_packs.complaint(settings) is None
    pack = only_pack(on_ground(path))
    assert pack["base"] is None
    assert "left out" in caplog.text
    base_maps.mbtiles(tmp_path / "good.mbtiles", base_maps.everywhere(AROUND, 8, 12, base_maps.layer("water")))
    (tmp_path / "good.mbtiles").replace(path)
    assert only_pack(on_ground(path))["base"]["kind"] == "vector"

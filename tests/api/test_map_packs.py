"""Offline map packs: one file of one's own divisions, resumable, remade when the layers change."""

import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from pmtiles.reader import MemorySource, Reader, all_tiles
from pmtiles.tile import Compression, TileType
from sqlalchemy import update

from gis.packs.covering import tile_at
from patrol.models import RiverSegment
from tests.api.conftest import COUNTY, VILLAGE, at
from tests.gis import mvt

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
    assert layers_at(content(li, after), (5_000, 1_000), 14)["segments"].features[0].properties["name"] == "改名河段"
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

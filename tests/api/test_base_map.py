"""The county's own base map for the console: from a file tile by tile, or a service's address with its key."""

from dataclasses import replace

import pytest

from gis.packs.covering import Bounds
from patrol.config import MapSettings, Settings
from patrol.environment import BadSetting
from tests.gis.base_maps import everywhere, layer, mbtiles

BOUNDS = Bounds(116.4, 27.4, 116.6, 27.6)
WMTS = "https://t0.example.org/vec_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}"


@pytest.fixture
def vector(tmp_path):
    return mbtiles(tmp_path / "county.mbtiles", everywhere(BOUNDS, 8, 10, layer("water")))


@pytest.fixture
def asking(signed_in, app, settings):
    """Asks as a supervisor, under settings that are a little other."""

    def asking(path: str = "", **changed):
        app.config["PATROL"] = replace(settings, **changed)
        return signed_in("sup").get(f"/api/v1/base-map{path}")

    return asking


def test_without_one_nothing_is_drawn(asking):
    assert asking().get_json() == {"layers": [], "attribution": "", "approval": None}


def test_an_own_file_is_told_of_and_its_tiles_are_handed_out(asking, vector):
    told = asking(base_map=vector).get_json()
    [drawn] = told["layers"]
    assert (drawn["kind"], drawn["layers"], drawn["min_zoom"], drawn["max_zoom"]) == ("vector", ["base_water"], 8, 10)
    assert told["attribution"] == "县自然资源局"
    tile = asking("/10/843/430", base_map=vector)
    assert tile.status_code in (200, 204)
    inside = asking("/8/210/107", base_map=vector)
    assert inside.status_code == 200
    assert b"base_water" in inside.data
    assert "private" in inside.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/3/0/0", "/10/0/0", "/9/9999999/1"])
def test_where_the_file_has_no_tile_there_is_none(asking, vector, path):
    assert asking(path, base_map=vector).status_code == 204


def test_a_damaged_file_leaves_the_map_as_it_is_without_one(asking, tmp_path):
    damaged = tmp_path / "county.mbtiles"
    damaged.write_bytes(b"SQLite format 3\x00" + b"\x00" * 100)
    assert asking(base_map=damaged).get_json()["layers"] == []
    assert asking("/8/210/107", base_map=damaged).status_code == 404


def test_a_service_s_address_has_its_key_and_goes_before_a_file(asking, vector):
    maps = MapSettings((WMTS, WMTS.replace("vec", "cva")), "K1", "GS（2026）0001号")
    told = asking(base_map=vector, maps=maps).get_json()
    assert [each["tiles"][-4:] for each in told["layers"]] == ["k=K1", "k=K1"]
    assert told["approval"] == "GS（2026）0001号"
    assert maps.hosts == ("https://t0.example.org",)


@pytest.mark.parametrize("path", ["", "/8/210/107"])
def test_nobody_sees_it_who_is_not_signed_in(client, path):
    assert client.get(f"/api/v1/base-map{path}").status_code == 401


@pytest.mark.parametrize(
    "written",
    [
        "t0.example.org/{z}/{x}/{y}",
        "https://t0.example.org/{z}/{x}",
        "ftp://h/{z}/{x}/{y}",
        "https://h;script-src/{z}/{x}/{y}",
        "https://user:word@h/{z}/{x}/{y}",
    ],
)
def test_an_address_that_is_none_is_refused_at_the_start_and_not_repeated(written):
    with pytest.raises(BadSetting, match="PATROL_BASE_WMTS") as refused:
        Settings.from_env({"PATROL_BASE_WMTS": written})
    assert written not in str(refused.value)

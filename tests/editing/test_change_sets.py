"""Change sets as a list, each with its features before and after."""

import io

import openpyxl
import pytest
import shapely

from gis import files
from patrol import importing
from tests.api.conftest import VILLAGE, at
from tests.editing.conftest import Desk, box
from tests.gis.making import write

YEAR = {"from": "2026-01-01", "to": "2026-12-31"}


def sets(desk: Desk, path: str = "", **query):
    """A request for change sets."""
    return desk.client.get(f"/api/v1/change-sets{path}", headers=desk.headers, query_string=query or None)


@pytest.fixture
def brought_in(gis, session, settings, tmp_path):
    """The number of an import that adds one segment, and moves and renames another."""
    lines = [
        shapely.LineString([at(2_000, 5_000), at(4_000, 5_000)]),
        shapely.LineString([at(1_000, 1_500), at(6_000, 1_500)]),
    ]
    path = write(tmp_path / "rivers.gpkg", lines, columns={"code": ["N-1", "R-1"], "name": ["新溪", "改名"]})
    with files.read(path) as source:
        order = importing.Order(division=VILLAGE)
        loaded = importing.load(session, importing.KINDS["river-segments"], source, order, settings, lambda *_: None)
    return loaded.change_set


@pytest.fixture
def renamed(gis, brought_in):
    """A name changed at the map after the import."""
    gis.patch("segments", "R-2", {"properties": {"name": "改"}})


def test_a_set_is_told_once_with_what_it_touched_and_the_newest_come_first(gis, brought_in, renamed):
    items = sets(gis, **YEAR).json["items"][:2]
    assert [(each["means"], each["features"], each["layer"], each["by"]) for each in items] == [
        ("api", 1, "河段", "gis"),
        ("import", 2, "河段", items[1]["by"]),
    ]
    assert items[0]["title"] == "河段 R-2"
    assert (items[1]["id"], items[1]["title"], items[1]["standing"]) == (brought_in, "rivers.gpkg", "stands")
    assert [items[1][name] for name in ("created", "changed", "deleted")] == [1, 1, 0]


@pytest.mark.parametrize(
    ("asked", "means"),
    [
        ({"means": "import"}, ["import"]),
        ({"layer": "segments", "text": "rivers"}, ["import"]),
        ({"text": "R-2"}, ["api"]),
        ({"layer": "zoning", "means": "api"}, []),
        ({"to": "2020-01-31", "from": "2020-01-01"}, []),
    ],
)
def test_the_list_is_narrowed_by_what_how_who_and_when(gis, renamed, asked, means):
    found = sets(gis, **{**YEAR, **asked}).json["items"]
    assert [each["means"] for each in found if each["means"] != "sql"] == means


def test_the_list_comes_as_a_workbook(gis, renamed):
    answer = sets(gis, **YEAR, means="import", format="xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.values)
    assert rows[0][:6] == ("时间", "经办", "方式", "图层", "文件或要素", "要素数")
    assert rows[1][2:6] == ("文件导入", "河段", "rivers.gpkg", 2)


def test_a_set_tells_of_each_feature_what_it_was_and_what_it_became(gis, brought_in, renamed):
    items = sets(gis, f"/{brought_in}/features").json["items"]
    told = {each["code"]: each for each in items}
    new, moved = told["N-1"], told["R-1"]
    assert (new["action"], new["geometry_before"], new["size_before"]) == ("create", None, None)
    assert new["size_after"] == pytest.approx(2_000, rel=0.01)
    assert (moved["action"], moved["moved"]) == ("update", True)
    assert moved["geometry_before"] != moved["geometry_after"]
    assert moved["geometry_before"].keys() == moved["geometry_after"].keys() == {"type", "coordinates"}
    names = [each for each in moved["differences"] if each["field"] == "name"]
    assert (
        names == [{"field": "name", "title": "名称", "before": "一河上段", "after": "改名"}]
        or names[0]["after"] == "改名"
    )


def test_a_set_is_what_it_made_though_the_features_changed_afterwards(gis, brought_in):
    gis.patch("segments", "N-1", {"properties": {"name": "后来"}})
    new = {each["code"]: each for each in sets(gis, f"/{brought_in}/features").json["items"]}["N-1"]
    assert new["name"] == "新溪"


def test_a_deleted_feature_has_a_shape_before_and_none_after(gis):
    assert (
        gis.post("zoning", {"type": "Feature", "geometry": box(0, 0, 500, 500), "properties": ZONE}).status_code == 201
    )
    assert gis.delete("zoning", "Z-9").status_code == 204
    number = sets(gis, **YEAR).json["items"][0]["id"]
    (gone,) = sets(gis, f"/{number}/features").json["items"]
    assert (gone["action"], gone["geometry_after"], gone["code"]) == ("delete", None, "Z-9")
    assert gone["size_before"] == pytest.approx(250_000, rel=0.01)


ZONE = {"code": "Z-9", "name": "试验区", "category": "key"}


def test_features_come_in_pages_that_hold_each_once(gis, brought_in):
    whole = [each["number"] for each in sets(gis, f"/{brought_in}/features").json["items"]]
    page = sets(gis, f"/{brought_in}/features", limit=1).json
    found = [each["number"] for each in page["items"]]
    while page["next"]:
        page = gis.client.get(page["next"], headers=gis.headers).json
        found += [each["number"] for each in page["items"]]
    assert found == whole


def test_an_undone_set_names_what_undid_it_and_is_not_offered_again(gis, brought_in):
    assert sets(gis, f"/{brought_in}").json["may_undo"] is True
    undone = gis.client.post(f"/api/v1/changes/{brought_in}/undo", headers=gis.headers).json
    told = sets(gis, f"/{brought_in}").json
    assert (told["standing"], told["undone_by"], told["may_undo"]) == ("undone", undone["change_set"], False)
    assert sets(gis, f"/{undone['change_set']}").json["undoes"] == brought_in


def test_nobody_sees_sets_of_other_divisions_and_field_staff_see_none(desk, brought_in):
    assert sets(desk("gis_other"), f"/{brought_in}").status_code == 404
    assert sets(desk("gis_other"), f"/{brought_in}/features").status_code == 404
    assert brought_in not in [each["id"] for each in sets(desk("gis_other"), **YEAR).json["items"]]
    assert sets(desk("wang")).status_code == 403


@pytest.mark.parametrize(
    ("path", "asked", "field"),
    [
        ("", {"means": "magic"}, "means"),
        ("", {"layer": "tracks"}, "layer"),
        ("", {"sort": "password"}, "sort"),
        ("", {"from": "2026-02-30"}, "from"),
        ("", {"limit": "0"}, "limit"),
        ("/{}/features", {"after": "-1"}, "after"),
        ("/{}/features", {"limit": "1001"}, "limit"),
        ("/{}/features", {"what": "1"}, "what"),
    ],
)
def test_questions_that_cannot_be_answered_are_refused_by_name(gis, brought_in, path, asked, field):
    answer = sets(gis, path.format(brought_in), **asked)
    assert answer.status_code in (400, 422)
    assert field in answer.json["errors"]

"""A file goes in, is judged without touching anything, is shown, and is committed."""

import math

import pytest
import shapely
from sqlalchemy import text

from tests.api.conftest import TOWN
from tests.api.imports.conftest import SOUTH, URL, WEST, bowtie, codes
from tests.gis.making import squares, write


@pytest.fixture
def app(app_of_its_own):
    """Tiles are drawn here."""
    return app_of_its_own


def test_a_file_is_taken_at_once_and_judged_afterwards(desk, plots):
    answer = desk.send(plots)
    assert answer.status_code == 202
    assert answer.json["state"] == "waiting"
    assert answer.headers["Location"] == f"{URL}/{answer.json['id']}"
    jobs = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'preview_import' AND args->>'import_id' = :id"
    assert desk.scalar(jobs, id=answer.json["id"]) == 1
    found = desk.judge(answer.json["id"])
    assert found["state"] == "previewed"
    assert found["counts"] == {"read": 3, "new": 3, "changed": 0, "unchanged": 0, "repaired": 0, "refused": 0}
    assert found["found"]["fields"] == {"code": "小班编码", "name": "名称", "division": "村代码"}
    assert found["found"]["columns"][0] == {"name": "小班编码", "samples": ["A-1", "A-2", "A-3"]}
    assert found["found"]["bounds"] == pytest.approx([WEST + 0.01, SOUTH + 0.01, WEST + 0.015, SOUTH + 0.011])
    assert codes(desk) == {"P-1"}


def test_a_commit_brings_in_what_was_shown_with_its_cells(desk, plots):
    found = desk.preview(plots)
    done = desk.commit(found["id"])
    assert done["state"] == "committed"
    assert done["committed_at"]
    assert codes(desk) == {"P-1", "A-1", "A-2", "A-3"}
    cells = (
        "SELECT count(DISTINCT plot_id) FROM plot_cell c JOIN forest_plot p ON p.id = c.plot_id WHERE code LIKE 'A-%'"
    )
    assert desk.scalar(cells) == 3
    assert desk.post(f"{found['id']}/commit").json["state"] == "committed"
    assert desk.put(found["id"], {"kind": "zoning"}).status_code == 409
    assert desk.delete(found["id"]).status_code == 409


def test_a_commit_is_one_change_set_by_which_it_can_be_undone(desk, plots):
    done = desk.commit(desk.preview(plots)["id"])
    changes = "SELECT count(*) FROM geometry_change WHERE change_set_id = :id AND action = 'create'"
    assert desk.scalar(changes, id=done["change_set"]) == 3
    assert desk.scalar("SELECT title FROM change_set WHERE id = :id", id=done["change_set"]) == "小班.gpkg"


def test_a_table_of_points_is_shown_on_the_stored_shapes_and_changes_their_attributes_alone(desk, plots, tmp_path):
    desk.commit(desk.preview(plots)["id"])
    shapes = "SELECT ST_Collect(geom ORDER BY code)::text FROM forest_plot"
    stored = desk.scalar(shapes)
    table = tmp_path / "back.csv"
    table.write_text(f"小班编码,树种,lon,lat\nA-1,枫香,{WEST + 0.01},{SOUTH + 0.01}\n", encoding="utf-8")
    found = desk.preview(table)
    assert (found["counts"]["changed"], found["counts"]["refused"]) == (1, 0)
    assert any("图形保持不变" in note for note in found["found"]["notes"])
    assert found["found"]["bounds"][0] == pytest.approx(WEST + 0.01)
    (feature,) = desk.get(found["id"], "/features")["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    desk.commit(found["id"])
    assert desk.scalar("SELECT tree_species FROM forest_plot WHERE code = 'A-1'") == "枫香"
    assert desk.scalar(shapes) == stored


def test_the_same_file_again_has_nothing_to_bring(desk, plots):
    desk.commit(desk.preview(plots)["id"])
    again = desk.preview(plots)
    assert again["counts"]["unchanged"] == 3
    answer = desk.post(f"{again['id']}/commit")
    assert (answer.status_code, answer.json["code"]) == (409, "import_nothing")


def test_the_preview_tells_new_changed_unchanged_and_refused_apart(desk, plots, tmp_path):
    desk.commit(desk.preview(plots)["id"])
    shapes = [*squares(2, west=WEST + 0.01, south=SOUTH + 0.01), *squares(1, west=WEST + 0.05, south=SOUTH + 0.01)]
    columns = {"小班编码": ["A-1", "A-2", "A-9", "A-8"], "名称": ["红1", "改了", "新", "坏"], "村代码": [TOWN] * 4}
    found = desk.preview(write(tmp_path / "b.gpkg", [*shapes, bowtie()], columns=columns))
    assert found["counts"] == {"read": 4, "new": 1, "changed": 1, "unchanged": 1, "repaired": 0, "refused": 1}
    verdicts = {f["properties"]["code"]: f["properties"]["verdict"] for f in _features(desk, found)}
    assert verdicts == {"A-1": "unchanged", "A-2": "changed", "A-9": "new", "A-8": "refused"}


def _features(desk, found, **query):
    return desk.get(found["id"], "/features", **query)["features"]


def test_problems_come_with_their_reason_and_the_place_of_the_fault(desk, tmp_path):
    columns = {"小班编码": ["B-1", None, "B-3"], "面积亩": ["1", "2", "很多"]}
    shapes = [bowtie(), *squares(2, west=WEST + 0.02, south=SOUTH + 0.01)]
    found = desk.preview(write(tmp_path / "b.gpkg", shapes, columns=columns), division=TOWN)
    body = desk.get(found["id"], "/problems")
    assert body["numberMatched"] == found["counts"]["refused"] == 3
    first, second, third = body["features"]
    assert first["geometry"]["coordinates"] == pytest.approx([WEST + 0.035, SOUTH + 0.025], abs=1e-6)
    assert "自相交" in first["properties"]["reason"]
    assert second["properties"]["reason"] == "没有编码"
    assert "很多" in third["properties"]["reason"]
    assert third["bbox"][0] == pytest.approx(WEST + 0.022)
    english = desk.caller.client.get(
        f"{URL}/{found['id']}/problems", headers={**desk.caller.headers, "Accept-Language": "en"}
    )
    assert english.get_json(force=True)["features"][1]["properties"]["reason"] == "has no code"


def test_a_repaired_shape_comes_in_and_is_told(desk, tmp_path):
    x, y = WEST + 0.03, SOUTH + 0.02
    nearly = shapely.Polygon([(x, y), (x + 0.01, y), (x + 0.01, y + 0.01), (x + 0.00999, y + 0.0101), (x, y + 0.01),
                              (x + 0.00001, y + 0.0101)])  # fmt: skip
    assert not nearly.is_valid
    found = desk.preview(write(tmp_path / "b.gpkg", [nearly], columns={"code": ["B-1"]}), division=TOWN)
    assert (found["counts"]["new"], found["counts"]["repaired"], found["counts"]["refused"]) == (1, 1, 0)
    assert "已修复" in desk.get(found["id"], "/problems")["features"][0]["properties"]["reason"]
    assert desk.commit(found["id"])["state"] == "committed"
    assert desk.scalar("SELECT ST_IsValid(geom) FROM forest_plot WHERE code = 'B-1'")


def test_features_come_by_verdict_and_page_after_page(desk, plots):
    found = desk.preview(plots)
    page = desk.get(found["id"], "/features", limit=2, verdict="new")
    assert (page["numberMatched"], page["numberReturned"]) == (3, 2)
    assert {tuple(each["geometry"]) for each in page["features"]} == {("type", "coordinates")}
    following = desk.caller.client.get(page["links"][0]["href"], headers=desk.caller.headers).get_json(force=True)
    assert [feature["id"] for feature in following["features"]] == [3]
    assert _features(desk, found, verdict="refused") == []


def test_the_map_gets_tiles_of_what_would_come_in(desk, plots):
    found = desk.preview(plots)
    z = 12
    x, y = _address(WEST + 0.01, SOUTH + 0.01, z)
    answer = desk.caller.get(f"{URL}/{found['id']}/tiles/{z}/{y}/{x}")
    assert answer.status_code == 200
    assert b"A-2" in answer.data
    assert b"new" in answer.data
    assert desk.caller.get(f"{URL}/{found['id']}/tiles/{z}/0/0").status_code == 204
    assert desk.caller.get(f"{URL}/{found['id']}/tiles/{z}/a/0").status_code in (400, 404)


def _address(lon, lat, z):
    n = 2**z
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return int((lon + 180) / 360 * n), int(y * n)


def test_data_that_changed_in_between_is_judged_again_and_nothing_is_written(desk, plots):
    found = desk.preview(plots)
    other = desk.preview(plots)
    desk.commit(other["id"])
    desk.session.execute(text("UPDATE forest_plot SET name = '后来改的' WHERE code = 'A-1'"))
    again = desk.commit(found["id"])
    assert again["state"] == "previewed"
    assert again["changed_meanwhile"]
    assert again["counts"] == {"read": 3, "new": 0, "changed": 1, "unchanged": 2, "repaired": 0, "refused": 0}
    assert desk.scalar("SELECT name FROM forest_plot WHERE code = 'A-1'") == "后来改的"
    assert desk.commit(found["id"])["state"] == "committed"
    assert desk.scalar("SELECT name FROM forest_plot WHERE code = 'A-1'") == "红1"


def test_a_row_that_somebody_edited_after_the_preview_is_not_overwritten_unseen(desk, plots, tmp_path):
    desk.commit(desk.preview(plots)["id"])
    columns = {"小班编码": ["A-1"], "名称": ["甲"], "村代码": [TOWN]}
    path = write(tmp_path / "b.gpkg", squares(1, west=WEST + 0.01, south=SOUTH + 0.01), columns=columns)
    found = desk.preview(path)
    desk.session.execute(text("UPDATE forest_plot SET name = '乙' WHERE code = 'A-1'"))
    assert desk.commit(found["id"])["changed_meanwhile"]
    assert desk.scalar("SELECT name FROM forest_plot WHERE code = 'A-1'") == "乙"


def test_a_segment_s_new_river_is_entered_with_the_commit_and_not_before(desk, tmp_path):
    line = shapely.LineString([(WEST + 0.01, SOUTH + 0.01), (WEST + 0.02, SOUTH + 0.01)])
    columns = {"河段编码": ["S-1"], "河段名称": ["甲段"], "河流名称": ["新溪"]}
    found = desk.preview(write(tmp_path / "a.gpkg", [line], columns=columns), "river-segments", division=TOWN)
    assert found["counts"]["new"] == 1
    assert desk.scalar("SELECT count(*) FROM river WHERE name = '新溪'") == 0
    desk.commit(found["id"])
    joined = "SELECT r.name FROM river_segment s JOIN river r ON r.id = s.river_id WHERE s.code = 'S-1'"
    assert desk.scalar(joined) == "新溪"


def test_parcels_become_issues_once(desk, tmp_path):
    points = [shapely.Point(WEST + 0.01, SOUTH + 0.01), shapely.Point(WEST + 0.02, SOUTH + 0.01)]
    columns = {"图斑号": ["1", "2"], "问题类别": ["违法占用林地"] * 2}
    path = write(tmp_path / "a.gpkg", points, columns=columns, geometry_type="Point")
    found = desk.preview(path, "issues", division=TOWN, set="batch=2026-1")
    assert found["counts"]["new"] == 2
    assert desk.scalar("SELECT count(*) FROM issue") == 0
    desk.commit(found["id"])
    assert desk.scalar("SELECT count(*) FROM issue WHERE source = 'remote_sensing'") == 2
    again = desk.preview(path, "issues", division=TOWN, set="batch=2026-1")
    assert again["counts"]["unchanged"] == 2

"""What an import asks, remembers and gives back as files; who may import."""

import pyogrio
import pytest
from sqlalchemy import text

from patrol import importing
from tests.api.conftest import OTHER_TOWN, TOWN
from tests.api.imports.conftest import SOUTH, URL, WEST, bowtie, codes
from tests.gis.making import squares, write, zipped


def test_the_report_and_the_refused_features_can_be_had_as_files(desk, tmp_path, plots):
    found = desk.preview(write(tmp_path / "b.gpkg", [bowtie()], columns={"code": ["B-1"]}), division=TOWN)
    answer = desk.caller.get(f"{URL}/{found['id']}/report.txt")
    assert "拒绝 1" in answer.get_data(as_text=True)
    refused = tmp_path / "refused.gpkg"
    refused.write_bytes(desk.caller.get(f"{URL}/{found['id']}/refused.gpkg").data)
    assert pyogrio.read_info(refused, layer="refused")["features"] == 1
    assert desk.caller.get(f"{URL}/{desk.preview(plots)['id']}/refused.gpkg").status_code == 404


def test_a_wrong_choice_is_asked_anew_with_everything_to_choose_from(desk, tmp_path):
    folder = tmp_path / "parts"
    folder.mkdir()
    shapes = squares(2, 4548, WEST + 0.01, SOUTH + 0.01)
    write(folder / "小班.shp", shapes, 4548, encoding="GBK", columns={"甲": ["C-1", "C-2"]})
    (folder / "小班.prj").unlink()
    found = desk.preview(zipped(folder, tmp_path / "小班.zip"))
    assert (found["state"], found["problem"]["code"]) == ("refused", "crs_missing")
    assert found["found"]["candidates"][0]["crs"] == "EPSG:4548"
    assert found["found"]["candidates"][0]["share"] == 1.0
    asked = {"kind": "forest-plots", "crs": "EPSG:4548", "division": TOWN}
    assert desk.put(found["id"], asked).json["state"] == "waiting"
    found = desk.judge(found["id"])
    assert found["problem"]["code"] == "column_needed"
    assert [column["name"] for column in found["found"]["columns"]] == ["甲"]
    assert desk.put(found["id"], asked | {"fields": {"code": "甲"}}).status_code == 202
    found = desk.judge(found["id"])
    assert found["counts"]["new"] == 2
    desk.commit(found["id"])
    assert {"C-1", "C-2"} <= codes(desk)


def test_what_was_matched_is_remembered_for_the_next_file_with_these_columns(desk, tmp_path):
    columns = {"甲": ["C-1"], "乙": ["红1"]}
    shapes = squares(1, west=WEST + 0.01, south=SOUTH + 0.01)
    path = write(tmp_path / "a.gpkg", shapes, columns=columns)
    found = desk.preview(path, division=TOWN, field=["code=甲", "name=乙"])
    desk.commit(found["id"])
    again = desk.preview(write(tmp_path / "b.gpkg", shapes, columns={"乙": ["红1"], "甲": ["C-2"]}), division=TOWN)
    assert again["found"]["recalled"]
    assert again["found"]["fields"] == {"code": "甲", "name": "乙"}
    assert desk.put(again["id"], {"kind": "forest-plots", "division": TOWN, "fields": {"code": "乙", "name": None}})
    other = desk.judge(again["id"])
    assert (other["found"]["recalled"], other["found"]["fields"]) == (False, {"code": "乙"})
    assert desk.preview(write(tmp_path / "c.gpkg", shapes, columns={"丙": ["C-1"]}))["state"] == "refused"


def test_a_field_that_was_left_out_stays_out_to_the_end(desk, plots):
    found = desk.preview(plots)
    asked = {"kind": "forest-plots", "fields": {"code": "名称", "name": None, "division": "村代码"}}
    assert desk.put(found["id"], asked).status_code == 202
    desk.judge(found["id"])
    assert desk.commit(found["id"])["state"] == "committed"
    assert desk.scalar("SELECT name FROM forest_plot WHERE code = '红1'") is None


def test_the_files_of_a_shapefile_may_come_one_by_one(desk, tmp_path):
    path = write(tmp_path / "小班.shp", squares(2, 4548, WEST + 0.01, SOUTH + 0.01), 4548, encoding="GBK")
    parts = [path.with_suffix(suffix) for suffix in (".dbf", ".shx", ".prj", ".cpg")]
    found = desk.preview(path, "forest-plots", *parts, division=TOWN)
    assert found["counts"]["new"] == 2
    assert found["found"]["columns"][0]["samples"] == ["红1", "红2"]


def test_a_file_may_be_the_body_itself(desk, plots):
    query = {"kind": "forest-plots", "name": "小班.gpkg", "field": "code=小班编码"}
    answer = desk.caller.client.post(URL, query_string=query, data=plots.read_bytes(), headers=desk.caller.headers)
    assert answer.status_code == 202, answer.text
    assert desk.judge(answer.json["id"])["counts"]["new"] == 3


@pytest.mark.parametrize(
    ("username", "status"), [("office", 202), ("admin", 202), ("towngis", 403), ("wang", 403), ("chief", 403)]
)
def test_only_gis_staff_and_the_office_of_a_county_and_administrators_import(desk_of, plots, username, status):
    desk = desk_of(username)
    assert desk.send(plots).status_code == status
    assert desk.caller.get(URL).status_code == (200 if status == 202 else 403)


def test_another_county_sees_nothing_of_it_and_cannot_take_over_what_is_ours(desk_of, plots, tmp_path):
    ours, theirs = desk_of("gis"), desk_of("admin")
    found = ours.preview(plots)
    ours.session.execute(text("UPDATE officer SET division_code = '361098000000' WHERE username = 'admin'"))
    assert theirs.caller.get(f"{URL}/{found['id']}").status_code == 404
    assert theirs.post(f"{found['id']}/commit").status_code == 404
    assert theirs.delete(found["id"]).status_code == 404
    assert theirs.caller.get(URL).json["items"] == []
    mine = theirs.preview(plots)
    assert mine["counts"]["refused"] == 3
    assert "辖区" in theirs.get(mine["id"], "/problems")["features"][0]["properties"]["reason"]
    assert theirs.send(plots, division=OTHER_TOWN).status_code == 422


def test_the_list_shows_the_newest_first(desk, plots):
    first, second = desk.preview(plots), desk.preview(plots)
    items = desk.caller.get(URL).json["items"]
    assert [item["id"] for item in items] == [second["id"], first["id"]]
    assert items[0]["by"] == "吴图"
    page = desk.caller.get(URL, limit=1).json
    following = desk.caller.client.get(page["next"], headers=desk.caller.headers).json
    assert [item["id"] for item in following["items"]] == [first["id"]]


def test_the_kinds_tell_their_fields_in_words(desk):
    kinds = {kind["name"]: kind for kind in desk.caller.get(f"{URL}/kinds").json["items"]}
    assert set(kinds) == set(importing.KINDS)
    code = kinds["river-segments"]["fields"][0]
    assert code == {"name": "code", "title": "河段编码", "needed": True}
    assert "river_id" not in [field["name"] for field in kinds["river-segments"]["fields"]]

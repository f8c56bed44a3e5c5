"""A file goes in, is judged without touching anything, is shown, and is committed or thrown away."""

import math
import uuid
from datetime import UTC, datetime, timedelta

import pyogrio
import pytest
import shapely
from sqlalchemy import text

from patrol import importing
from tests.api.conftest import OTHER_TOWN, TOWN
from tests.api.imports.conftest import SOUTH, URL, WEST, bowtie
from tests.gis.making import squares, write, zipped


@pytest.fixture
def app(app_of_its_own):
    """Tiles are drawn here."""
    return app_of_its_own


def codes(desk):
    return set(desk.session.scalars(text("SELECT code FROM forest_plot")))


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


def test_thrown_away_means_gone_with_its_file(desk, plots):
    found = desk.preview(plots)
    folder = desk.settings.data / "imports" / found["id"]
    assert folder.is_dir()
    assert desk.delete(found["id"]).status_code == 204
    assert not folder.exists()
    assert desk.caller.get(f"{URL}/{found['id']}").status_code == 404
    assert desk.scalar("SELECT count(*) FROM layer_import_row") == 0


def test_what_is_being_read_cannot_be_thrown_away_and_keeps_its_file(desk, plots, engine):
    import_id = desk.send(plots).json["id"]
    with engine.connect() as reader, reader.begin():
        reader.execute(text("LOCK TABLE layer_import_row IN SHARE MODE"))
        answer = desk.delete(import_id)
    assert (answer.status_code, answer.json["code"]) == (409, "import_running")
    assert desk.judge(import_id)["counts"]["new"] == 3


def test_an_import_whose_job_failed_for_good_is_given_back(desk, plots, session, settings):
    unread, unwritten, at_work = desk.send(plots).json["id"], desk.preview(plots)["id"], desk.send(plots).json["id"]
    assert desk.post(f"{unwritten}/commit").json["state"] == "committing"
    failed = "UPDATE procrastinate_jobs SET status = 'failed' WHERE args->>'import_id' <> :at_work"
    session.execute(text(failed), {"at_work": at_work})
    session.execute(text("UPDATE layer_import SET state = 'reading' WHERE state = 'waiting'"))
    importing.sweep(session, settings, datetime.now(UTC))
    states = {each: desk.get(each)["state"] for each in (unread, unwritten, at_work)}
    assert states == {unread: "refused", unwritten: "previewed", at_work: "reading"}
    assert desk.get(unread)["problem"]["code"] == desk.get(unwritten)["problem"]["code"] == "cut_off"
    assert desk.put(unread, {"kind": "forest-plots"}).status_code == 202
    assert desk.judge(unread)["state"] == "previewed"
    assert desk.commit(unwritten)["state"] == "committed"


def test_previews_that_nobody_committed_are_swept_with_their_files(desk, plots, session, settings):
    found, kept = desk.preview(plots), desk.preview(plots)
    desk.commit(kept["id"])
    later = datetime.now(UTC) + timedelta(days=settings.imports.days + 1)
    assert importing.sweep(session, settings, later) == 2
    assert not (settings.data / "imports" / found["id"]).exists()
    assert desk.get(kept["id"])["state"] == "committed"
    assert desk.scalar("SELECT count(*) FROM layer_import_row") == 0


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


def test_a_file_that_ended_its_worker_again_and_again_is_given_up(desk, plots, session):
    import_id = desk.send(plots).json["id"]
    session.execute(
        text("UPDATE layer_import SET state = 'reading', attempts = 3 WHERE id = :id"), {"id": uuid.UUID(import_id)}
    )
    found = desk.judge(import_id)
    assert (found["state"], found["problem"]["code"]) == ("refused", "worker_died")


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

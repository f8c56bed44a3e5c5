"""Who changed which boundary when, and a change set undone."""

import pytest
import shapely
from sqlalchemy import text

from gis import files
from patrol import editing, importing
from patrol.errors import Conflict
from tests.api.conftest import COUNTY, VILLAGE, at, walk
from tests.editing.conftest import Desk, box, feature
from tests.gis.making import write

STATE = """
SELECT jsonb_agg(to_jsonb(s) - 'geom' - 'geom_3857' || jsonb_build_object('shape', ST_AsText(geom)) ORDER BY id)
FROM {table} s
"""


def api(desk: Desk, path: str = "", method: str = "GET", **query):
    """A request to the history."""
    return desk.client.open(f"/api/v1/changes{path}", method=method, headers=desk.headers, query_string=query or None)


def state(session, table="river_segment") -> list:
    """Everything that stands in a table."""
    return session.scalar(text(STATE.format(table=table)))


@pytest.fixture
def brought_in(gis, session, settings, tmp_path):
    """An import that adds one segment, moves another and renames it; its report."""
    lines = [
        shapely.LineString([at(2_000, 5_000), at(4_000, 5_000)]),
        shapely.LineString([at(1_000, 1_500), at(6_000, 1_500)]),
    ]
    path = write(tmp_path / "rivers.gpkg", lines, columns={"code": ["N-1", "R-1"], "name": ["新溪", "改名"]})
    with files.read(path) as source:
        order = importing.Order(division=VILLAGE)
        return importing.load(session, importing.KINDS["river-segments"], source, order, settings, lambda *_: None)


def test_the_list_tells_who_changed_what_by_which_means_the_newest_first(gis, brought_in):
    gis.patch("segments", "R-2", {"properties": {"name": "改"}})
    items = api(gis).json["items"]
    told = [(each["code"], each["action"], each["means"], each["moved"]) for each in items[:3]]
    assert told[0] == ("R-2", "update", "api", False)
    assert set(told[1:]) == {("R-1", "update", "import", True), ("N-1", "create", "import", True)}
    assert [each["officer"] for each in items[:3]] == ["gis", None, None]
    assert items[0]["title"] == api(gis, f"/{items[0]['id']}").json["title"] == "河段 R-2"
    assert {(each["title"], each["change_set"]) for each in items[1:3]} == {("rivers.gpkg", brought_in.change_set)}


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"layer": "segments", "means": "import"}, {"R-1", "N-1"}),
        ({"feature": "R-1", "means": "import"}, {"R-1"}),
        ({"officer": "gis"}, {"R-2"}),
        ({"officer": "nobody"}, set()),
        ({"layer": "zoning"}, set()),
        ({"means": "api", "division": COUNTY}, {"R-2"}),
    ],
)
def test_the_list_can_be_narrowed(gis, brought_in, asked, codes):
    gis.patch("segments", "R-2", {"properties": {"name": "改"}})
    assert {each["code"] for each in api(gis, **asked).json["items"]} == codes


def test_the_list_comes_in_pages_that_hold_everything_once(gis, brought_in):
    whole = [each["id"] for each in api(gis).json["items"]]
    first = api(gis, limit=3).json
    found, following = [each["id"] for each in first["items"]], first["next"]
    while following:
        page = gis.client.get(following, headers=gis.headers).json
        found, following = found + [each["id"] for each in page["items"]], page["next"]
    assert found == whole


@pytest.mark.parametrize(
    "asked", [{"layer": "tracks"}, {"limit": "x"}, {"limit": 0}, {"means": "magic"}, {"after": -1}, {"from": "2026"}]
)
def test_questions_that_cannot_be_answered_are_refused_by_name(gis, asked):
    answer = api(gis, **asked)
    assert (answer.status_code, list(answer.json["errors"])) == (422, list(asked))


def test_one_change_tells_what_was_and_what_came_of_it(gis, brought_in):
    changed = next(each for each in api(gis, feature="R-1").json["items"] if each["action"] == "update")
    whole = api(gis, f"/{changed['id']}").json
    assert (whole["before"]["name"], whole["after"]["name"]) == ("R-1", "改名")
    was, became = (shapely.geometry.shape(whole[f"geometry_{when}"]) for when in ("before", "after"))
    assert was.equals_exact(shapely.LineString([at(1_000, 1_000), at(6_000, 1_000)]), 1e-7)
    assert became.equals_exact(shapely.LineString([at(1_000, 1_500), at(6_000, 1_500)]), 1e-7)
    gis.patch("segments", "R-1", {"properties": {"name": "再改"}})
    assert api(gis, f"/{changed['id']}").json["after"]["name"] == "改名"


def test_nobody_sees_the_history_of_other_divisions_and_field_staff_none(gis, desk, brought_in):
    changed = api(gis, feature="R-1").json["items"][0]["id"]
    other = desk("gis_other")
    assert {each["code"] for each in api(other).json["items"]} == {"B-1", "361099102000"}
    assert api(other, f"/{changed}").status_code == 404
    assert api(desk("wang")).status_code == 403
    assert api(desk("sup"), f"/{changed}").status_code == 200
    assert api(gis, "/9223372036854775807").status_code == 404


def test_an_undone_import_leaves_everything_as_it_was(gis, session, settings, brought_in):
    numbers = text("SELECT array_agg((segment_id, number)::text ORDER BY 1) FROM station")
    answer = api(gis, f"/{brought_in.change_set}/undo", "POST")
    assert answer.status_code == 201, answer.json
    assert answer.json["features"] == 2
    assert gis.get("segments", "N-1").status_code == 404
    found = gis.get("segments", "R-1").json
    assert found["properties"]["name"] == "R-1"
    assert shapely.geometry.shape(found["geometry"]).equals_exact(
        shapely.LineString([at(1_000, 1_000), at(6_000, 1_000)]), 1e-7
    )
    assert len(session.scalar(numbers)) == 250 + 150 + 100
    listed = api(gis, change_set=brought_in.change_set).json["items"][0]
    assert listed["undone_by"] == answer.json["change_set"]


def test_undo_and_undo_again_bring_back_exactly_the_same_rows(gis, session, settings, brought_in):
    after = state(session)
    undone = editing.undo(session, None, brought_in.change_set, settings)
    before = state(session)
    again = editing.undo(session, None, undone.change_set, settings)
    assert state(session) == after
    editing.undo(session, None, again.change_set, settings)
    assert state(session) == before


def test_visits_follow_an_undo(gis, desk, session, settings, brought_in):
    phone = desk("wang")
    body = walk([(1_000, 1_005), (3_000, 1_005)])
    phone.client.put("/api/v1/patrols/5b1e0f6e-0000-4000-8000-000000000002", headers=phone.headers, json=body)
    visits = text("SELECT count(*) FROM segment_visit v JOIN river_segment s ON s.id = v.segment_id WHERE code = 'R-1'")
    assert session.scalar(visits) == 0
    editing.undo(session, None, brought_in.change_set, settings)
    assert session.scalar(visits) == 1


def test_what_changed_again_afterwards_stands_against_an_undo(gis, session, settings, brought_in):
    gis.patch("segments", "R-1", {"properties": {"name": "再改"}})
    before = state(session)
    answer = api(gis, f"/{brought_in.change_set}/undo", "POST", lang="en")
    assert (answer.status_code, answer.json["code"]) == (409, "undo_later")
    assert "R-1" in answer.json["message"]
    assert state(session) == before


def test_a_later_change_that_was_undone_itself_stands_against_nothing(gis, session, settings, brought_in):
    gis.patch("segments", "R-1", {"properties": {"name": "再改"}})
    later = api(gis, feature="R-1").json["items"][0]["change_set"]
    assert api(gis, f"/{later}/undo", "POST").status_code == 201
    assert api(gis, f"/{brought_in.change_set}/undo", "POST").status_code == 201


def test_what_records_hang_on_is_not_removed_by_an_undo(gis, session, settings, brought_in):
    session.execute(
        text(
            "INSERT INTO assignment (officer_id, segment_id, post, valid_from)"
            " SELECT o.id, s.id, o.post, '2026-01-01' FROM officer o, river_segment s"
            " WHERE o.username = 'wang' AND s.code = 'N-1'"
        )
    )
    before = state(session)
    with pytest.raises(Conflict) as refused, session.begin_nested():
        editing.undo(session, None, brought_in.change_set, settings)
    assert (refused.value.key, refused.value.params["code"]) == ("undo_held", "N-1")
    assert state(session) == before


def test_a_set_is_undone_once(gis, brought_in):
    api(gis, f"/{brought_in.change_set}/undo", "POST")
    answer = api(gis, f"/{brought_in.change_set}/undo", "POST")
    assert (answer.status_code, answer.json["code"]) == (409, "undo_done")


def test_only_who_edits_undoes_and_only_in_their_own_division(gis, desk, brought_in):
    path = f"/{brought_in.change_set}/undo"
    for username, status in (("wang", 403), ("sup", 403), ("gis_other", 404), ("gis_town", 201)):
        assert api(desk(username), path, "POST").status_code == status, username
    assert api(gis, "/999999/undo", "POST").status_code == 404


def test_what_came_from_another_division_is_not_put_back_there_by_whoever_got_it(gis, desk, session):
    moved = gis.patch("segments", "B-1", {"properties": {"division_code": VILLAGE}})
    assert moved.status_code in (200, 204), moved.json
    taken = api(gis, feature="B-1").json["items"][0]["change_set"]
    before = state(session)
    answer = api(desk("gis_town"), f"/{taken}/undo", "POST")
    assert (answer.status_code, answer.json["code"]) == (409, "undo_outside")
    assert state(session) == before
    assert api(gis, f"/{taken}/undo", "POST").status_code == 201
    assert state(session) != before


def test_deleted_features_come_back_with_their_number(gis, session, settings):
    before = state(session, "zoning_unit")
    gis.post("zoning", feature(box(0, 0, 900, 900), code="Z-1", category="red_line", division_code=VILLAGE))
    before = state(session, "zoning_unit")
    gis.delete("zoning", "Z-1")
    deleted = api(gis, feature="Z-1").json["items"][0]["change_set"]
    assert api(gis, f"/{deleted}/undo", "POST").status_code == 201
    assert state(session, "zoning_unit") == before


def test_an_import_of_divisions_is_undone_from_below(gis, session, settings, tmp_path):
    shapes = [shapely.box(*at(0, 0), *at(9_000, 9_000))] * 2
    columns = {"code": ["361099103000", "361099103201"], "name": ["新镇", "新村"]}
    with files.read(write(tmp_path / "d.gpkg", shapes, columns=columns)) as source:
        kind = importing.KINDS["divisions"]
        report = importing.load(session, kind, source, importing.Order(), settings, lambda *_: None)
    assert editing.undo(session, None, report.change_set, settings).features == 2
    assert session.scalar(text("SELECT count(*) FROM division WHERE code LIKE '361099103%'")) == 0


def test_plots_that_swapped_their_numbers_swap_them_back(gis, session, settings, tmp_path):
    places = [(0, 0, 500, 500), (600, 0, 1_100, 500)]
    shapes = [shapely.geometry.shape(box(*place)) for place in places]
    sets = []
    for numbers in (["1", "2"], ["2", "1"]):
        columns = {"小班编码": ["A", "B"], "林班": ["1", "1"], "小班号": numbers}
        path = write(tmp_path / f"{numbers[0]}.gpkg", shapes, columns=columns)
        with files.read(path) as source:
            kind, order = importing.KINDS["forest-plots"], importing.Order(division=VILLAGE)
            sets.append(importing.load(session, kind, source, order, settings, lambda *_: None).change_set)
    editing.undo(session, None, sets[1], settings)
    found = text("SELECT string_agg(code || plot_number, ',' ORDER BY code) FROM forest_plot WHERE code IN ('A', 'B')")
    assert session.scalar(found) == "A1,B2"

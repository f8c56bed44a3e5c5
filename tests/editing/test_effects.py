"""What follows from an edit: stations, cells, visits, stamps, duties; and what may not be lost by it."""

import pytest
from sqlalchemy import text

from patrol.importing.due import lay_due
from patrol.models import ForestryWork, RiverSegment
from tests.api.conftest import VILLAGE, at, ewkt_box, ewkt_line, walk
from tests.editing.conftest import CREEK, box, feature, line

VISITS = "SELECT count(*) FROM segment_visit v JOIN river_segment s ON s.id = v.segment_id WHERE s.code = :code"
STATIONS = "SELECT count(*) FROM station t JOIN river_segment s ON s.id = t.segment_id WHERE s.code = :code"
ALONG = [(2_000, 5_010), (4_000, 5_010)]


@pytest.fixture
def walked(gis, desk):
    """Wang walked along the place of a creek that nobody has drawn yet."""
    phone = desk("wang")
    answer = phone.client.put(
        "/api/v1/patrols/5b1e0f6e-0000-4000-8000-000000000001", headers=phone.headers, json=walk(ALONG)
    )
    assert answer.status_code == 201, answer.json
    return gis


def test_a_new_segment_gets_its_stations_and_the_visits_that_stored_paths_made(walked):
    assert walked.post("segments", feature(CREEK, code="N-1", division_code=VILLAGE)).status_code == 201
    assert (
        walked.value(STATIONS, code="N-1")
        == walked.value("SELECT stations FROM river_segment WHERE code = 'N-1'")
        == 100
    )
    assert walked.value(VISITS, code="N-1") == 1
    assert walked.get("segments", "N-1", "?datetime=../..").json["properties"]["share"] > 0.9


def test_a_moved_segment_is_laid_and_counted_anew(walked):
    walked.post("segments", feature(CREEK, code="N-1", division_code=VILLAGE))
    away = line((2_000, 6_000), (5_000, 6_000))
    assert walked.patch("segments", "N-1", {"geometry": away}).status_code == 204
    assert walked.value(STATIONS, code="N-1") == 150
    assert walked.value(VISITS, code="N-1") == 0
    walked.patch("segments", "N-1", {"geometry": CREEK})
    assert walked.value(VISITS, code="N-1") == 1


def test_a_feature_that_comes_back_as_it_was_given_is_no_change(gis):
    for layer, code in (("segments", "R-1"), ("plots", "P-1"), ("divisions", VILLAGE)):
        before = gis.get(layer, code)
        if before.json["geometry"] is None:
            continue
        assert gis.put(layer, code, before.json, If_Match=before.headers["ETag"]).status_code == 204
        assert gis.get(layer, code).headers["ETag"] == before.headers["ETag"]
    river = gis.value("SELECT r.code FROM river r JOIN river_segment s ON s.river_id = r.id WHERE s.code = 'R-1'")
    assert (river, gis.value("SELECT count(*) FROM river")) == ("R", 1)


def test_a_plot_that_is_redrawn_gets_its_cells_anew_and_its_area(gis):
    before = gis.value("SELECT cells FROM forest_plot WHERE code = 'P-1'")
    assert gis.patch("plots", "P-1", {"geometry": box(2_000, 3_000, 4_000, 3_500)}).status_code == 204
    assert gis.value("SELECT cells FROM forest_plot WHERE code = 'P-1'") == pytest.approx(2 * before, abs=3)
    assert gis.get("plots", "P-1").json["properties"]["area_m2"] == pytest.approx(1_000_000, rel=0.01)


def test_a_plot_without_a_code_gets_one_from_its_number_and_its_village_from_its_place(gis, session):
    gis.patch("divisions", VILLAGE, {"geometry": box(0, 0, 10_000, 10_000)})
    answer = gis.post("plots", feature(box(5_000, 5_000, 5_500, 5_500), compartment="3", plot_number="红9"))
    assert answer.status_code == 201, answer.json
    found = session.execute(text("SELECT code, division_code FROM forest_plot WHERE plot_number = '红9'")).one()
    assert found == (f"{VILLAGE}-3-红9", VILLAGE)


def test_an_area_in_mu_is_kept_in_square_metres(gis):
    gis.patch("plots", "P-1", {"properties": {"recorded_area_mu": 15}})
    assert gis.value("SELECT recorded_area_m2 FROM forest_plot WHERE code = 'P-1'") == pytest.approx(10_000)


def test_visits_follow_a_segment_into_another_division(walked):
    walked.post("segments", feature(CREEK, code="N-1", division_code=VILLAGE))
    assert walked.patch("segments", "N-1", {"properties": {"division_code": "361099102000"}}).status_code == 204
    moved = (
        "SELECT v.division_code FROM segment_visit v JOIN river_segment s ON s.id = v.segment_id WHERE s.code = 'N-1'"
    )
    assert walked.value(moved) == "361099102000"


def test_a_river_named_for_the_first_time_comes_into_being_and_a_known_one_is_taken(gis):
    gis.post("segments", feature(CREEK, code="N-1", river="清溪河", division_code=VILLAGE))
    gis.post("segments", feature(line((0, 7_000), (900, 7_000)), code="N-2", river="新河", division_code=VILLAGE))
    assert gis.value("SELECT string_agg(code, ',' ORDER BY id) FROM river") == "R,新河"
    assert gis.value("SELECT r.code FROM river r JOIN river_segment s ON s.river_id = r.id WHERE s.code = 'N-1'") == "R"


def test_works_are_stamped_with_a_unit_that_is_drawn_moved_or_deleted(gis, session):
    session.add(
        ForestryWork(
            code="W1", year=2026, work_type="tending", division_code=VILLAGE, geom=ewkt_box(0, 0, 1_000, 1_000)
        )
    )
    session.flush()
    stamped = "SELECT count(*) FROM work_zone"
    unit = feature(box(500, 500, 2_000, 2_000), code="Z-1", category="red_line", division_code=VILLAGE)
    assert gis.post("zoning", unit).status_code == 201
    assert gis.value(stamped) == 1
    gis.patch("zoning", "Z-1", {"geometry": box(5_000, 5_000, 6_000, 6_000)})
    assert gis.value(stamped) == 0
    gis.patch("zoning", "Z-1", {"geometry": box(0, 0, 900, 900)})
    assert gis.value(stamped) == 1
    assert gis.delete("zoning", "Z-1").status_code == 204
    assert gis.value(stamped) == 0


def test_a_segment_with_duties_is_not_deleted_and_the_sentence_says_why(gis):
    answer = gis.delete("segments", "R-1", Accept_Language="en")
    assert (answer.status_code, answer.json["code"]) == (409, "edit_held")
    assert "1 assignments" in answer.json["message"]
    assert gis.get("segments", "R-1").status_code == 200


def test_a_division_with_anything_in_it_is_not_deleted(gis):
    answer = gis.delete("divisions", VILLAGE, Accept_Language="en")
    assert answer.status_code == 409
    assert "2 river segments" in answer.json["message"]


def test_an_empty_division_is_deleted(gis):
    gis.post("divisions", feature(box(0, 0, 900, 900), code="361099101999", name="新村"))
    assert gis.get("divisions", "361099101999").json["properties"]["level"] == "village"
    assert gis.delete("divisions", "361099101999").status_code == 204


def test_a_deleted_segments_patrols_stay_whole(walked):
    walked.post("segments", feature(CREEK, code="N-1", division_code=VILLAGE))
    assert walked.delete("segments", "N-1").status_code == 204
    assert walked.value("SELECT count(*) FROM patrol WHERE path IS NOT NULL") == 1
    gone = "SELECT ST_AsText(geom) IS NOT NULL FROM geometry_change WHERE code = 'N-1' AND action = 'delete'"
    assert walked.value(gone)


def test_an_edit_stands_in_the_history_under_its_officers_name(gis):
    gis.patch("segments", "R-1", {"properties": {"name": "新名"}})
    of = "SELECT o.username || ' ' || s.means || ' ' || s.title FROM change_set s JOIN officer o ON o.id = s.officer_id"
    assert gis.value(of) == "gis api segments: R-1"


def test_what_was_changed_at_the_database_is_followed_up(walked, session, settings):
    session.execute(text("DELETE FROM laying_due"))
    made = RiverSegment(code="N-1", division_code=VILLAGE, geom=ewkt_line([at(2_000, 5_000), at(4_000, 5_000)]))
    session.add(made)
    session.flush()
    assert walked.value(STATIONS, code="N-1") == 0
    assert lay_due(session, settings) == 1
    assert (walked.value(STATIONS, code="N-1"), walked.value(VISITS, code="N-1")) == (100, 1)
    assert lay_due(session, settings) == 0

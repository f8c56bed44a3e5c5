"""What an edit must not bring: told by name, with a 4xx, and nothing half done."""

import json
import re

import pytest
import shapely
from sqlalchemy import text

from tests.api.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE, at
from tests.editing.conftest import CREEK, GEOJSON, box, feature, line

BOWTIE = {
    "type": "Polygon",
    "coordinates": [[list(at(*xy)) for xy in ((0, 0), (900, 900), (900, 0), (0, 900), (0, 0))]],
}
SWAPPED = {"type": "LineString", "coordinates": [list(at(2_000, 5_000))[::-1], list(at(4_000, 5_000))[::-1]]}
FAR = {"type": "LineString", "coordinates": [[110.0, 30.0], [110.1, 30.0]]}
DOUBLED = {"type": "MultiLineString", "coordinates": [CREEK["coordinates"], line((0, 0), (10, 10))["coordinates"]]}


def segment(**changes) -> dict:
    """A good new segment, with changes to its properties."""
    return feature(CREEK, **({"code": "N-1", "division_code": VILLAGE} | changes))


def shaped(geometry) -> dict:
    return {**segment(), "geometry": geometry}


BAD = {
    "no feature": ({"type": "FeatureCollection", "features": []}, "type"),
    "a list": ([1, 2], "body"),
    "properties that are none": ({**segment(), "properties": [1]}, "properties"),
    "an unknown property": (segment(depth=3), "properties.depth"),
    "a wrong type": (segment(name=7), "name"),
    "no code": (segment(code=None), "code"),
    "an empty code": (segment(code="  "), "code"),
    "a long text": (segment(name="长" * 201), "name"),
    "a NUL": (segment(name="a\0b"), "name"),
    "half a surrogate": (segment(name="\ud800"), "name"),
    "a division that is none": (segment(division_code="361099999999"), "division_code"),
    "a division that is no code": (segment(division_code="村"), "division_code"),
    "no geometry": (shaped(None), "geometry"),
    "a text for a geometry": (shaped("POINT(1 1)"), "geometry"),
    "an unknown shape": (shaped({"type": "Circle", "coordinates": [1, 1]}), "geometry"),
    "a shape without coordinates": (shaped({"type": "LineString"}), "geometry"),
    "coordinates that are words": (shaped({"type": "LineString", "coordinates": ["a", "b"]}), "geometry"),
    "one coordinate": (shaped({"type": "LineString", "coordinates": [[1], [2]]}), "geometry"),
    "a line of one place": (shaped({"type": "LineString", "coordinates": [[116.5, 27.5]]}), "geometry"),
    "an empty line": (shaped({"type": "LineString", "coordinates": []}), "geometry"),
    "a polygon for a segment": (shaped(box(0, 0, 100, 100)), "geometry"),
    "a point for a segment": (shaped({"type": "Point", "coordinates": [116.5, 27.5]}), "geometry"),
    "no place on earth": (shaped({"type": "LineString", "coordinates": [[999, 27.5], [116.5, 27.5]]}), "geometry"),
    "swapped axes": (shaped(SWAPPED), "geometry"),
    "another county": (shaped(FAR), "geometry"),
    "a line in pieces": (shaped(DOUBLED), "geometry"),
    "a line of no length": (shaped({"type": "LineString", "coordinates": [[116.5, 27.5]] * 2}), "geometry"),
    "a coordinate system in the body": ({**segment(), "crs": {"type": "name"}}, "crs"),
    "JSON-FG": ({**segment(), "coordRefSys": "[EPSG:4548]"}, "coordRefSys"),
}


def untouched(gis) -> bool:
    """Whether nothing came of it: no segment, no river, no change set."""
    rows = "SELECT (SELECT count(*) FROM river_segment) + (SELECT count(*) FROM river)"
    return gis.value(f"{rows} + (SELECT count(*) FROM change_set WHERE means = 'api')") == 4


@pytest.mark.parametrize("case", BAD)
def test_a_bad_feature_is_refused_by_the_name_of_what_is_bad(gis, case):
    body, field = BAD[case]
    answer = gis.post("segments", json.dumps(body).encode())
    assert (answer.status_code, answer.json["code"]) == (400, "bad_feature"), answer.json
    assert list(answer.json["errors"]) == [field], answer.json
    assert untouched(gis)


@pytest.mark.parametrize("case", [name for name in BAD if name not in ("no code", "an empty code", "no feature")])
def test_so_it_is_when_a_segment_is_replaced(gis, case):
    body, field = BAD[case]
    body = json.loads(json.dumps(body).replace("N-1", "R-1"))
    before = gis.get("segments", "R-1").json
    answer = gis.put("segments", "R-1", json.dumps(body).encode())
    assert (answer.status_code, list(answer.json["errors"])) == (400, [field]), answer.json
    assert gis.get("segments", "R-1").json == before


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "JSON"),
        (b"{", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b'{"type": NaN}', "NaN"),
        (b'{"type": Infinity}', "Infinity"),
        (b"[" * 100_000, "JSON"),
        (b'{"type": ' + b"9" * 5_000 + b"}", "JSON"),
    ],
)
def test_what_is_no_json_is_refused(gis, raw, said):
    answer = gis.post("segments", raw)
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["body"])
    assert said in answer.json["message"] + answer.json["reason"]


@pytest.mark.parametrize(
    "sort", ["a shape without coordinates", "coordinates that are words", "one coordinate", "a line of one place"]
)
def test_a_geometry_that_cannot_be_read_is_told_in_the_readers_words(gis, sort):
    told = gis.post("segments", json.dumps(BAD[sort][0]).encode()).json["errors"]["geometry"]
    assert "至少两个点" in told
    assert not re.search("[A-Za-z]", told)


def test_a_number_beyond_all_numbers_in_a_geometry_is_refused(gis):
    raw = json.dumps(segment()).replace(str(CREEK["coordinates"][0][0]), "1e999")
    assert list(gis.post("segments", raw.encode()).json["errors"]) == ["geometry"]


def test_too_many_vertices_are_refused_and_named(gis):
    places = [[116.5 + (n % 1000) * 1e-5, 27.5 + n * 1e-7] for n in range(150_000)]
    answer = gis.post("segments", shaped({"type": "LineString", "coordinates": places}))
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["geometry"])
    assert "100000" in answer.json["reason"]


def test_a_body_of_40_megabytes_is_refused(gis):
    answer = gis.post("segments", b" " * 40 * 2**20)
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_body_too_large_is_told_of_its_geometry_and_what_a_geometry_may_hold(gis, language):
    answer = gis.post("segments", b" " * 40 * 2**20, Accept_Language=language)
    told = answer.json["message"]
    assert answer.json["reason"] == told
    assert "100000" in told
    assert ("几何" if language == "zh-CN" else "geometry") in told
    assert "照片" not in told


def test_a_packed_body_is_refused(gis):
    assert gis.post("segments", segment(), Content_Encoding="gzip").status_code == 415


def test_a_ring_that_crosses_itself_is_refused_with_the_place_and_a_repaired_shape(gis):
    body = feature(BOWTIE, code="Z-9", category="red_line", division_code=VILLAGE)
    answer = gis.post("zoning", body, Accept_Language="en")
    assert answer.status_code == 400
    place = re.search(r"longitude (\S+), latitude ([0-9.]+)", answer.json["errors"]["geometry"])
    assert [float(number) for number in place.groups()] == pytest.approx(at(450, 450), abs=1e-6)
    offered = shapely.from_geojson(json.dumps(answer.json["offered"]))
    assert offered.is_valid
    assert offered.area > 0
    assert gis.post("zoning", {**body, "geometry": answer.json["offered"]}).status_code == 201


def test_swapped_axes_are_told_as_such(gis):
    answer = gis.post("segments", shaped(SWAPPED), Accept_Language="en")
    assert "swapped" in answer.json["errors"]["geometry"]


def test_every_fault_is_named_at_once(gis):
    answer = gis.post("segments", feature(None, code=1, name=2, depth=3))
    assert set(answer.json["errors"]) == {"code", "name", "geometry", "properties.depth"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"properties": {"share": 1}}, "share"),
        ({"properties": {"depth": 1}}, "properties.depth"),
        ({"properties": {"code": "N-9"}}, "code"),
        ({"properties": {"code": None}}, "code"),
        ({"properties": "x"}, "properties"),
        ({}, "body"),
        ({"geometry": None}, "geometry"),
        ({"geometry": FAR}, "geometry"),
        ([], "body"),
    ],
)
def test_a_bad_patch_is_refused_by_the_name_of_what_is_bad(gis, body, field):
    answer = gis.patch("segments", "R-1", body)
    assert (answer.status_code, list(answer.json["errors"])) == (400, [field]), answer.json


def test_a_query_parameter_is_refused(gis):
    answer = gis.ask("POST", "segments/items?dry=1", segment(), GEOJSON)
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["dry"])


@pytest.mark.parametrize("layer", ["tracks", "issues", "stretches", "works"])
@pytest.mark.parametrize(("method", "path"), [("POST", ""), ("PUT", "/1"), ("PATCH", "/1"), ("DELETE", "/1")])
def test_layers_that_are_only_read_say_so(gis, layer, method, path):
    answer = gis.ask(method, f"{layer}/items{path}", segment(), GEOJSON)
    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("username", ["wang", "li", "chief", "sup", "office_town"])
def test_posts_that_do_not_edit_are_refused(desk, username):
    person = desk(username)
    for method, path in (("POST", ""), ("PUT", "/R-1"), ("PATCH", "/R-1"), ("DELETE", "/R-1")):
        answer = person.ask(method, f"segments/items{path}", segment(), GEOJSON)
        assert (answer.status_code, answer.json["code"]) == (403, "forbidden"), (username, method)


def test_strangers_are_asked_to_sign_in(gis):
    for method in ("OPTIONS", "POST"):
        answer = gis.client.open("/ogc/collections/segments/items", method=method, json=segment())
        assert answer.status_code == 401


def test_what_lies_outside_ones_division_is_not_there(desk):
    other = desk("gis_other")
    assert other.put("segments", "R-1", feature(CREEK, code="R-1")).status_code == 404
    assert other.patch("segments", "R-1", {"properties": {"name": "x"}}).status_code == 404
    assert other.delete("segments", "R-1").status_code == 404
    assert other.patch("segments", "R-1", {"properties": {"name": "x"}}, If_Match='"0.a"').status_code == 412


def test_nothing_can_be_drawn_or_moved_into_another_division(desk):
    town = desk("gis_town")
    answer = town.post("segments", segment(division_code=OTHER_TOWN))
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["division_code"])
    assert town.patch("segments", "R-1", {"properties": {"division_code": OTHER_TOWN}}).status_code == 400

    assert (
        town.post("divisions", feature(box(0, 0, 900, 900), code=OTHER_TOWN[:9] + "201", name="村")).status_code == 400
    )
    assert town.post("segments", segment()).status_code == 201


def test_a_feature_is_not_dragged_out_of_its_division_unless_that_changes_too(gis):
    made = feature(line((2_000, 3_000), (2_500, 3_000)), code="N-1", division_code=TOWN)
    assert gis.post("segments", made).status_code == 201
    away, border = line((15_000, 3_000), (15_500, 3_000)), line((10_100, 3_000), (10_150, 3_000))
    whole = feature(away, code="N-1", division_code=TOWN)
    for answer in (gis.patch("segments", "N-1", {"geometry": away}), gis.put("segments", "N-1", whole)):
        assert (answer.status_code, list(answer.json["errors"])) == (400, ["geometry"])
        assert "移出了 上乡" in answer.json["errors"]["geometry"]
    assert gis.patch("segments", "N-1", {"geometry": border}).status_code == 204
    both = {"geometry": away, "properties": {"division_code": COUNTY}}
    assert gis.patch("segments", "N-1", both).status_code == 204


def test_what_was_apart_from_its_division_already_can_still_be_edited(gis, session):
    made = feature(line((15_000, 3_000), (15_500, 3_000)), code="N-1", division_code=COUNTY)
    assert gis.post("segments", made).status_code == 201
    session.execute(text("UPDATE river_segment SET division_code = :town WHERE code = 'N-1'"), {"town": TOWN})
    assert gis.patch("segments", "N-1", {"properties": {"name": "旧"}}).status_code == 204
    assert gis.patch("segments", "N-1", {"geometry": line((15_000, 3_100), (15_500, 3_100))}).status_code == 204
    assert gis.patch("segments", "N-1", {"geometry": line((2_000, 3_000), (2_500, 3_000))}).status_code == 204
    assert gis.patch("segments", "N-1", {"geometry": made["geometry"]}).status_code == 400


def test_a_division_that_the_feature_does_not_lie_in_is_refused_whether_new_or_changed(gis):
    made = feature(line((15_000, 3_000), (15_500, 3_000)), code="N-1", division_code=TOWN)
    moved = {"properties": {"division_code": TOWN}}
    for answer in (gis.post("segments", made), gis.patch("segments", "B-1", moved)):
        assert (answer.status_code, list(answer.json["errors"])) == (400, ["division_code"])
        assert "不在 上乡" in answer.json["errors"]["division_code"]
    at_border = line((10_100, 3_000), (10_150, 3_000))
    assert gis.patch("segments", "B-1", moved | {"geometry": at_border}).status_code == 204
    assert gis.patch("segments", "B-1", {"properties": {"name": "改名"}}).status_code == 204


def test_a_code_of_somebody_elses_is_taken_all_the_same(desk):
    answer = desk("gis_town").post("segments", segment(code="B-1"))
    assert (answer.status_code, list(answer.json["errors"])) == (409, ["code"])


@pytest.mark.parametrize("code", ["%00", "a%00b", "..%2f..", "%ff", "x" * 3000])
def test_codes_that_cannot_be_are_not_there(gis, code):
    assert gis.patch("segments", code, {"properties": {"name": "x"}}).status_code in (404, 400)


@pytest.mark.parametrize("tags", ["", "rubbish", '"', '""', '"0"', '"9999999999999999999999.x"', "W/", "*, *"])
def test_entity_tags_that_are_none_match_nothing(gis, tags):
    answer = gis.patch("segments", "R-1", {"properties": {"name": "x"}}, If_Match=tags)
    assert answer.status_code in (412, 204)
    assert answer.status_code < 500

"""CQL2 filters, as text and as JSON: which features they leave, and what is refused instead of guessed."""

import json

import pytest

from tests.gis.valley import FIELDS

FIELD_ITEMS, PATH_ITEMS, WELL_ITEMS = (f"/ogc/collections/{name}/items" for name in ("fields", "paths", "wells"))
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
HERE = "POLYGON((116.001 27.001,116.008 27.001,116.008 27.008,116.001 27.008,116.001 27.001))"


def matched(client, items, text, **more):
    """How many features a filter leaves."""
    answer = client.get(items, query_string={"filter": text, **more})
    assert answer.status_code == 200, answer.json
    return answer.json["numberMatched"]


COUNTS = [
    ("owner = 'a'", 50),
    ("owner <> 'a'", 200),
    ("owner = 'a' AND area_mu < 15", 2),
    ("owner = 'a' OR owner = 'b'", 100),
    ("NOT owner = 'a'", 200),
    ("owner IN ('a','b','c')", 150),
    ("owner NOT IN ('a','b','c')", 100),
    ("area_mu BETWEEN 1.5 AND 15", 10),
    ("area_mu NOT BETWEEN 1.5 AND 15", 240),
    ("code LIKE 'T-00%'", 9),
    ("code LIKE 'T-0_0'", 9),
    ("code NOT LIKE 'T-0%'", 151),
    ("CASEI(code) = CASEI('t-007')", 1),
    ("CASEI(code) LIKE CASEI('t-00%')", 9),
    ("area_mu * 2 = 3", 1),
    ("area_mu / 0 = 1", 0),
    ("area_mu % 3 = 0", 125),
    ("div(area_mu, 100) = 3", 51),
    ("area_mu - 1.5 = 0", 1),
    ("area_mu > -1", 250),
    ("code IS NULL", 0),
    ("code IS NOT NULL", 250),
    ("code = code", 250),
    ("owner = 'a''b'", 0),
    ("owner = 'a'' OR 1=1 --'", 0),
    ("TRUE", 250),
    (f"S_INTERSECTS(geom, {HERE})", 1),
    (f"S_CONTAINS(geom, {HERE})", 1),
    (f"S_WITHIN({HERE}, geom)", 1),
    (f"S_WITHIN(geom, {HERE})", 0),
    (f"S_DISJOINT(geom, {HERE})", 249),
    (f"NOT S_INTERSECTS(geom, {HERE})", 249),
    ("S_INTERSECTS(geometry, BBOX(116.001,27.001,116.012,27.002))", 2),
    ("S_OVERLAPS(geom, BBOX(116.005,27.001,116.02,27.002))", 2),
    ("S_CROSSES(geom, LINESTRING(116.001 27.001, 116.012 27.002))", 2),
    ("S_TOUCHES(geom, POINT(116 27))", 1),
    ("S_EQUALS(geom, POLYGON((116 27,116.009 27,116.009 27.009,116 27.009,116 27)))", 1),
    ("S_INTERSECTS(POINT(1 1), POINT(1 1))", 250),
    ("S_INTERSECTS(geom, POINT(1 1)) OR owner = 'e'", 50),
]


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_a_filter_leaves_what_it_says(client, text, count):
    assert FIELDS == 250
    assert matched(client, FIELD_ITEMS, text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("walked_on = DATE('2026-11-03')", 1),
        ("walked_on > '2026-11-03'", 27),
        ("T_AFTER(walked_on, DATE('2026-11-03'))", 27),
        ("T_BEFORE(walked_on, DATE('2026-11-03'))", 2),
        ("T_INTERSECTS(walked_on, INTERVAL('2026-11-03','2026-11-05'))", 3),
        ("T_DURING(walked_on, INTERVAL('2026-11-03','2026-11-05'))", 1),
        ("T_INTERSECTS(walked_on, INTERVAL('..','2026-11-05'))", 5),
        ("T_INTERSECTS(walked_on, INTERVAL('2026-11-28','..'))", 3),
        ("T_EQUALS(walked_on, DATE('2026-11-03'))", 1),
        ("T_DISJOINT(walked_on, INTERVAL('2026-11-03','2026-11-05'))", 27),
        ("T_FINISHES(walked_on, INTERVAL('2026-11-03','2026-11-05'))", 1),
        ("T_STARTS(walked_on, INTERVAL('2026-11-03','2026-11-05'))", 1),
        ("T_AFTER(walked_on, TIMESTAMP('2026-11-03T16:30:00Z'))", 26),
    ],
)
def test_days_and_intervals_are_compared_in_the_calendar_of_the_county(client, text, count):
    assert matched(client, PATH_ITEMS, text, datetime="2026-11-01/2026-11-30") == count


def test_a_feature_without_a_place_is_found_by_it(client):
    assert matched(client, WELL_ITEMS, "geom IS NULL") == 1
    assert matched(client, WELL_ITEMS, "geometry IS NOT NULL") == 2


def test_a_filter_in_json_means_the_same(client):
    tree = {"op": "and", "args": [{"op": "=", "args": [{"property": "owner"}, "a"]}, True]}
    assert matched(client, FIELD_ITEMS, json.dumps(tree), **{"filter-lang": "cql2-json"}) == 50


def test_shapes_of_a_filter_may_be_written_in_another_coordinate_system(client):
    north_first = "S_INTERSECTS(geom, POINT(27.004 116.004))"
    assert matched(client, FIELD_ITEMS, north_first, **{"filter-crs": f"{EPSG}4490"}) == 1
    metres = "S_INTERSECTS(geom, BBOX(2986000,400000,2988000,402500))"
    there = client.get(FIELD_ITEMS, query_string={"crs": f"{EPSG}4548", "limit": 1}).json["features"][0]
    north, east = there["geometry"]["coordinates"][0][0]
    metres = f"S_INTERSECTS(geom, BBOX({north + 10},{east + 10},{north + 20},{east + 20}))"
    assert matched(client, FIELD_ITEMS, metres, **{"filter-crs": f"{EPSG}4548"}) == 1


def test_tiles_take_the_filter_too(client):
    tile = "/ogc/collections/fields/tiles/WebMercatorQuad/12/1727/3367"
    whole, less = (client.get(tile, query_string=query).data for query in ({}, {"filter": "owner = 'a'"}))
    assert 0 < len(less) < len(whole)


WRONG = [
    "colour = 'red'",
    "geom = 'x'",
    "owner = ",
    "owner = 'a",
    "owner",
    "1",
    "owner = 5",
    "area_mu = 'much'",
    "owner + 1 = 2",
    "pg_sleep(10) = 1",
    "version() = 'x'",
    "ACCENTI(owner) = 'a'",
    "owner = (SELECT 1)",
    "owner = 'a'; DROP TABLE field",
    "owner = 'a' OR 1=1 --'",
    "A_CONTAINS(owner, ('a'))",
    "area_mu ^ 2 = 4",
    "area_mu = 1e200",
    "owner LIKE 'a\\'",
    "owner LIKE code",
    "TRUE > FALSE",
    "S_INTERSECTS(owner, POINT(1 1))",
    "S_INTERSECTS(geom, 5)",
    "S_INTERSECTS(geom, POINT(27 116))",
    "S_INTERSECTS(geom, POLYGON((0 0,1 1,1 0,0 1,0 0)))",
    "S_INTERSECTS(geom)",
    "T_AFTER(owner, DATE('2026-11-03'))",
    "T_AFTER(owner, 'yesterday')",
    "T_INTERSECTS(owner, INTERVAL('2026-11-05','2026-11-03'))",
    "public.field.owner = 'a'",
    "(" * 41 + "owner = 'a'" + ")" * 41,
    "NOT " * 70 + "owner = 'a'",
    " OR ".join(["owner = 'a'"] * 1500),
]


def test_a_shape_that_crosses_itself_is_told_where(client):
    asked = {"filter": "S_INTERSECTS(geom, POLYGON((0 0,1 1,1 0,0 1,0 0)))"}
    for language, fault in (("zh-CN", "自相交"), ("en", "(self-intersection")):
        answer = client.get(FIELD_ITEMS, query_string=asked, headers={"Accept-Language": language})
        assert fault in answer.json["errors"]["filter"]
        assert "0.500000" in answer.json["errors"]["filter"]


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_what_is_not_understood_is_refused_in_words(client, text):
    answer = client.get(FIELD_ITEMS, query_string={"filter": text})
    assert answer.status_code == 400
    assert answer.json["errors"]["filter"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "[]",
        "null",
        '"owner"',
        "NaN",
        "{}",
        '{"op":"and","args":[]}',
        '{"op":["and"],"args":[true,true]}',
        '{"op":"=","args":[{"property":["owner"]},"a"]}',
        '{"op":"=","args":[{"property":"owner"},null]}',
        '{"op":"=","args":[{"property":"owner"},"a"],"more":1}',
        '{"op":"in","args":[{"property":"owner"},"a"]}',
        '{"op":"=","args":[{"property":"area_mu"},1e999]}',
        '{"op":"isNull","args":[{"property":"geom","x":1}]}',
        '{"op":"s_intersects","args":[{"property":"geom"},{"type":"Point","coordinates":[1]}]}',
        '{"op":"s_intersects","args":[{"property":"geom"},{"type":"Point","coordinates":["a","b"]}]}',
        '{"op":"s_intersects","args":[{"property":"geom"},{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}]}',
        '{"op":"s_intersects","args":[{"property":"geom"},{"bbox":[1,2,3]}]}',
        '{"op":"s_intersects","args":[{"property":"geom"},{"bbox":[1,2,"3",4]}]}',
        '{"op":"t_after","args":[{"interval":[1,2]},{"date":"2026-11-01"}]}',
        '{"op":"=","args":[{"property":"owner"},"a\\u0000b"]}',
        "[" * 100_000,
        '{"op":"not","args":[' * 3000 + "true" + "]}" * 3000,
        '{"op":"s_intersects","args":[{"property":"geom"},{"type":"MultiPoint","coordinates":['
        + ",".join(["[116,27]"] * 10_001)
        + "]}]}",
    ],
    ids=range(25),
)
def test_json_that_is_no_filter_is_refused_in_words(client, text):
    answer = client.get(FIELD_ITEMS, query_string={"filter": text, "filter-lang": "cql2-json"})
    assert answer.status_code == 400
    assert answer.json["errors"]["filter"]


def test_a_calculation_out_of_range_is_the_callers_mistake(client):
    answer = client.get(FIELD_ITEMS, query_string={"filter": "area_mu*1e150*1e150*1e150 > 1"})
    assert answer.status_code == 400


def test_queryables_name_what_a_filter_may_speak_of(client):
    answer = client.get("/ogc/collections/fields/queryables")
    assert answer.content_type == "application/schema+json"
    assert list(answer.json["properties"]) == ["code", "owner", "area_mu", "geom"]
    assert answer.json["$id"].endswith("/collections/fields/queryables")

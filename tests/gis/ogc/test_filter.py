"""OGC API - Features Part 3 (19-079r2) and CQL2 (21-065r2): queryables and filters, one test a requirement."""

import json

import pytest
import shapely

ITEMS = "/ogc/collections/fields/items"
PATHS = "/ogc/collections/paths/items"
WELLS = "/ogc/collections/wells/items"
REL = "http://www.opengis.net/def/rel/ogc/1.0/"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


def ids(client, condition, address=ITEMS, **more) -> set[str]:
    """The ids that a filter selects; a dict is CQL2 JSON."""
    if isinstance(condition, dict):
        condition, more = json.dumps(condition), more | {"filter-lang": "cql2-json"}
    answer = client.get(address, query_string={"filter": condition, "limit": 1000} | more)
    assert answer.status_code == 200, answer.text
    return {each["id"] for each in answer.json["features"]}


def those(client, test, address=ITEMS) -> set[str]:
    """The ids of the features that a Python condition on their properties selects."""
    everything = client.get(address, query_string={"limit": 1000}).json["features"]
    return {each["id"] for each in everything if test(each["properties"])}


def test_req_queryables_queryables_link_every_collection_links_to_its_queryables(client):
    for each in client.get("/ogc/collections").json["collections"]:
        assert [link for link in each["links"] if link["rel"] == f"{REL}queryables"]


def test_req_queryables_get_queryables_op_the_queryables_answer_get(client):
    assert client.get("/ogc/collections/fields/queryables").status_code == 200


def test_req_queryables_get_queryables_response_they_are_a_json_schema_of_an_object(client):
    answer = client.get("/ogc/collections/fields/queryables")
    assert answer.content_type == "application/schema+json"
    assert (answer.json["type"], answer.json["$schema"][:24]) == ("object", "https://json-schema.org/")
    assert answer.json["$id"].endswith("/ogc/collections/fields/queryables")
    assert {"code", "owner", "area_mu"} <= answer.json["properties"].keys()


def test_req_queryables_expression_construction_other_properties_are_refused_where_none_more_are_allowed(client):
    assert client.get("/ogc/collections/fields/queryables").json["additionalProperties"] is False
    answer = client.get(ITEMS, query_string={"filter": "nothing = 1"})
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["filter"])


def test_req_queryables_query_parameters_every_queryable_is_a_query_parameter(client):
    listed = client.get("/ogc/api").json["paths"]["/collections/fields/items"]["get"]["parameters"]
    names = {each.get("name") for each in listed}
    for name in ("code", "owner", "area_mu"):
        assert name in names
    found = client.get(ITEMS, query_string={"owner": "a", "limit": 1000}).json
    assert {each["id"] for each in found["features"]} == those(client, lambda of: of["owner"] == "a")


def test_req_filter_filter_param_filter_is_a_text_parameter(client):
    defined = client.get("/ogc/api").json["components"]["parameters"]["filter"]
    assert (defined["in"], defined["required"], defined["schema"]["type"]) == ("query", False, "string")


def test_req_filter_filter_lang_param_text_and_json_are_served_and_others_refused(client):
    defined = client.get("/ogc/api").json["components"]["parameters"]["filter-lang"]
    assert set(defined["schema"]["enum"]) == {"cql2-text", "cql2-json"}
    answer = client.get(ITEMS, query_string={"filter": "owner = 'a'", "filter-lang": "sql"})
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["filter-lang"])


def test_req_filter_filter_crs_wgs84_geometries_are_in_crs84_unless_told(client):
    inside = ids(client, "S_INTERSECTS(geom, POLYGON((116 27,116.05 27,116.05 27.02,116 27.02,116 27)))")
    assert inside == ids(client, "S_INTERSECTS(geom, BBOX(116,27,116.05,27.02))") != set()


def test_req_filter_filter_crs_param_geometries_are_read_in_the_system_told(client):
    plain = ids(client, "S_INTERSECTS(geom, POLYGON((116 27,116.05 27,116.05 27.02,116 27.02,116 27)))")
    turned = "S_INTERSECTS(geom, POLYGON((27 116,27 116.05,27.02 116.05,27.02 116,27 116)))"
    assert ids(client, turned, **{"filter-crs": f"{EPSG}4490"}) == plain
    answer = client.get(ITEMS, query_string={"filter": turned, "filter-crs": f"{EPSG}4214"})
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["filter-crs"])


def test_req_filter_mixing_expressions_filter_and_other_parameters_hold_together(client):
    query = {"filter": "area_mu > 100", "owner": "a", "bbox": "116,27,117,27.05"}
    found = client.get(ITEMS, query_string=query | {"limit": 1000}).json["features"]
    rich = those(client, lambda of: of["area_mu"] > 100 and of["owner"] == "a")
    box = {
        each["id"] for each in client.get(ITEMS, query_string={"bbox": query["bbox"], "limit": 1000}).json["features"]
    }
    assert {each["id"] for each in found} == rich & box != set()


def test_req_filter_response_only_what_the_filter_selects_is_there_and_counted(client):
    answer = client.get(ITEMS, query_string={"filter": "owner = 'a'", "limit": 5}).json
    assert {each["properties"]["owner"] for each in answer["features"]} == {"a"}
    assert answer["numberMatched"] == 50


@pytest.mark.parametrize("broken", ["owner =", "owner = 'a' AND", "(owner = 'a'", "'", "{", "owner === 'a'"])
def test_req_filter_response_a_filter_that_cannot_be_read_is_400(client, broken):
    answer = client.get(ITEMS, query_string={"filter": broken})
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["filter"])


@pytest.mark.parametrize(
    ("condition", "test"),
    [
        ("owner = 'a'", lambda of: of["owner"] == "a"),
        ("owner <> 'a'", lambda of: of["owner"] != "a"),
        ("area_mu < 10", lambda of: of["area_mu"] < 10),
        ("area_mu >= 370.5", lambda of: of["area_mu"] >= 370.5),
        ("area_mu < 10 AND owner = 'b'", lambda of: of["area_mu"] < 10 and of["owner"] == "b"),
        ("area_mu < 10 OR owner = 'b'", lambda of: of["area_mu"] < 10 or of["owner"] == "b"),
        ("NOT (owner = 'a' OR owner = 'b')", lambda of: of["owner"] not in "ab"),
        ("owner IS NULL", lambda of: of["owner"] is None),
        ("owner IS NOT NULL", lambda of: of["owner"] is not None),
    ],
)
def test_req_basic_cql2_comparisons_and_logic_select_what_they_say(client, condition, test):
    assert ids(client, condition) == those(client, test)


@pytest.mark.parametrize(
    ("condition", "test"),
    [
        ("code LIKE 'T-00%'", lambda of: of["code"].startswith("T-00")),
        ("code LIKE 'T-_01'", lambda of: len(of["code"]) == 5 and of["code"].endswith("01")),
        ("area_mu BETWEEN 3 AND 6", lambda of: 3 <= of["area_mu"] <= 6),
        ("area_mu NOT BETWEEN 3 AND 6", lambda of: not 3 <= of["area_mu"] <= 6),
        ("owner IN ('a','c')", lambda of: of["owner"] in "ac"),
        ("owner NOT IN ('a','c')", lambda of: of["owner"] not in "ac"),
    ],
)
def test_req_advanced_comparison_operators_select_what_they_say(client, condition, test):
    assert ids(client, condition) == those(client, test)


def test_req_case_insensitive_comparison_casei_compares_without_case(client):
    assert ids(client, "CASEI(owner) = CASEI('A')") == those(client, lambda of: of["owner"] == "a")


@pytest.mark.parametrize(
    ("condition", "test"),
    [
        ("depth_m = rank", lambda of: of["depth_m"] == of["rank"]),
        ("depth_m * 2 < rank", lambda of: of["depth_m"] * 2 < of["rank"]),
        ("rank / 10 + 1 > 2", lambda of: of["rank"] / 10 + 1 > 2),
    ],
)
def test_req_arithmetic_and_property_property_compare_what_is_computed(client, condition, test):
    assert ids(client, condition, WELLS) == those(client, test, WELLS)


@pytest.mark.parametrize(
    ("function", "relation"),
    [
        ("S_INTERSECTS", "intersects"),
        ("S_WITHIN", "within"),
        ("S_DISJOINT", "disjoint"),
        ("S_TOUCHES", "touches"),
        ("S_OVERLAPS", "overlaps"),
        ("S_EQUALS", "equals"),
        ("S_CONTAINS", "contains"),
    ],
)
def test_req_spatial_functions_select_what_geometry_says(client, function, relation):
    wkt = "POLYGON((116.005 27.005,116.105 27.005,116.105 27.055,116.005 27.055,116.005 27.005))"
    area = shapely.from_wkt(wkt)
    everything = client.get(ITEMS, query_string={"limit": 1000}).json["features"]
    expected = {each["id"] for each in everything if getattr(shapely.geometry.shape(each["geometry"]), relation)(area)}
    assert ids(client, f"{function}(geom, {wkt})") == expected


@pytest.mark.parametrize(
    ("condition", "first", "last"),
    [
        ("walked_on = DATE('2026-11-10')", 10, 10),
        ("walked_on > DATE('2026-11-28')", 29, 30),
        ("T_AFTER(walked_on, DATE('2026-11-28'))", 29, 30),
        ("T_BEFORE(walked_on, DATE('2026-11-04'))", 2, 3),
        ("T_DURING(walked_on, INTERVAL('2026-11-09','2026-11-12'))", 10, 11),
    ],
)
def test_req_temporal_functions_select_the_days_they_say(client, condition, first, last):
    answer = client.get(PATHS, query_string={"filter": condition, "limit": 100})
    assert answer.status_code == 200, answer.text
    days = sorted(int(each["properties"]["walked_on"][-2:]) for each in answer.json["features"])
    assert days == list(range(first, last + 1))


@pytest.mark.parametrize(
    ("in_text", "in_json"),
    [
        ("owner = 'a'", {"op": "=", "args": [{"property": "owner"}, "a"]}),
        (
            "area_mu < 10 AND owner = 'b'",
            {
                "op": "and",
                "args": [
                    {"op": "<", "args": [{"property": "area_mu"}, 10]},
                    {"op": "=", "args": [{"property": "owner"}, "b"]},
                ],
            },
        ),
        ("owner IN ('a','c')", {"op": "in", "args": [{"property": "owner"}, ["a", "c"]]}),
        (
            "S_INTERSECTS(geom, POINT(116.0045 27.0045))",
            {
                "op": "s_intersects",
                "args": [
                    {"property": "geom"},
                    {"type": "Point", "coordinates": [116.0045, 27.0045]},
                ],
            },
        ),
    ],
)
def test_req_cql2_text_and_cql2_json_say_the_same(client, in_text, in_json):
    assert ids(client, in_text) == ids(client, in_json) != set()

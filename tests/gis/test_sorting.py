"""Features in the order asked for, page by page, and only with the properties asked for."""

from tests.gis.test_features import following

ITEMS, WELLS = "/ogc/collections/fields/items", "/ogc/collections/wells/items"


def read(client, address):
    """All features over all pages."""
    return [feature for page in following(client, address) for feature in page["features"]]


def test_pages_follow_the_order_and_hold_each_feature_once(client):
    found = [each["properties"] for each in read(client, f"{ITEMS}?limit=7&sortby=owner,-area_mu")]
    assert len(found) == 250
    assert found == sorted(found, key=lambda each: (each["owner"], -each["area_mu"]))
    assert len({each["code"] for each in found}) == 250


def test_a_plus_sign_means_upwards(client):
    assert read(client, f"{ITEMS}?limit=100&sortby=%2Barea_mu") == read(client, f"{ITEMS}?limit=100&sortby=area_mu")
    assert read(client, f"{ITEMS}?limit=100&sortby=+area_mu") == read(client, f"{ITEMS}?limit=100&sortby=area_mu")


def test_equal_values_keep_the_order_of_the_layer(client):
    codes = [each["id"] for each in read(client, f"{ITEMS}?limit=9&sortby=-owner")]
    assert codes[:3] == ["T-005", "T-010", "T-015"]
    assert len(set(codes)) == 250


def test_the_properties_asked_for_come_alone_and_in_that_order(client):
    found = client.get(ITEMS, query_string={"properties": "owner,code", "limit": 1}).json["features"][0]
    assert list(found["properties"]) == ["owner", "code"]
    assert found["geometry"]


def test_a_page_may_carry_no_property_at_all_and_be_sorted_by_one_it_does_not_carry(client):
    bare = client.get(ITEMS, query_string={"properties": "", "limit": 1}).json["features"][0]
    assert bare["properties"] == {}
    found = read(client, f"{ITEMS}?limit=100&properties=code&sortby=-area_mu")
    assert found[0]["id"] == "T-250"
    assert list(found[0]["properties"]) == ["code"]


def test_sortables_and_schema_name_every_property(client):
    sortables = client.get("/ogc/collections/fields/sortables").json
    schema = client.get("/ogc/collections/fields/schema").json
    assert list(sortables["properties"]) == ["code", "owner", "area_mu"]
    assert list(schema["properties"]) == ["id", "code", "owner", "area_mu", "geometry"]
    assert schema["properties"]["geometry"] == {"x-ogc-role": "primary-geometry", "format": "geometry-polygon"}

"""Coordinates in the system asked for, with its axes in its own order, and boxes written in it."""

import pyproj
import pytest

ITEMS = "/ogc/collections/fields/items"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def first_corner(client, **query):
    """The first vertex of the first field, and the header that tells the system."""
    answer = client.get(ITEMS, query_string={"limit": 1, **query})
    return answer.json["features"][0]["geometry"]["coordinates"][0][0], answer.headers["Content-Crs"]


def test_degrees_come_longitude_first_unless_asked_otherwise(client):
    (lon, lat), told = first_corner(client)
    assert (lon, lat) == pytest.approx((116, 27), abs=0.01)
    assert told == f"<{CRS84}>"


@pytest.mark.parametrize("srid", [4490, 4326])
def test_official_degrees_come_latitude_first(client, srid):
    (lon, lat), _ = first_corner(client)
    found, told = first_corner(client, crs=f"{EPSG}{srid}")
    assert found == [lat, lon]
    assert told == f"<{EPSG}{srid}>"


@pytest.mark.parametrize("srid", [4548, 4526])
def test_zones_come_north_first_and_agree_with_proj_to_a_millimetre(client, srid):
    place, _ = first_corner(client)
    east, north = pyproj.Transformer.from_crs(4490, srid, always_xy=True).transform(*place)
    found, _ = first_corner(client, crs=f"{EPSG}{srid}")
    assert found == pytest.approx([north, east], abs=0.011)


def test_a_system_may_be_called_by_its_short_name(client):
    assert first_corner(client, crs="[EPSG:4548]") == first_corner(client, crs=f"{EPSG}4548")
    assert first_corner(client, crs="[OGC:CRS84]") == first_corner(client)


def test_every_system_that_a_collection_names_is_served(client):
    collection = client.get("/ogc/collections/fields").json
    assert collection["crs"] == [CRS84, *(f"{EPSG}{srid}" for srid in (4490, 4326, 3857, 4548, 4526))]
    assert collection["storageCrs"] in collection["crs"]
    for uri in collection["crs"]:
        assert client.get(ITEMS, query_string={"crs": uri, "limit": 1}).headers["Content-Crs"] == f"<{uri}>"


@pytest.mark.parametrize("srid", [4490, 4326, 3857, 4548, 4526])
def test_a_box_around_a_feature_finds_it_in_every_system(client, srid):
    uri = f"{EPSG}{srid}"
    feature = client.get(ITEMS, query_string={"crs": uri, "limit": 1}).json["features"][0]
    ones, others = zip(*feature["geometry"]["coordinates"][0], strict=True)
    inside = [min(ones) * 0.9 + max(ones) * 0.1, min(others) * 0.9 + max(others) * 0.1]
    inside += [min(ones) * 0.1 + max(ones) * 0.9, min(others) * 0.1 + max(others) * 0.9]
    box = ",".join(repr(each) for each in inside)
    found = client.get(ITEMS, query_string={"bbox": box, "bbox-crs": uri}).json
    assert [each["id"] for each in found["features"]] == [feature["id"]]


def test_a_box_across_the_antimeridian_holds_both_its_sides(client):
    whole = client.get(ITEMS, query_string={"bbox": "117,26,-117,28"}).json["numberMatched"]
    other = client.get(ITEMS, query_string={"bbox": "116.1,26,-170,28"}).json["numberMatched"]
    assert whole == 0
    assert 0 < other < 250


def test_a_single_feature_comes_in_the_system_asked_for(client):
    address = f"{ITEMS}/T-001"
    plain, turned = (client.get(address, query_string=query) for query in ({}, {"crs": f"{EPSG}4490"}))
    assert turned.json["geometry"]["coordinates"][0][0] == plain.json["geometry"]["coordinates"][0][0][::-1]
    assert turned.headers["Content-Crs"] == f"<{EPSG}4490>"

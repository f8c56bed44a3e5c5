"""What a GIS desk must refuse, one test a sort, on the running system: named, explained, nothing kept."""

import io
import stat
import time
import zipfile

import pytest
import requests

from tests.api.bad_input.refusal import assert_refused
from tests.hamlet import PASSWORD
from tests.running import Phone

SEGMENTS = "/ogc/collections/segments"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
VRT = b"<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/vsicurl/http://a/b</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
ENTITIES = b"<!DOCTYPE kml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><kml><Document><name>&a;</name></Document></kml>"
LAUGHS = b"<!DOCTYPE kml [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><kml><name>&b;</name></kml>"


@pytest.fixture(scope="module")
def gis(hamlet) -> Phone:
    """GIS staff of the hamlet's county."""
    who = ("--name", "图", "--post", "gis", "--division", "361099000000", "--password-stdin")
    hamlet.patrol("officer", "add", "tu", *who, stdin=f"{PASSWORD}\n")
    return Phone(hamlet.base).sign_in("tu", PASSWORD)


def refused(gis, path: str, field: str, **query) -> None:
    """A question that is 400 and names its parameter, in both languages."""
    for english in (False, True):
        headers = {"Accept-Language": "en"} if english else {}
        answer = gis.session.get(f"{gis.base}{path}", params=query, headers=headers, timeout=30)
        assert_refused(answer, (400,), field, english)


@pytest.mark.parametrize(
    "bbox", ["", "1,2,3", "a,b,c,d", "116,27,nan,28", "27,116,28,117", "116,28,117,27", "1e999,0,1,1"]
)
def test_a_malformed_bbox(gis, bbox):
    refused(gis, f"{SEGMENTS}/items", "bbox", bbox=bbox)


@pytest.mark.parametrize(
    "datetime", ["", "..", "yesterday", "2026-13-01", "2026-02-30", "2026-11-30/2026-11-01", "a/b/c"]
)
def test_a_malformed_datetime(gis, datetime):
    refused(gis, f"{SEGMENTS}/items", "datetime", datetime=datetime)


@pytest.mark.parametrize("name", ["crs", "bbox-crs", "filter-crs"])
@pytest.mark.parametrize("crs", ["", "4490", f"{EPSG}999999", "http://a/", "[EPSG:1]"])
def test_a_malformed_crs(gis, name, crs):
    more = {"filter-crs": {"filter": "code = 'R1'"}, "bbox-crs": {"bbox": "116,27,117,28"}}.get(name, {})
    refused(gis, f"{SEGMENTS}/items", name, **{name: crs}, **more)


@pytest.mark.parametrize(
    "condition",
    ["", "code", "code =", "code = 'a", "nothing = 1", "length_m > 'long'", "(" * 60, "code = 'a' OR " * 400],
)
def test_a_malformed_filter(gis, condition):
    refused(gis, f"{SEGMENTS}/items", "filter", filter=condition)


@pytest.mark.parametrize("limit", ["", "0", "-1", "ten", "1.5", "٣", "9" * 30])
def test_a_malformed_limit(gis, limit):
    refused(gis, f"{SEGMENTS}/items", "limit", limit=limit)


@pytest.mark.parametrize("token", ["", "a", "5.", "5.-1", "9999999999999999999.1", "1' OR '1'='1", "5.1.WyJhIl0"])
def test_a_malformed_token(gis, token):
    refused(gis, f"{SEGMENTS}/items", "token", token=token)


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("25/0/0", "tileMatrix"),
        ("a/0/0", "tileMatrix"),
        ("3/8/0", "tileRow"),
        ("3/0/-1", "tileCol"),
        ("3/0/1.5", "tileCol"),
    ],
)
@pytest.mark.parametrize("scheme", ["WebMercatorQuad"])
def test_a_malformed_tile_address(gis, scheme, address, field):
    refused(gis, f"{SEGMENTS}/tiles/{scheme}/{address}", field)


@pytest.mark.parametrize(
    "condition", ["pg_sleep(5) = 1", "lo_import('/etc/passwd') > 0", "version() = 'a'", "sum(length_m) > 1"]
)
def test_a_filter_that_tries_a_function(gis, condition):
    refused(gis, f"{SEGMENTS}/items", "filter", filter=condition)


@pytest.mark.parametrize(
    "condition",
    ["code IN (SELECT username FROM officer)", "EXISTS (SELECT 1)", "code = (SELECT password_hash FROM officer)"],
)
def test_a_filter_that_tries_a_subquery(gis, condition):
    refused(gis, f"{SEGMENTS}/items", "filter", filter=condition)


@pytest.mark.parametrize(
    "condition", ["pg_catalog.pg_user.usename = 'a'", "public.officer.password_hash LIKE 'a%'", '"officer"."id" = 1']
)
def test_a_filter_that_tries_another_schema(gis, condition):
    refused(gis, f"{SEGMENTS}/items", "filter", filter=condition)


@pytest.mark.parametrize(("place", "status", "field"), [("[9,9]", 400, "geometry"), ("[116.0001,27.0001]", 413, "")])
def test_a_polygon_with_a_million_vertices(gis, place, status, field):
    shape = f'{{"type":"Polygon","coordinates":[[{",".join([place] * 1_000_000)}]]}}'
    body = f'{{"type":"Feature","properties":{{"code":"P"}},"geometry":{shape}}}'
    headers = {"Content-Type": "application/geo+json"}
    answer = gis.session.post(f"{gis.base}/ogc/collections/plots/items", data=body, headers=headers, timeout=60)
    assert_refused(answer, (status,), field)
    found = gis.session.get(f"{gis.base}/ogc/collections/plots/items", params={"code": "P"}, timeout=30)
    assert found.json()["numberMatched"] == 0


def sent(gis, name: str, content: bytes) -> requests.Response:
    """A file at the door of the imports."""
    return gis.session.post(
        f"{gis.base}/api/v1/imports", params={"kind": "forest-plots", "name": name}, data=content, timeout=60
    )


def archive(name: str, content: bytes, *, link: bool = False) -> bytes:
    """A zip with one member."""
    packed, member = io.BytesIO(), zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = (stat.S_IFLNK | 0o777) << 16 if link else 0
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr(member, content)
    return packed.getvalue()


FILES = {
    "a_zip_that_leaves_its_folder": ("a.zip", lambda: archive("../../a.shp", b"x")),
    "a_zip_with_links": ("a.zip", lambda: archive("a.shp", b"/etc/passwd", link=True)),
    "a_zip_that_is_a_bomb": ("a.zip", lambda: archive("a.shp", bytes(200 * 2**20))),
    "a_vrt_dressed_as_kml": ("a.kml", lambda: VRT),
    "xml_with_an_entity_from_outside": ("a.kml", lambda: ENTITIES),
    "xml_with_entities_that_multiply": ("a.kml", lambda: LAUGHS),
}


@pytest.mark.parametrize("sort", FILES)
def test_a_file_made_to_do_harm(gis, hamlet, sort):
    name, make = FILES[sort]
    answer = sent(gis, name, make())
    assert_refused(answer, (400, 415, 422), "file")
    kept = hamlet.data / "imports"
    assert not kept.exists() or list(kept.iterdir()) == []
    assert gis.session.get(f"{gis.base}/api/v1/imports", timeout=30).json()["items"] == []


def test_a_vrt_dressed_as_kml_in_a_zip(gis):
    answer = sent(gis, "a.zip", archive("a.kml", VRT))
    assert answer.status_code == 202
    address = f"{gis.base}/api/v1/imports/{answer.json()['id']}"
    for _ in range(300):
        found = gis.session.get(address, timeout=30).json()
        if found["state"] not in ("waiting", "reading"):
            break
        time.sleep(0.2)
    assert (found["state"], found["problem"]["code"]) == ("refused", "file_not_what_it_says")
    assert gis.session.delete(address, timeout=30).status_code == 204

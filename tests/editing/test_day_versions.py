"""What a layer was on a day: its features, its tiles, and to whom it is told."""

from datetime import UTC, datetime

import morecantile
import pytest
from sqlalchemy import text

from patrol.change_sets import open_set
from tests.api.conftest import VILLAGE, at
from tests.editing.conftest import CREEK, line
from tests.gis import mvt

MARCH, JUNE = datetime(2026, 3, 10, 2, tzinfo=UTC), datetime(2026, 6, 10, 2, tzinfo=UTC)


@pytest.fixture
def through_the_year(gis, session):
    """A segment drawn in March, moved in June."""
    for when, shape in ((MARCH, CREEK), (JUNE, line((2_000, 6_000), (5_000, 6_000)))):
        open_set(session, "import", at=when)
        points = ", ".join(f"{x} {y}" for x, y in shape["coordinates"])
        session.execute(
            text(
                "INSERT INTO river_segment (code, name, division_code, geom)"
                " VALUES ('N-1', :name, :division, ST_GeomFromText(:line, 4490))"
                " ON CONFLICT (code) DO UPDATE SET geom = excluded.geom, name = excluded.name"
            ),
            {"name": f"{when:%m}", "division": VILLAGE, "line": f"LINESTRING({points})"},
        )
    return gis


@pytest.mark.parametrize(
    ("day", "name", "length_m"),
    [("2026-03-09", None, None), ("2026-03-10", "03", 2_000), ("2026-06-09", "03", 2_000), ("2026-06-10", "06", 3_000)],
)
def test_a_layer_can_be_asked_for_the_version_of_a_day(through_the_year, day, name, length_m):
    answer = through_the_year.ask("GET", f"segments/items?valid-on={day}&code=N-1")
    assert answer.status_code == 200, answer.json
    found = [each["properties"] for each in answer.json["features"]]
    assert [each["name"] for each in found] == ([name] if name else [])
    if name:
        assert found[0]["length_m"] == pytest.approx(length_m, rel=0.01)
        assert (found[0]["division_name"], found[0]["share"]) == ("河口村", None)


@pytest.mark.parametrize(("day", "name"), [("2026-03-09", None), ("2026-06-09", "03"), ("2026-06-10", "06")])
def test_a_single_feature_can_be_asked_for_as_it_was_on_a_day(through_the_year, day, name):
    answer = through_the_year.get("segments", "N-1", f"?valid-on={day}")
    assert answer.status_code == (200 if name else 404), answer.json
    if name:
        assert answer.json["properties"]["name"] == name
        page = through_the_year.get("segments", "N-1", f"?valid-on={day}&f=html")
        assert f"<td>{name}</td>" in page.text


def test_what_was_once_deleted_is_still_told_of_its_days(through_the_year):
    assert through_the_year.delete("segments", "N-1").status_code == 204
    assert through_the_year.get("segments", "N-1").status_code == 404
    assert through_the_year.get("segments", "N-1", "?valid-on=2026-06-09").json["properties"]["name"] == "03"


def test_nobody_edits_by_having_read_what_a_feature_was(through_the_year):
    tag = through_the_year.get("segments", "N-1", "?valid-on=2026-06-09").headers["ETag"]
    for sent in (tag, tag.removeprefix("W/")):
        answer = through_the_year.patch("segments", "N-1", {"properties": {"name": "x"}}, If_Match=sent)
        assert answer.status_code == 412


def test_a_page_of_a_day_leads_to_its_features_of_that_day(through_the_year):
    page = through_the_year.ask("GET", "segments/items?valid-on=2026-06-09&code=N-1&f=html").text
    assert 'href="http://localhost/ogc/collections/segments/items/N-1?valid-on=2026-06-09"' in page


def test_the_version_of_a_day_can_be_cut_by_place_filter_and_crs(through_the_year):
    west, south = at(1_900, 4_900)
    east, north = at(4_100, 5_100)
    query = f"bbox={west},{south},{east},{north}&filter=length_m%20%3E%201000&crs=http://www.opengis.net/def/crs/EPSG/0/4548"
    for day, codes in (("2026-05-01", ["N-1"]), ("2026-07-01", [])):
        answer = through_the_year.ask("GET", f"segments/items?valid-on={day}&{query}")
        assert answer.status_code == 200, answer.json
        assert [each["id"] for each in answer.json["features"]] == codes


@pytest.mark.parametrize("layer", ["divisions", "segments", "plots", "zoning"])
def test_every_layer_with_a_history_answers_for_a_day_with_all_its_properties(gis, layer):
    now = gis.ask("GET", f"{layer}/items").json
    tomorrow = gis.ask("GET", f"{layer}/items?valid-on=2100-01-01").json
    assert tomorrow["numberMatched"] == now["numberMatched"]
    for then, today in zip(tomorrow["features"], now["features"], strict=True):
        assert then["properties"].keys() == today["properties"].keys()
        assert then["geometry"] == today["geometry"]


def test_the_version_of_a_day_keeps_to_the_callers_division(through_the_year, desk):
    assert desk("gis_other").ask("GET", "segments/items?valid-on=2026-05-01&code=N-1").json["numberMatched"] == 0


@pytest.mark.parametrize("query", ["valid-on=2026", "valid-on=9999-12-31", "valid-on=2026-05-01&datetime=2026-05-01",
                                   "valid-on=2026-05-01&username=wang", "valid-on=2026-02-30"])  # fmt: skip
def test_days_that_cannot_be_are_refused_by_name(gis, query):
    answer = gis.ask("GET", f"segments/items?{query}")
    assert (answer.status_code, list(answer.json["errors"])) == (400, ["valid-on"])


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("valid-on=2026", "valid-on"),
        ("valid-on=2026-02-30", "valid-on"),
        ("valid-on=2026-05-01&datetime=2026-05-01", "valid-on"),
        ("username=wang", "username"),
        ("valid-on=2026-05-01&valid-on=2026-05-02", "valid-on"),
    ],
)
def test_days_that_a_single_feature_cannot_have_and_filters_it_has_not_are_refused_by_name(gis, query, named):
    answer = gis.get("segments", "R-1", f"?{query}")
    assert (answer.status_code, list(answer.json["errors"])) == (400, [named])


@pytest.mark.parametrize("zoom", [9, 13])
def test_tiles_of_a_day_hold_its_plots_drawn_together_or_alone(gis, zoom):
    west, south, east, north = gis.ask("GET", "plots").json["extent"]["spatial"]["bbox"][0]
    place = morecantile.tms.get("WebMercatorQuad").tile((west + east) / 2, (south + north) / 2, zoom)
    tile = f"plots/tiles/WebMercatorQuad/{zoom}/{place.y}/{place.x}"
    today, then = (gis.ask("GET", f"{tile}{query}") for query in ("", "?valid-on=2100-01-01"))
    assert (today.status_code, then.status_code) == (200, 200)
    shapes = [[each.parts for each in mvt.read(answer.data)["plots"].features] for answer in (today, then)]
    assert shapes[0] == shapes[1]

"""The project for QGIS as the API gives it out."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from patrol.desk.palette import COLOURS, FOREST_CLASSES, RIVER_CLASSES

PALETTE = Path(__file__).parents[2] / "web" / "console" / "map" / "palette.ts"
PATH = "/api/v1/qgis/project.qgz"


@pytest.fixture
def app(app_of_its_own):
    """Tiles are drawn here."""
    return app_of_its_own


def opened(answer) -> ElementTree.Element:
    """The project inside a QGZ."""
    assert answer.status_code == 200, answer.get_json()
    assert answer.mimetype == "application/x-qgis-project"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        (name,) = archive.namelist()
        return ElementTree.fromstring(archive.read(name))


def sources(project: ElementTree.Element) -> list[str]:
    return [each.text for each in project.iter("datasource")]


def test_the_project_has_every_layer_over_http_and_no_password_in_it(signed_in):
    project = opened(signed_in("sup").get(PATH))
    found = sources(project)
    for layer in ("segments", "stretches", "plots", "issues", "works", "zoning", "divisions"):
        assert any(f"typename='{layer}'" in each for each in found), layer
    assert any(each.startswith("type=xyz&url=http://localhost/ogc/collections/segments/tiles/") for each in found)
    text = ElementTree.tostring(project, encoding="unicode")
    assert not re.search("password|authcfg|username", text)


def test_the_same_project_over_the_database(signed_in, app, cluster_url):
    app.config["PATROL"] = app.config["PATROL"].__class__(database_url=cluster_url)
    found = sources(opened(signed_in("sup").get(PATH, source="postgis")))
    assert all('table="gis_views".' in each and "host='127.0.0.1'" in each for each in found)
    assert not any("user=" in each or "password=" in each for each in found)


def test_the_map_opens_on_ones_own_division(signed_in):
    wide, narrow = (
        [float(edge.text) for edge in opened(signed_in(who).get(PATH)).find("mapcanvas/extent")]
        for who in ("sup", "chief")
    )
    assert narrow[2] - narrow[0] < 0.8 * (wide[2] - wide[0])


def test_field_staff_are_told_that_it_is_not_theirs(signed_in):
    assert signed_in("wang").get(PATH).status_code == 403


@pytest.mark.parametrize("query", [{"source": "ftp"}, {"colour": "red"}])
def test_an_unknown_wish_is_refused_by_its_name(signed_in, query):
    answer = signed_in("sup").get(PATH, **query)
    assert answer.status_code == 422
    assert set(answer.get_json()["errors"]) == set(query)


def test_nobody_gets_it_without_signing_in(client):
    assert client.get(PATH).status_code == 401


def test_the_colours_are_those_of_the_console():
    written = PALETTE.read_text(encoding="utf8")
    classes = {
        name: tuple(re.findall("#[0-9a-f]{6}", line))
        for name, line in re.findall(r"(\w+_CLASSES) = \[(.*?)\]", written)
    }
    # Hours are shown by the console alone.
    del classes["EFFORT_CLASSES"]
    assert classes == {"RIVER_CLASSES": RIVER_CLASSES, "FOREST_CLASSES": FOREST_CLASSES}
    named = dict(re.findall(r"(\w+): '(#[0-9a-f]{6})'", written))
    assert {name: named[name] for name in COLOURS} == COLOURS

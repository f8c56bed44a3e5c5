"""The project for QGIS as the API gives it out."""

import io
import zipfile
from xml.etree import ElementTree

import pytest

from tests.two_rivers import settle


@pytest.fixture
def county(session):
    """Two rivers."""
    return settle(session)


def document(answer) -> tuple[ElementTree.Element, str]:
    """The project inside a QGZ, read and as text."""
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        (name,) = archive.namelist()
        text = archive.read(name).decode()
    return ElementTree.fromstring(text), text


def test_gis_staff_get_a_project_of_their_layers_with_no_password_in_it(county, as_post):
    answer = as_post("gis").get("/api/v1/qgis/project.qgz")
    assert answer.status_code == 200
    assert answer.mimetype == "application/x-qgis-project"
    top, text = document(answer)
    sources = [each.text for each in top.iter("datasource")]
    assert any("typename='segments'" in each for each in sources)
    assert any(each.startswith("type=xyz") for each in sources)
    assert "password" not in text
    assert "authcfg" not in text

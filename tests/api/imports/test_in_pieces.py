"""A large file over a bad line: in pieces, and then told what it is."""

import uuid

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from patrol import db
from patrol.importing import desk as desk_rules
from patrol.queries import imports
from tests.api.conftest import TOWN
from tests.api.imports.conftest import URL
from tests.api.tus import Tus


@pytest.fixture
def tus(desk):
    return Tus(desk.caller)


def test_a_file_in_pieces_waits_to_be_told_what_it_is_and_is_then_judged(desk, tus, plots):
    content, import_id = plots.read_bytes(), str(uuid.uuid4())
    place = tus.create("import", import_id, content, {"filename": "小班 2026.gpkg"}).headers["Location"]
    half = len(content) // 2
    assert tus.patch(place, 0, content[:half]).status_code == 204
    assert tus.offset(place) == half
    assert tus.patch(place, half, content[half:]).status_code == 204
    found = desk.get(import_id)
    assert (found["state"], found["kind"], found["name"], found["bytes"]) == (
        "arrived",
        None,
        "小班 2026.gpkg",
        len(content),
    )
    answer = desk.caller.client.post(
        URL, json={"upload": import_id, "kind": "forest-plots", "division": TOWN}, headers=desk.caller.headers
    )
    assert (answer.status_code, answer.json["state"]) == (202, "waiting")
    assert desk.judge(import_id)["counts"]["new"] == 3
    assert not list((desk.settings.data / "uploads").iterdir())


def test_what_is_no_file_of_features_is_refused_with_its_last_piece(desk, tus):
    import_id = str(uuid.uuid4())
    place = tus.create("import", import_id, b"PAR1", {"filename": "a.parquet"}).headers["Location"]
    answer = tus.patch(place, 0, b"PAR1")
    assert (answer.status_code, "GeoParquet" in answer.json["errors"]["file"]) == (415, True)
    assert desk.caller.get(f"{URL}/{import_id}").status_code == 404


def test_a_file_needs_its_name_and_the_right_post(desk, desk_of, tus, signed_in):
    assert tus.create("import", str(uuid.uuid4()), b"1").status_code == 422
    field = Tus(signed_in("wang"))
    assert field.create("import", str(uuid.uuid4()), b"1", {"filename": "a.gpkg"}).status_code == 403


def test_an_upload_that_is_not_there_cannot_be_started(desk):
    asked = {"upload": str(uuid.uuid4()), "kind": "zoning"}
    assert desk.caller.client.post(URL, json=asked, headers=desk.caller.headers).status_code == 404


def test_an_id_that_an_import_has_is_refused_and_the_first_file_stays(desk, signed_in, tus, plots):
    content, import_id = plots.read_bytes(), str(uuid.uuid4())
    named = {"filename": plots.name}
    place = tus.create("import", import_id, content, named).headers["Location"]
    assert tus.patch(place, 0, content).status_code == 204
    for other in (tus, Tus(signed_in("faraway"))):
        place = other.create("import", import_id, b"{}", {"filename": "b.geojson"}).headers["Location"]
        answer = other.patch(place, 0, b"{}")
        assert (answer.status_code, answer.json["code"]) == (409, "import_id_taken")
    asked = {"upload": import_id, "kind": "forest-plots", "division": TOWN}
    assert desk.caller.client.post(URL, json=asked, headers=desk.caller.headers).status_code == 202
    assert desk.judge(import_id)["counts"]["new"] == 3


def test_of_two_uploads_of_one_id_the_second_waits_for_the_first(engine, session):
    import_id = uuid.uuid4()
    with db.transaction() as first, engine.connect() as other, other.begin():
        imports.hold(first, import_id)
        other.execute(text("SET LOCAL lock_timeout = '200ms'"))
        with pytest.raises(OperationalError):
            desk_rules.claim(Session(other), import_id)

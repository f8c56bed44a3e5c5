"""A tile that the caller has is told of ahead of the application: to the same person, in its words, while it holds."""

import base64

import pytest
from flask import Response
from sqlalchemy import update

from patrol.models import Officer, RiverSegment, Token
from tests.api.test_kept_tiles import RIVERSIDE, address

PATH = address("segments", RIVERSIDE)


@pytest.fixture
def app(app_of_its_own):
    """It remembers what was asked here alone, and writes down what reaches it."""
    reached = app_of_its_own.config["REACHED"] = []
    app_of_its_own.before_request(lambda: reached.append(1) and None)
    return app_of_its_own


@pytest.fixture
def chief(signed_in):
    """Somebody who has the tile."""
    caller = signed_in("chief")
    caller.headers["If-None-Match"] = caller.get(PATH).headers["ETag"]
    return caller


def ahead(app, caller, path: str = PATH, **query) -> tuple[Response, bool]:
    """The answer, and whether it came ahead of the application."""
    before = len(app.config["REACHED"])
    answer = caller.get(path, **query)
    return answer, len(app.config["REACHED"]) == before


def test_a_tile_that_holds_is_told_ahead_in_the_words_of_the_application(app, chief):
    told, was_ahead = ahead(app, chief)
    looked_up = chief.client.get(PATH, headers=chief.headers, query_string={"f": "mvt"})
    assert (told.status_code, told.data, was_ahead) == (304, b"", True)
    assert looked_up.status_code == 304
    for name in ("ETag", "Cache-Control", "Vary", "X-Content-Type-Options"):
        assert told.headers[name] == looked_up.headers[name]
    assert told.headers["ETag"] == chief.headers["If-None-Match"]


def test_basic_credentials_and_a_list_of_tags_are_read_ahead_too(app, signed_in):
    gis = signed_in("chief")
    token = gis.headers["Authorization"].removeprefix("Bearer ")
    gis.headers["Authorization"] = f"Basic {base64.b64encode(f'chief:{token}'.encode()).decode()}"
    gis.headers["If-None-Match"] = f'"other", {gis.get(PATH).headers["ETag"]}'
    assert ahead(app, gis)[0].status_code == 304
    assert ahead(app, gis)[1]
    gis.headers["Authorization"] = f"Basic {base64.b64encode(f'wang:{token}'.encode()).decode()}"
    assert ahead(app, gis)[0].status_code == 401


def revoke(session):
    session.execute(update(Token).values(revoked_at="2026-01-01"))


def dismiss(session):
    session.execute(update(Officer).where(Officer.username == "chief").values(active=False))


@pytest.mark.parametrize("end", [revoke, dismiss], ids=lambda each: each.__name__)
def test_who_is_signed_out_is_told_nothing_from_the_next_request_on(app, chief, session, end):
    assert ahead(app, chief)[1]
    end(session)
    answer, was_ahead = ahead(app, chief)
    assert (answer.status_code, was_ahead) == (401, False)


def test_another_tile_another_post_and_another_person_are_looked_at_closer(app, chief, signed_in, session):
    assert not ahead(app, chief, datetime="2026-05-01/2026-05-31")[1]
    wang = signed_in("wang")
    wang.headers["If-None-Match"] = chief.headers["If-None-Match"]
    assert not ahead(app, wang)[1]
    session.execute(update(Officer).where(Officer.username == "chief").values(post="ranger"))
    assert not ahead(app, chief)[1]


def test_an_edit_is_told_at_once(app, chief, session):
    assert ahead(app, chief)[1]
    session.execute(update(RiverSegment).where(RiverSegment.code == "R-1").values(name="清溪河上段"))
    answer, was_ahead = ahead(app, chief)
    assert (answer.status_code, was_ahead) == (200, False)


def test_each_look_at_tracks_is_kept_and_so_never_told_ahead(app, signed_in):
    chief, path = signed_in("chief"), address("tracks", RIVERSIDE)
    chief.headers["If-None-Match"] = chief.get(path).headers.get("ETag", '"none"')
    assert [ahead(app, chief, path)[1] for _ in range(2)] == [False, False]

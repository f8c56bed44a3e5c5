"""How far a county is set up, told to those who set it up."""

import pytest

from patrol.models import Officer
from tests.api.conftest import COUNTY, HASH, TOWN


@pytest.fixture
def people(county, session):
    for username, post, place in (("root", "admin", COUNTY), ("gis", "gis", COUNTY), ("town", "office", TOWN)):
        session.add(Officer(username=username, name=username, post=post, division_code=place, password_hash=HASH))
    session.flush()


def test_it_says_what_is_there_and_what_is_missing(people, signed_in):
    told = signed_in("root").get("/api/v1/setup").json
    assert told["divisions"] == {"county": 1, "township": 2, "village": 1, "without_boundary": 2}
    assert (told["segments"], told["segments_unanswered"], told["plots"], told["plots_unanswered"]) == (3, 2, 1, 0)
    assert (told["rules"], told["posts_without_rule"]) == (1, ["ranger"])
    assert told["targets"] == 0
    assert told["people"] == 8
    assert signed_in("gis").get("/api/v1/setup").status_code == 200


def test_divisions_are_listed_with_what_lies_in_each(people, signed_in):
    told = signed_in("gis").get("/api/v1/setup/divisions").json
    assert told["total"] == 4
    village = next(each for each in told["items"] if each["level"] == "village")
    assert (village["bounded"], village["officers"], village["segments"], village["plots"]) == (False, 2, 2, 1)
    bare = signed_in("root").get("/api/v1/setup/divisions", bounded="false", sort="name").json
    assert bare["total"] == 2
    assert signed_in("root").get("/api/v1/setup/divisions", text="上", level="township").json["total"] == 1
    assert signed_in("root").get("/api/v1/setup/divisions", format="xlsx").status_code == 200


@pytest.mark.parametrize("username", ["wang", "chief", "sup", "town"])
def test_others_set_nothing_up(people, signed_in, username):
    assert signed_in(username).get("/api/v1/setup").status_code == 403
    assert signed_in(username).get("/api/v1/setup/divisions").status_code == 403

"""Officers and what they answer for."""

from datetime import date

import pytest
from sqlalchemy import select

from patrol import auth, people
from patrol.errors import Conflict, Invalid, Unauthorised
from patrol.models import Assignment, Division, RiverSegment

COUNTY = "361099000000"
LINE = "SRID=4490;LINESTRING(116.5 27.5, 116.51 27.5)"


@pytest.fixture
def county(session):
    session.add(Division(code=COUNTY, name="云岫县", level="county"))
    session.add_all(RiverSegment(code=code, division_code=COUNTY, geom=LINE) for code in ("HD-1", "HD-2"))
    session.flush()


def test_an_officer_answers_for_segments_once_each(county, session):
    people.add_officer(session, "wang", "王河", "patroller", COUNTY, "long enough")
    assert people.assign(session, "wang", "segment", ["HD-1", "HD-2", "HD-1"], date(2026, 1, 1)) == 2
    assert people.assign(session, "wang", "segment", ["HD-1"], date(2026, 1, 1)) == 0
    assert len(session.scalars(select(Assignment)).all()) == 2


def test_unknown_codes_names_and_posts_are_told(county, session):
    people.add_officer(session, "wang", "王河", "patroller", COUNTY, None)
    for refused in (
        lambda: people.assign(session, "wang", "segment", ["HD-9"], date(2026, 1, 1)),
        lambda: people.assign(session, "nobody", "segment", ["HD-1"], date(2026, 1, 1)),
        lambda: people.add_officer(session, "li", "李", "captain", COUNTY, None),
        lambda: people.add_officer(session, "li", "李", "ranger", "999999999999", None),
        lambda: people.add_officer(session, "li", "李", "ranger", COUNTY, "short"),
        lambda: people.add_officer(session, "li", "  ", "ranger", COUNTY, None),
        lambda: people.add_officer(session, "li 1", "李", "ranger", COUNTY, None),
        lambda: people.add_officer(session, "=cmd", "李", "ranger", COUNTY, None),
    ):
        with pytest.raises(Invalid):
            refused()
    with pytest.raises(Conflict):
        people.add_officer(session, "wang", "王", "ranger", COUNTY, None)


def test_an_officer_publishes_an_office_telephone_and_takes_it_off_again(county, session):
    officer = people.add_officer(session, "wang", "王河", "village_chief", COUNTY, "long enough")
    people.publish(session, "wang", "村党支部书记", "0794-1234567")
    assert (officer.office_title, officer.office_phone) == ("村党支部书记", "0794-1234567")
    people.publish(session, "wang", None, " ")
    assert (officer.office_title, officer.office_phone) == ("村党支部书记", None)
    with pytest.raises(Invalid) as refused:
        people.publish(session, "nobody", "x", None)
    assert list(refused.value.errors) == ["username"]
    with pytest.raises(Invalid) as refused:
        people.publish(session, "wang", "x" * 61, None)
    assert list(refused.value.errors) == ["office_title"]


def signed_in_with(session, password: str, now) -> bool:
    stored = auth.begin_sign_in(session, auth.Attempt("wang", "198.51.100.1"), now)
    return auth.password_matches(stored, password)


def test_a_new_password_takes_the_place_of_the_forgotten_one_and_leaves_phones_signed_in(county, session, now):
    wang = people.add_officer(session, "wang", "王河", "patroller", COUNTY, "long enough")
    token, _ = auth.issue_token(session, wang, "手机", now, 90)
    people.set_password(session, "WANG", "another one", sign_out=False)
    session.flush()
    assert not signed_in_with(session, "long enough", now)
    assert signed_in_with(session, "another one", now)
    assert auth.viewer_of(session.connection(), token, now).username == "wang"


def test_a_new_password_may_sign_a_lost_phone_out(county, session, now):
    wang = people.add_officer(session, "wang", "王河", "patroller", COUNTY, "long enough")
    token, _ = auth.issue_token(session, wang, "手机", now, 90)
    people.set_password(session, "wang", "another one", sign_out=True)
    with pytest.raises(Unauthorised):
        auth.viewer_of(session.connection(), token, now)


def test_a_short_password_and_an_unknown_name_are_told(county, session):
    with pytest.raises(Invalid, match="invalid"):
        people.set_password(session, "nobody", "long enough", sign_out=False)
    people.add_officer(session, "wang", "王河", "patroller", COUNTY, "long enough")
    with pytest.raises(Invalid, match="invalid"):
        people.set_password(session, "wang", "short", sign_out=False)

"""Everybody has a post, and nearly everything somebody who answers for it."""

from collections import Counter

from patrol.demo import SIGN_INS
from patrol.models.officers import POSTS


def test_about_150_people_hold_every_post_there_is(county):
    posts = Counter(person.post for person in county.people)
    assert 140 <= len(county.people) <= 170
    assert set(posts) == set(POSTS)
    assert posts["township_chief"] == 12


def test_names_and_user_names_are_used_once(county):
    assert len({person.username for person in county.people}) == len(county.people)
    assert len({person.name for person in county.people}) == len(county.people)


def test_every_sign_in_that_is_shown_belongs_to_somebody(county):
    known = {person.username for person in county.people}
    assert {username for username, _password, _who in SIGN_INS} <= known


def test_every_segment_has_a_patroller_and_a_village_chief(county):
    for post in ("patroller", "village_chief"):
        held = [duty.code for duty in county.duties if duty.post == post]
        assert sorted(held) == sorted(segment.code for segment in county.segments)


def test_most_plots_have_one_ranger_and_a_few_have_nobody(county):
    held = Counter(duty.code for duty in county.duties if duty.kind == "forest")
    assert set(held.values()) == {1}
    assert 0.95 < len(held) / len(county.plots) < 0.99


def test_people_answer_only_for_what_lies_in_their_division(county):
    place = {thing.code: thing.division_code for thing in (*county.segments, *county.plots)}
    home = {person.username: person.division_code for person in county.people}
    for duty in county.duties:
        if home[duty.username].endswith("000"):
            prefix = home[duty.username].rstrip("0") if duty.post == "county_chief" else home[duty.username][:9]
            assert place[duty.code].startswith(prefix)

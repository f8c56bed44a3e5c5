"""What the database says was achieved is what the rules say."""

from datetime import timedelta
from itertools import product

from sqlalchemy import literal, select

from patrol.queries.duties import status
from patrol.queries.standings import gone_of, quota, so_far, standing
from patrol.rules import coverage
from tests.today import today


def test_a_standing_is_what_the_rules_call_it(session):
    for visits, share, effective, owed in product((0, 1, 3), (0.0, 0.79, 0.8, 1.0), (0, 1, 3), (0, 1, 3)):
        here = standing(literal(visits), literal(share), literal(effective), literal(owed), 0.8)
        assert session.scalar(select(here)) == coverage.standing(visits, share, effective, owed, 0.8)


def test_what_is_due_by_now_is_what_the_rules_call_it(session):
    for owed, gone in product((0, 1, 3, 13), (0, 1, 10, 29, 30)):
        here = so_far(literal(owed), literal(gone), literal(30))
        assert session.scalar(select(here)) == coverage.so_far(owed, gone, 30)


def test_a_quota_is_what_the_rules_call_it(session):
    for effective, owed, gone in product((0, 1, 2, 3), (0, 1, 3), (0, 10, 20, 29, 30)):
        here = quota(literal(effective), literal(owed), literal(gone), literal(30))
        assert session.scalar(select(here)) == coverage.quota(effective, owed, gone, 30)


def test_a_quota_is_the_status_of_the_table_of_duties_and_tells_nothing_from_some_of_days_that_are_over(session):
    words = {"nothing_owed": {"none"}, "fulfilled": {"met"}, "due": {"due"}, "behind": {"behind"}}
    words["missed"] = {"behind", "missed"}
    for credited, owed, gone in product((0, 1, 2, 3), (0, 1, 3), (0, 10, 20, 29, 30)):
        credited = min(credited, owed)
        said = session.scalar(select(status(literal(owed), literal(owed - credited), gone, 30)))
        assert coverage.quota(credited, owed, gone, 30) in words[said]


def test_days_are_over_from_the_next_day_on(session):
    now = today()
    for first, last, gone, total in ((-2, 2, 2, 5), (-9, -1, 9, 9), (0, 0, 0, 1), (1, 7, 0, 7)):
        days = (now + timedelta(days=first), now + timedelta(days=last))
        assert tuple(session.execute(select(*gone_of(*days))).one()) == (gone, total)

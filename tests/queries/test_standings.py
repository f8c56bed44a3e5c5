"""What the database says was achieved is what the rules say."""

from itertools import product

from sqlalchemy import literal, select

from patrol.queries.standings import quota, standing
from patrol.rules import coverage


def test_a_standing_is_what_the_rules_call_it(session):
    for visits, share, effective, owed in product((0, 1, 3), (0.0, 0.79, 0.8, 1.0), (0, 1, 3), (0, 1, 3)):
        here = standing(literal(visits), literal(share), literal(effective), literal(owed), 0.8)
        assert session.scalar(select(here)) == coverage.standing(visits, share, effective, owed, 0.8)


def test_a_quota_is_what_the_rules_call_it(session):
    for effective, owed in product((0, 1, 2, 3), (0, 1, 3)):
        assert session.scalar(select(quota(literal(effective), literal(owed)))) == coverage.quota(effective, owed)

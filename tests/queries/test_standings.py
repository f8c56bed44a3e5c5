"""What the database says was owed and achieved is what the rules say."""

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import Date, Float, String, column, literal, select, values

from patrol.models.rules import PERIODS
from patrol.queries.standings import elapsed, standing
from patrol.rules import coverage
from patrol.rules.quotas import share_of_periods

STARTS = [date(2024, 1, 1) + timedelta(days=37 * n) for n in range(30)]
LENGTHS = (0, 1, 6, 9, 10, 11, 28, 30, 59, 91, 181, 365, 366, 500)


@pytest.mark.parametrize("period", PERIODS)
def test_periods_gone_by_are_those_the_rules_count(session, period):
    spans = [(first, first + timedelta(days=days)) for first, days in product(STARTS, LENGTHS)]
    dates = values(column("first", Date), column("last", Date), name="span").data(spans)
    before = dates.c.first - literal(timedelta(days=1))
    gone = elapsed(literal(period, String), dates.c.last) - elapsed(literal(period, String), before.cast(Date))
    for first, last, counted in session.execute(select(dates.c.first, dates.c.last, gone.cast(Float))):
        assert counted == pytest.approx(float(share_of_periods(period, first, last)), abs=1e-10), (first, last)


def test_a_standing_is_what_the_rules_call_it(session):
    for visits, share, effective, owed in product((0, 1, 3), (0.0, 0.79, 0.8, 1.0), (0, 1, 3), (0, 1, 3)):
        here = standing(literal(visits), literal(share), literal(effective), literal(owed), 0.8)
        assert session.scalar(select(here)) == coverage.standing(visits, share, effective, owed, 0.8)

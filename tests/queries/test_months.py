"""Sums of months and terms, and the last days of visits, are exact after whatever happens to patrols and visits.

Sums of months are read for whole months only.
"""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from patrol.models import PatrolRule
from patrol.queries.months import outings_done, whole_months
from tests import last_visits, two_rivers
from tests.month_sums import differences

SUMS = ("patrol_month", "segment_month", "plot_month", "patrol_term", "segment_term", "plot_term")
FLAGS = "UPDATE segment_visit SET effective = :a, counted = :b, bearer_id = CASE WHEN :c THEN officer_id END"
ONE = "SELECT patrolled_on FROM patrol ORDER BY id OFFSET :n % (SELECT count(*) FROM patrol) LIMIT 1"
WHERE = f" WHERE patrolled_on = ({ONE})"
RULE = "(SELECT id FROM patrol_rule ORDER BY id OFFSET :n % (SELECT count(*) FROM patrol_rule) LIMIT 1)"
HERE = "CASE WHEN :a THEN '361099102201' ELSE '361099101201' END"
STEP = st.tuples(st.booleans(), st.booleans(), st.booleans(), st.integers(0, 30))
CHANGES = {
    "scored": FLAGS + WHERE,
    "judged": f"UPDATE segment_visit SET rule_id = {RULE}" + WHERE,
    "judged of plots": f"UPDATE plot_visit SET rule_id = {RULE}, counted = :a" + WHERE,
    "judged as outings": f"UPDATE patrol SET rule_id = {RULE}, counted = :a, effective = :b" + WHERE,
    "stood in": "UPDATE plot_visit SET stands_in_for = CASE WHEN :a THEN (SELECT min(id) FROM officer) END" + WHERE,
    "moved": "UPDATE segment_visit SET division_code = CASE WHEN :a THEN '361099102201' ELSE '361099101201' END"
    + WHERE,
    "covered": "UPDATE segment_visit SET covered = int4multirange(int4range(:n, :n + 3))" + WHERE,
    "taken out": "DELETE FROM plot_visit" + WHERE,
    "taken out of segments": "DELETE FROM segment_visit" + WHERE,
    "rejected": "UPDATE patrol SET review = CASE WHEN :a THEN 'rejected' END, counts = NOT :a, effective = :b" + WHERE,
    "all at once": "UPDATE segment_visit SET effective = :a, counted = NOT counted",
}


@pytest.fixture
def segment(session):
    """The near one of two rivers, which was walked twice; there are rules for objects and one for persons."""
    found = two_rivers.settle(session)
    rule = {"division_code": two_rivers.COUNTY, "post": "ranger", "kind": "river", "valid_from": date(2020, 1, 1)}
    session.add(PatrolRule(**rule, per="person", times=1, period="week"))
    session.flush()
    return found


@given(steps=st.lists(st.tuples(st.sampled_from([*CHANGES, "walked"]), STEP), max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sums_of_months_and_last_days_follow_whatever_happens_to_visits(session, segment, steps):
    with session.begin_nested() as nested:
        for what, (a, b, c, n) in steps:
            if what == "walked":
                _walk(session, segment, date(2026, 4, 25) + timedelta(days=n), n)
            else:
                session.execute(text(CHANGES[what]), {"a": a, "b": b, "c": c, "n": n})
            assert differences(session.connection()) == {}
            assert last_visits.differences(session.connection()) == {}
        nested.rollback()


def _walk(session, segment, day: date, low: int) -> None:
    officer, plot = (session.scalar(text(f"SELECT min(id) FROM {table}")) for table in ("officer", "forest_plot"))
    two_rivers.walk(session, day, _Named(officer), segment, _Named(plot), [(low, low + 10)])


class _Named:
    def __init__(self, number: int):
        self.id = number


def test_a_deleted_segment_leaves_nothing_in_the_sums(session, segment):
    session.execute(text("DELETE FROM assignment WHERE segment_id = :id"), {"id": segment.id})
    session.execute(text("DELETE FROM river_segment WHERE id = :id"), {"id": segment.id})
    assert session.scalar(text("SELECT bool_and(isempty(covered)) FROM segment_month"))
    assert differences(session.connection()) == {}


def test_emptied_tables_leave_nothing_in_the_sums(session, segment):
    session.execute(text("TRUNCATE submission CASCADE"))
    for sums in (*SUMS, "segment_last_visit", "plot_last_visit"):
        assert session.scalar(text(f"SELECT count(*) FROM {sums}")) == 0


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 1), date(2026, 1, 31), [date(2026, 1, 1)]),
        (date(2025, 12, 1), date(2026, 2, 28), [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]),
        (date(2024, 2, 1), date(2024, 2, 28), []),
        (date(2026, 1, 2), date(2026, 2, 28), []),
        (date(2026, 1, 1), date(2026, 2, 1), []),
    ],
)
def test_sums_are_read_for_whole_months_only(first, last, months):
    assert whole_months(first, last) == months


def test_outings_of_a_month_by_their_sums_are_those_by_their_days(session, segment):
    whole = session.execute(outings_done(date(2026, 5, 1), date(2026, 5, 31)))
    by_days = session.execute(outings_done(date(2026, 5, 2), date(2026, 5, 31)))
    assert sorted(map(tuple, whole)) == sorted(map(tuple, by_days)) != []

"""Season curves as dated data: what held when a year began holds for all of it."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from patrol import forestry
from patrol.errors import Invalid
from patrol.models import Division, ForestryWork, WorkEvent
from patrol.queries.targets import targets
from patrol.rules.areas import PACES, joint_pace

COUNTY, TOWN = "361099000000", "361099101000"
EARLY = [50, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100]


@pytest.fixture
def county(session):
    session.add(Division(code=COUNTY, name="云岫县", level="county"))
    session.add(Division(code=TOWN, name="上乡", level="township", parent_code=COUNTY))
    session.flush()
    for year in (2025, 2026):
        forestry.set_target(session, year, COUNTY, "tending", 300)
        forestry.set_target(session, year, TOWN, "tending", 100)


def paces(session, year: int) -> dict[str, list[float]]:
    return {row.division_code: list(row.pace) for row in targets(session, year, "361099")}


def test_a_new_curve_changes_the_years_that_begin_under_it_and_no_other(session, county):
    usual = list(PACES["tending"])
    assert paces(session, 2025) == {COUNTY: usual, TOWN: usual}
    forestry.set_season(session, "tending", EARLY, division=TOWN, valid_from=date(2025, 6, 1))
    assert paces(session, 2025) == {COUNTY: usual, TOWN: usual}
    assert paces(session, 2026) == {COUNTY: usual, TOWN: [share / 100 for share in EARLY]}


def test_targets_together_follow_their_curves_by_area(session, county):
    class Owed:
        def __init__(self, area_m2, pace):
            self.area_m2, self.pace = area_m2, pace

    early, late = [1.0] * 12, [0.0] * 11 + [1.0]
    assert joint_pace([Owed(1, early), Owed(3, late)])[0] == 0.25
    assert joint_pace([Owed(0, early)]) == early
    assert joint_pace([Owed(1, None)]) is None


@pytest.mark.parametrize("shares", [EARLY[:11], [*EARLY[:11], 99], [60, *EARLY[:11]], [-1, *EARLY[1:]]])
def test_a_curve_that_falls_or_ends_early_is_refused(session, county, shares):
    with pytest.raises(Invalid) as caught:
        forestry.set_season(session, "tending", shares, valid_from=date(2026, 1, 1))
    assert caught.value.errors == {"shares": "season_shares"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ((1900, COUNTY, "tending", 1), "year"),
        ((2026, COUNTY, "mining", 1), "work_type"),
        ((2026, "1", "tending", 1), "division"),
    ],
)
def test_a_target_that_cannot_be_is_refused_by_its_field(session, county, given, field):
    with pytest.raises(Invalid) as caught:
        forestry.set_target(session, *given)
    assert list(caught.value.errors) == [field]


@pytest.mark.parametrize(
    "change", ["UPDATE work_event SET opinion = 'x'", "DELETE FROM work_event", "TRUNCATE work_event CASCADE"]
)
def test_the_history_of_a_work_is_never_changed(session, county, change):
    work = ForestryWork(code="W", year=2026, work_type="tending", division_code=TOWN)
    session.add(work)
    session.flush()
    session.add(WorkEvent(work_id=work.id, action="enter", stage="reported", round=1))
    session.flush()
    with pytest.raises(DBAPIError), session.begin_nested():
        session.execute(text(change))

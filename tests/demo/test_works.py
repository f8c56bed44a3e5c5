"""Targets and the works that were done towards them."""

from collections import defaultdict
from datetime import date

import pytest
import shapely

from patrol.demo import works
from patrol.demo.county import SEED

TODAY = date(2026, 5, 20)


@pytest.fixture(scope="module")
def owed(county):
    """The targets of this year and last."""
    return works.targets(county, TODAY)


@pytest.fixture(scope="module")
def done(county, owed):
    """The works of this year and last."""
    return works.works(county, owed, TODAY, SEED)


def test_every_township_owes_every_type_of_work_this_year_and_last(owed):
    assert len(owed) == 2 * 12 * 4
    assert {target.year for target in owed} == {2025, 2026}


def test_works_lie_in_their_plots_and_never_twice_for_a_year_and_type(county, done):
    plots = {plot.code: plot.boundary for plot in county.plots}
    seen = set()
    for work in done:
        assert shapely.intersection(work.boundary, plots[work.plot_code]).area > 0.999 * work.boundary.area
        assert (work.year, work.work_type, work.plot_code) not in seen
        seen.add((work.year, work.work_type, work.plot_code))
    assert len({work.code for work in done}) == len(done)


def test_no_work_is_in_the_future_and_no_area_exceeds_the_one_before(done):
    for work in done:
        assert work.done_on <= TODAY
        assert work.done_on.year == work.year
        if work.verified_area_m2 is not None:
            assert work.qualified_area_m2 <= work.verified_area_m2 <= work.reported_area_m2


def test_last_year_is_nearly_done_and_this_year_is_under_way(owed, done):
    target, reported = defaultdict(float), defaultdict(float)
    for each in owed:
        target[each.year] += each.area_m2
    for work in done:
        reported[work.year] += work.reported_area_m2
    assert 0.85 < reported[2025] / target[2025] < 1.1
    assert 0.2 < reported[2026] / target[2026] < 0.8


def test_on_the_first_of_january_nothing_is_done_yet(county):
    new_year = date(2026, 1, 1)
    done = works.works(county, works.targets(county, new_year), new_year, SEED)
    assert {work.year for work in done} == {2025}

"""Acceptance: every rate falls into exactly one band, rates weigh rightly, criteria are met or not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.acceptance import (
    VERDICTS,
    Bands,
    Count,
    Criterion,
    credited,
    criteria_of,
    mean_rate,
    quality_rate,
    stand_rate,
    unmet,
)

USUAL, STRICT = Bands(0.85, 0.41), Bands(0.9, 0.4, replant_includes=False)
RATES = st.fractions(0, 1)
CUTS = st.tuples(st.decimals(0, 1, places=2), st.decimals(0, 1, places=2)).map(sorted)
COUNTS = st.lists(st.integers(0, 500).flatmap(lambda n: st.builds(Count, st.just(n), st.integers(0, n))), max_size=30)


@pytest.mark.parametrize(
    ("bands", "percent", "verdict"),
    [
        (USUAL, "100", "qualified"),
        (USUAL, "85", "qualified"),
        (USUAL, "84.999", "replant"),
        (USUAL, "84.5", "replant"),
        (USUAL, "41", "replant"),
        (USUAL, "40.5", "failed"),
        (USUAL, "40", "failed"),
        (USUAL, "0", "failed"),
        (STRICT, "90", "qualified"),
        (STRICT, "89.99", "replant"),
        (STRICT, "40.01", "replant"),
        (STRICT, "40", "failed"),
    ],
)
def test_the_published_cuts(bands, percent, verdict):
    assert bands.verdict(Fraction(percent) / 100) == verdict


@given(CUTS, st.booleans(), RATES, RATES)
def test_no_rate_falls_between_bands_and_a_better_one_is_never_judged_worse(cuts, includes, one, other):
    bands = Bands(float(cuts[1]), float(cuts[0]), includes)
    worse, better = sorted((one, other))
    assert bands.verdict(worse) in VERDICTS
    assert VERDICTS.index(bands.verdict(better)) <= VERDICTS.index(bands.verdict(worse))


@given(st.integers(1, 10_000).flatmap(lambda planted: st.tuples(st.just(planted), st.integers(0, planted))))
def test_a_rate_of_counts_is_judged_without_binary_noise(counted):
    planted, alive = counted
    verdict = USUAL.verdict(stand_rate([Count(planted, alive)]))
    assert (verdict == "qualified") == (alive * 100 >= planted * 85)
    assert (verdict == "failed") == (alive * 100 < planted * 41)


@given(COUNTS)
def test_a_stand_s_rate_is_what_lives_of_what_was_planted_however_it_is_parted(counts):
    rate = stand_rate(counts)
    planted = sum(count.planted for count in counts)
    assert rate == (Fraction(sum(count.alive for count in counts), planted) if planted else None)
    assert rate == stand_rate(counts[::-1])


def test_a_township_s_rate_weighs_its_works_by_area():
    assert mean_rate([(Fraction(1), 10.0), (Fraction(1, 2), 30.0)]) == Fraction(5, 8)
    assert mean_rate([]) is None


@given(st.sampled_from(VERDICTS), st.floats(0, 1e7))
def test_the_verified_area_is_credited_once(verdict, area):
    areas = credited(verdict, area)
    assert sum(areas.values()) == areas[verdict] == area


def test_a_plot_meets_its_criteria_or_the_unmet_ones_are_named():
    criteria = criteria_of([{"code": "canopy_after", "least": 0.6}, {"code": "canopy_drop", "most": 0.2}])
    assert criteria[0] == Criterion("canopy_after", "作业后郁闭度", "Canopy density afterwards", 0.6, None)
    assert unmet({"canopy_after": 0.6, "canopy_drop": 0.2}, criteria) == []
    assert unmet({"canopy_after": 0.5}, criteria) == ["canopy_after", "canopy_drop"]
    assert unmet({"canopy_after": 0.7, "canopy_drop": 0.3}, criteria) == ["canopy_drop"]
    assert quality_rate([{"canopy_after": 0.7, "canopy_drop": 0}, {}], criteria) == Fraction(1, 2)
    assert quality_rate([], criteria) is None

"""From figures to points, scores and ranks."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.assessment.forms import adjusted, rounded, share
from patrol.rules.assessment.scores import Figure, corrected, ranks, scored

LINEAR = {"form": "linear", "floor": 0.5, "target": 1}
POWER = {"form": "power", "floor": 0.5, "target": 0.9}
STEPS = {"form": "steps", "steps": [[0.6, 0.3], [0.95, 1], [0.8, 0.6]]}
TWO = [
    {"indicator": "completion", "weight": 60, **LINEAR},
    {"indicator": "closing", "weight": 40, **STEPS},
    {"indicator": "rejected", "weight": 0, "form": "deduction", "each": 2, "cap": 5},
    {"indicator": "adjustment", "weight": 0, "form": "entries", "cap": 3},
]
FIGURES = st.builds(lambda part, whole: Figure(F(min(part, whole)), F(whole)), st.integers(0, 500), st.integers(0, 500))
FORMS = st.one_of(
    st.just(LINEAR),
    st.just(STEPS),
    st.builds(
        lambda form, floor, width: {"form": form, "floor": floor / 100, "target": (floor + width) / 100},
        st.sampled_from(["linear", "power"]),
        st.integers(0, 99),
        st.integers(1, 100),
    ),
)
RATES = st.fractions(0, 2)


@pytest.mark.parametrize(
    ("form", "rate", "earned"),
    [
        (LINEAR, F(1, 2), 0),
        (LINEAR, F(3, 4), F(1, 2)),
        (LINEAR, F(1), 1),
        (LINEAR, F(3, 2), 1),
        (LINEAR, F(1, 10), 0),
        (POWER, F(1, 2), F(6, 10)),
        (POWER, F(7, 10), F(8, 10)),
        (POWER, F(9, 10), 1),
        (POWER, F(0), F(1, 10)),
        (STEPS, F(59, 100), 0),
        (STEPS, F(6, 10), F(3, 10)),
        (STEPS, F(94, 100), F(6, 10)),
        (STEPS, F(95, 100), 1),
    ],
)
def test_a_rate_earns_its_share_of_the_weight(form, rate, earned):
    assert share(form, rate) == earned


@given(FORMS, RATES, RATES)
def test_more_never_earns_less_and_nobody_earns_more_than_all(form, one, other):
    low, high = sorted((one, other))
    assert 0 <= share(form, low) <= share(form, high) <= 1


@pytest.mark.parametrize(
    ("form", "amount", "points"),
    [
        (TWO[2], F(2), -4),
        (TWO[2], F(9), -5),
        (TWO[2], F(0), 0),
        (TWO[3], F(-9), -3),
        (TWO[3], F(9), 3),
        (TWO[3], F(5, 2), F(5, 2)),
    ],
)
def test_cases_and_entries_are_capped(form, amount, points):
    assert adjusted(form, amount) == points


@pytest.mark.parametrize(
    ("points", "shown"),
    [(F(1, 200), F(1, 100)), (F(-1, 200), F(-1, 100)), (F(1, 3), F(33, 100)), (F(2, 3), F(67, 100)), (F(0), F(0))],
)
def test_points_have_two_decimals_and_a_half_goes_away_from_zero(points, shown):
    assert rounded(points) == shown


def test_a_score_is_the_sum_of_its_points():
    score = scored(TWO, {"completion": Figure(F(9), F(10)), "closing": Figure(F(8), F(10)), "rejected": Figure(F(1))})
    assert [line.points for line in score.lines] == [48, 24, -2, 0]
    assert score.total == 70


def test_the_weight_of_what_was_not_owed_goes_to_the_others():
    score = scored(TWO, {"completion": Figure(F(3), F(4))})
    assert [(line.indicator, line.applied_weight, line.points) for line in score.lines[:2]] == [
        ("completion", 100, 50),
        ("closing", 0, 0),
    ]
    assert score.total == 50


def test_where_nothing_was_owed_there_is_no_score():
    assert scored(TWO, {"rejected": Figure(F(1))}).total is None


def test_a_score_does_not_fall_below_nothing():
    assert scored(TWO, {"completion": Figure(F(0), F(4)), "rejected": Figure(F(9))}).total == 0


@given(st.dictionaries(st.sampled_from(["completion", "closing"]), FIGURES))
def test_the_weights_given_add_up_to_the_scheme_s_and_the_points_shown_to_the_score(figures):
    score = scored(TWO, figures)
    owed = any(figure.denominator for figure in figures.values())
    assert sum(line.applied_weight for line in score.lines) == (100 if owed else 0)
    assert (score.total is None) != owed
    if owed:
        assert score.total == sum(line.points for line in score.lines)


def test_equal_scores_share_a_rank_and_the_next_is_left_out():
    scores = {"a": F(90), "b": F(95), "c": F(90), "d": None, "e": F(1)}
    assert ranks(scores) == {"a": 2, "b": 1, "c": 2, "d": None, "e": 4}


@given(st.dictionaries(st.text(max_size=3), st.none() | st.integers(0, 5).map(F)))
def test_a_rank_is_one_more_than_how_many_are_better(scores):
    known = [score for score in scores.values() if score is not None]
    for key, rank in ranks(scores).items():
        score = scores[key]
        assert rank == (None if score is None else 1 + sum(other > score for other in known))


def test_what_appeals_changed_is_added_and_goes_not_below_nothing():
    assert corrected(F(70), [F(5), F(-2)]) == 73
    assert corrected(F(1), [F(-9)]) == 0
    assert corrected(None, [F(5)]) is None

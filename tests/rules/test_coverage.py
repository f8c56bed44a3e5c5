"""What a figure of coverage means."""

import pytest

from patrol.rules.coverage import quota, so_far, standing


def test_what_is_due_by_now_is_whole_visits_of_the_days_gone_by():
    assert [so_far(3, gone, 30) for gone in (0, 9, 10, 19, 20, 29, 30)] == [0, 0, 1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("visits", "share", "effective", "required", "status"),
    [
        (0, 0.0, 0, 0, "unvisited"),
        (0, 0.0, 0, 3, "unvisited"),
        (4, 0.9, 2, 3, "behind"),
        (4, 0.5, 3, 3, "partial"),
        (4, 0.8, 3, 3, "covered"),
        (1, 0.8, 0, 0, "covered"),
    ],
)
def test_coverage_stands_by_visits_then_duty_then_share(visits, share, effective, required, status):
    assert standing(visits, share, effective, required, 0.8) == status


@pytest.mark.parametrize(
    ("effective", "required", "gone", "said"),
    [
        (0, 0, 30, "none"),
        (5, 0, 0, "none"),
        (3, 3, 30, "met"),
        (3, 3, 1, "met"),
        (1, 3, 30, "behind"),
        (0, 3, 30, "missed"),
        (0, 1, 29, "due"),
        (0, 3, 10, "behind"),
        (1, 3, 10, "due"),
        (1, 3, 19, "due"),
        (1, 3, 20, "behind"),
        (0, 3, 0, "due"),
    ],
)
def test_a_quota_of_thirty_days_is_due_while_they_run_and_behind_or_missed_after(effective, required, gone, said):
    assert quota(effective, required, gone, 30) == said

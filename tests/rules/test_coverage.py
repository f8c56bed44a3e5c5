"""What a figure of coverage means."""

import pytest

from patrol.rules.coverage import quota, standing


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
    ("effective", "required", "said"),
    [(0, 0, "none"), (5, 0, "none"), (3, 3, "met"), (1, 3, "behind"), (0, 3, "missed")],
)
def test_a_quota_is_met_behind_or_missed_and_none_where_nothing_is_owed(effective, required, said):
    assert quota(effective, required) == said

"""What a figure of coverage means."""

import pytest

from patrol.rules.coverage import standing


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

"""Two large workbooks are made at a time; the next one is told to wait, and nothing keeps a turn for ever."""

import pytest

from patrol.api.tables.turns import AT_ONCE

LIST = "/api/v1/patrols/table?format=xlsx"
DUTIES = "/api/v1/duties?period=2026-05&by=officer&format=xlsx"


@pytest.fixture
def both_taken():
    """Two other requests are making workbooks."""
    taken = [AT_ONCE.acquire(blocking=False) for _ in range(2)]
    assert taken == [True, True]
    yield
    for _ in taken:
        AT_ONCE.release()


@pytest.mark.parametrize("path", [LIST, DUTIES])
def test_a_third_workbook_waits_while_two_are_made_and_lists_go_on(signed_in, both_taken, path):
    sup = signed_in("sup")
    refused = sup.get(path)
    assert (refused.status_code, refused.get_json()["code"]) == (503, "workbooks_busy")
    assert sup.get(path.replace("format=xlsx", "limit=5")).status_code == 200


@pytest.mark.parametrize("path", [LIST, DUTIES])
def test_a_turn_ends_with_its_workbook_and_with_its_failure(signed_in, path):
    sup = signed_in("sup")
    for _ in range(3):
        assert sup.get(f"{path}&sort=nothing").status_code == 422
        assert sup.get(path).status_code == 200

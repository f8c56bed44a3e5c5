"""`bin/patrol bulletin` makes files that can be opened, says in words what is wrong, and issues once."""

import pytest

from tests.hamlet import COUNTY, settle
from tests.running import Server


@pytest.fixture(scope="module")
def hamlet(tmp_path_factory):
    """A running system with the smallest county."""
    with Server(tmp_path_factory.mktemp("hamlet")) as server:
        settle(server)
        yield server


def test_a_bulletin_is_made_into_a_folder_and_issued_once(hamlet, tmp_path):
    said = hamlet.patrol("bulletin", "make", "bulletin", "2026-04", "--division", COUNTY, "--out", tmp_path)
    number = said.split()[0]
    assert {path.suffix for path in tmp_path.iterdir()} == {".docx", ".pdf", ".xlsx"}
    assert hamlet.patrol("bulletin", "issue", number).strip() == number
    with pytest.raises(RuntimeError, match="已印发"):
        hamlet.patrol("bulletin", "issue", number)


def test_a_period_that_is_none_is_told(hamlet):
    with pytest.raises(RuntimeError, match="2026-Q3"):
        hamlet.patrol("bulletin", "make", "forestry_statement", "2026-04", "--division", COUNTY)

"""The county around Liechtenstein on a server of its own, and the report of credited against truth."""

import pytest

from tests.running import Server

from .cases import OUTINGS
from .county import PHOTOS, SOURCE, County
from .outings import hand_in

REPORT: list[str] = []


@pytest.fixture(scope="session")
def county(tmp_path_factory):
    """The county, filled by the command line on a database of its own; skipped where the real input is absent."""
    if not SOURCE.exists():
        pytest.skip("the real input is not on this machine")
    with Server(tmp_path_factory.mktemp("county")) as server:
        yield County(server)


@pytest.fixture(scope="session")
def outings(county):
    """Gives an outing (case, noise, which time), handing it in when first asked for."""
    done = {}

    def outing(case, sigma_m, time=1):
        key = OUTINGS.index((case, sigma_m, time))
        if key not in done:
            done[key] = hand_in(county, case, sigma_m, time, key + 1, PHOTOS[key % len(PHOTOS)])
            REPORT.append(done[key].row())
        return done[key]

    return outing


def pytest_terminal_summary(terminalreporter):
    """Credited against truth for every outing, when asked to be verbose."""
    if REPORT and terminalreporter.config.get_verbosity() > 0:
        terminalreporter.section("outings: what was credited against what was walked")
        for row in REPORT:
            terminalreporter.write_line(row)

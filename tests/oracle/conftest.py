"""The county around Liechtenstein on a server of its own, and the report of credited against truth."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest
import requests

from .api import ROOT
from .cases import CASES, SIGMAS_M
from .county import PHOTOS, SOURCE, County
from .outings import hand_in

REPORT: list[str] = []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_ready(base: str, server: subprocess.Popen, seconds: int = 120) -> None:
    for _ in range(seconds * 5):
        assert server.poll() is None, "the server ended before it was ready"
        try:
            if requests.get(f"{base}/readyz", timeout=5).ok:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.2)
    raise AssertionError("the server was not ready in time")


@pytest.fixture(scope="session")
def county(tmp_path_factory):
    """The county, filled by the command line on a database of its own; skipped where the real input is absent."""
    if not SOURCE.exists():
        pytest.skip("the real input is not on this machine")
    folder, port = tmp_path_factory.mktemp("county"), _free_port()
    settings = {"PATROL_DATA": str(folder / "var"), "PATROL_DEMO": "0", "PORT": str(port), "PYTHONPATH": str(ROOT)}
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | settings
    with open(folder / "serve.log", "wb") as log:
        command = [sys.executable, "-m", "patrol", "serve"]
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=ROOT)
    try:
        base = f"http://127.0.0.1:{port}"
        _wait_until_ready(base, server)
        yield County(base, settings, folder)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


@pytest.fixture(scope="session")
def outings(county):
    """Gives the outing of a case at a noise, handing it in when first asked for."""
    done = {}

    def outing(case, sigma_m):
        key = CASES.index(case) * len(SIGMAS_M) + SIGMAS_M.index(sigma_m)
        if key not in done:
            done[key] = hand_in(county, case, sigma_m, key + 1, PHOTOS[key % len(PHOTOS)])
            REPORT.append(done[key].row())
        return done[key]

    return outing


def pytest_terminal_summary(terminalreporter):
    """Credited against truth for every outing, when asked to be verbose."""
    if REPORT and terminalreporter.config.get_verbosity() > 0:
        terminalreporter.section("outings: what was credited against what was walked")
        for row in REPORT:
            terminalreporter.write_line(row)

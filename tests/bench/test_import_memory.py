"""What an import by HTTP needs of memory: ten times the plots must not need ten times as much."""

import re
import time
from pathlib import Path

import pytest

from tests.bench.test_imports import plots
from tests.hamlet import COUNTY, PASSWORD, VILLAGE, settle, write_layer
from tests.running import Phone, Server

pytestmark = pytest.mark.bench
FEW, MANY = 5_000, 50_000
MOST_MB = 700


def peak_mb(pid: int) -> float:
    """The most memory that a process ever held, in MB."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def brought_in(gis: Phone, path: Path, count: int) -> float:
    """Seconds from the first byte to the last row, by way of a preview."""
    began = time.perf_counter()
    with path.open("rb") as file:
        query = {"kind": "forest-plots", "division": VILLAGE, "name": path.name}
        answer = gis.session.post(f"{gis.base}/api/v1/imports", params=query, data=file, timeout=300)
    answer.raise_for_status()
    found = _wait(gis, answer.json()["id"], "previewed")
    assert found["counts"]["new"] == count
    gis.session.post(f"{gis.base}/api/v1/imports/{found['id']}/commit", timeout=60).raise_for_status()
    _wait(gis, found["id"], "committed")
    return time.perf_counter() - began


def _wait(gis: Phone, import_id: str, state: str) -> dict:
    while (found := gis.get(f"/api/v1/imports/{import_id}"))["state"] != state:
        assert found["state"] in ("waiting", "reading", "committing"), found["problem"]
        time.sleep(0.5)
    return found


def test_an_import_by_http_needs_a_bounded_amount_of_memory(tmp_path_factory, say):
    shapes = plots()
    with Server(tmp_path_factory.mktemp("imports"), PATROL_WORKERS="1") as server:
        settle(server)
        officer = ("--name", "图图", "--post", "gis", "--division", COUNTY, "--password-stdin")
        server.patrol("officer", "add", "gis", *officer, stdin=f"{PASSWORD}\n")
        gis = Phone(server.base).sign_in("gis", PASSWORD)
        peaks, spent = [peak_mb(server.worker_pid())], []
        for prefix, count in (("F", FEW), ("M", MANY)):
            codes = {"code": [f"{prefix}{at}" for at in range(count)]}
            path = write_layer(server.folder / f"{prefix}.gpkg", shapes[:count], codes)
            spent.append(brought_in(gis, path, count))
            peaks.append(peak_mb(server.worker_pid()))
        web = max(peak_mb(pid) for pid in server.web_pids())
    say(
        f"imports by HTTP: {FEW} plots {spent[0]:.0f} s, {MANY} plots {spent[1]:.0f} s; the worker's peak"
        f" {peaks[0]:.0f} MB idle, {peaks[1]:.0f} MB, {peaks[2]:.0f} MB; the web server's {web:.0f} MB"
    )
    assert peaks[2] < MOST_MB

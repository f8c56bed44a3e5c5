"""Processes that a start brings up beside itself, and that end with it."""

import os
import signal
import subprocess
import sys

from patrol.config import ROOT, Settings

GRACE_S = 10


def spawn(arguments: list[str], settings: Settings, url: str) -> subprocess.Popen:
    """Start `python -m ARGUMENTS…` on the database at `url`, apart from the terminal's Ctrl-C.

    The kernel tells it to end when the process that started it dies."""
    # Each thread would otherwise keep a heap of its own, of what it once needed most.
    environment = (
        os.environ
        | {"MALLOC_ARENA_MAX": "2"}
        | {"DATABASE_URL": url, "PATROL_DATA": str(settings.data), "PYTHONPATH": str(ROOT)}
    )
    return subprocess.Popen(
        ["setpriv", "--pdeathsig", "TERM", "--", sys.executable, "-P", "-m", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def end(process: subprocess.Popen) -> None:
    """Let it end what it is at, then end it."""
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(GRACE_S + 5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

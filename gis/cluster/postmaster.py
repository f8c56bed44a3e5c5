"""The server process of a cluster: finding it, starting it, waiting for it, ending it.

A process is known by the cluster's name in its command line, never by the number in postmaster.pid: after a crash or a
reboot that number may be anybody's."""

import os
import signal
import subprocess
import time
from pathlib import Path

from psycopg import pq
from psycopg.conninfo import make_conninfo

from gis.cluster.home import ClusterError, Home, Say
from gis.cluster.making import last_lines, programs
from gis.cluster.running import Running

PAUSE_S = 0.03
ORPHANS_MAY_LINGER_S = 5.0
UNSEEN_S = 0.5  # a process has no command line for the moment in which it becomes the server
START_MAY_TAKE_S = 600.0  # recovery after a crash reads all WAL since the last checkpoint
STOP_MAY_TAKE_S = 60.0


def processes(home: Home) -> tuple[int | None, list[int]]:
    """Process ids of the postmaster (None when it is not running) and of its backends."""
    postmaster, backends = None, []
    if not home.pgdata.exists():
        return postmaster, backends
    parent = f"cluster_name={home.name}".encode()
    child = f"postgres: {home.name}: ".encode()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes()
        except OSError:
            continue
        if parent in line.split(b"\0"):
            postmaster = int(path.parent.name)
        elif line.startswith(child):
            backends.append(int(path.parent.name))
    return postmaster, backends


def launch(home: Home, running: Running, say: Say) -> None:
    """Start the server apart from this process and its terminal, and wait until it answers."""
    _clear_traces(home, running)
    home.start_log.write_bytes(b"")
    home.give(home.start_log, 0o600)
    server = [str(programs(home) / "postgres"), "-D", str(home.pgdata), "-c", f"cluster_name={home.name}"]
    with home.start_log.open("ab") as log:
        home.run(["setsid", "--fork", *server], stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=True)
    await_ready(home, running, say)


def await_ready(home: Home, running: Running, say: Say) -> None:
    """Wait for the server to take connections. Raises ClusterError when it dies instead."""
    address = make_conninfo(host=str(running.socket_dir), port=running.port).encode()
    began = time.monotonic()
    seen, told = began, False
    while pq.PGconn.ping(address) != pq.Ping.OK:
        now = time.monotonic()
        if processes(home)[0] is not None:
            seen = now
        elif now - seen > UNSEEN_S:
            raise ClusterError(f"PostgreSQL did not start: {_reason(home)}")
        waited = now - began
        if waited > START_MAY_TAKE_S:
            raise ClusterError(f"PostgreSQL was not ready after {waited:.0f} s; see {home.pgdata / 'log'}")
        if waited > 3 and not told:
            say("The database is recovering from a crash; this can take some minutes")
            told = True
        time.sleep(PAUSE_S)


def terminate(home: Home) -> None:
    """End the server: politely first (open connections are cut), at once when that takes too long."""
    for order, patience in ((signal.SIGINT, STOP_MAY_TAKE_S), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 5.0)):
        postmaster, _ = processes(home)
        if postmaster is None:
            return
        _signal(postmaster, order)
        if _gone(home, patience):
            return
    raise ClusterError(f"PostgreSQL in {home.pgdata} cannot be stopped.")


def _gone(home: Home, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while processes(home) != (None, []):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE_S)
    return True


def _clear_traces(home: Home, running: Running) -> None:
    """Make way after a crash: wait for backends that outlived their postmaster, then drop its lock files."""
    for order in (signal.SIGQUIT, signal.SIGKILL):
        if _gone(home, ORPHANS_MAY_LINGER_S):
            break
        for backend in processes(home)[1]:
            _signal(backend, order)
    (home.pgdata / "postmaster.pid").unlink(missing_ok=True)
    for trace in running.socket_dir.glob(".s.PGSQL.*"):
        trace.unlink(missing_ok=True)


def _signal(process: int, order: signal.Signals) -> None:
    try:
        os.kill(process, order)
    except ProcessLookupError:
        return
    except PermissionError:
        raise ClusterError(f"Process {process} of the database belongs to another user.") from None


def _reason(home: Home) -> str:
    """What the server said since it was started, without its routine lines."""
    said = home.start_log.read_text(errors="replace")
    logs = sorted((home.pgdata / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
    if logs:
        said += logs[-1].read_text(errors="replace").rpartition("starting PostgreSQL")[2]
    causes = [line for line in said.splitlines() if " LOG: " not in line and "redirecting log output" not in line]
    return last_lines("\n".join(causes[:4]), 4) or "it said nothing"

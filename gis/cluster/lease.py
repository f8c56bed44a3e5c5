"""Starting and stopping without treading on others: one at a time, and the last one out stops the server.

Locks are the kernel's, so a killed process leaves none behind."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from gis.cluster import admission, making, postmaster
from gis.cluster.admission import Listen
from gis.cluster.home import ClusterError, Home, Say, find_home, make_home
from gis.cluster.memory import Memory, forget, recall, remember, settle_addresses
from gis.cluster.running import Running

PORT_TRIES = 5


def silent(_: str) -> None:
    """Say nothing."""


def start(data_dir: Path, *, fast: bool = False, say: Say = silent, listen: Listen = None) -> Running:
    """Start the cluster under this folder, made when missing, and leave it running until `stop`.

    `fast` gives up safety against a crash of the machine, for tests. `listen` is an address and a port at which guests
    from other computers are let in as well; a cluster that runs already stays as it is. Raises ClusterError."""
    with _alone(data_dir):
        running = _ensure(data_dir, fast, say, listen)
        home = find_home(data_dir)
        (home.data_dir / "postgres.kept").write_text(str(postmaster.processes(home)[0]))
        return running


def revive(data_dir: Path, *, fast: bool = False, say: Say = silent, listen: Listen = None) -> Running:
    """The cluster again, should it have died while someone is `using` it. Raises ClusterError."""
    with _alone(data_dir):
        return _ensure(data_dir, fast, say, listen)


def stop(data_dir: Path) -> bool:
    """Stop the cluster under this folder, whoever uses it. False when it was not running."""
    home = find_home(data_dir)
    if home is None:
        return False
    with _alone(data_dir):
        (home.data_dir / "postgres.kept").unlink(missing_ok=True)
        if postmaster.processes(home)[0] is None:
            return False
        postmaster.terminate(home)
        return True


def remove(data_dir: Path) -> None:
    """Stop the cluster under this folder and delete it with all its data, wherever that is."""
    stop(data_dir)
    home = find_home(data_dir)
    if home is not None:
        forget(home)


def status(data_dir: Path) -> Running | None:
    """The addresses of the cluster under this folder while it runs, else None."""
    home = find_home(data_dir)
    if home is None or postmaster.processes(home)[0] is None:
        return None
    return recall(home).running()


@contextmanager
def using(data_dir: Path, *, fast: bool = False, say: Say = silent, listen: Listen = None) -> Iterator[Running]:
    """Hold the cluster running. The last holder to leave stops it, unless `start` was asked to keep it.

    A holder that was killed is out: whoever holds the cluster next stops it. Raises ClusterError."""
    holding = _open(data_dir / "postgres.users")
    try:
        with _alone(data_dir):
            fcntl.flock(holding, fcntl.LOCK_SH)
            running = _ensure(data_dir, fast, say, listen)
        yield running
    finally:
        with _alone(data_dir):
            _leave(find_home(data_dir), holding)


def _leave(home: Home | None, holding: int) -> None:
    try:
        fcntl.flock(holding, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    finally:
        os.close(holding)
    process = postmaster.processes(home)[0] if home else None
    if process is not None and not _is_kept(home, process):
        postmaster.terminate(home)


def _is_kept(home: Home, process: int) -> bool:
    kept = home.data_dir / "postgres.kept"
    return kept.exists() and kept.read_text() == str(process)


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Keep out every other start and stop of this cluster."""
    lock = _open(data_dir / "postgres.lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ClusterError(f"{path.parent} cannot hold the database: {error.strerror} ({path}).") from error


def _ensure(data_dir: Path, fast: bool, say: Say, listen: Listen) -> Running:
    home = make_home(data_dir, say)
    memory = recall(home)
    running = _adopt(home, memory, say) or _launch(home, memory, fast, say, listen)
    memory = recall(home)
    if not memory.prepared:
        making.prepare(running)
        remember(home, replace(memory, prepared=True))
    return running


def _adopt(home: Home, memory: Memory, say: Say) -> Running | None:
    """The running server, when it runs; one that is just going down is waited for and counts as stopped."""
    if postmaster.processes(home)[0] is None:
        return None
    running = memory.running()
    try:
        postmaster.await_ready(home, running, say)
    except ClusterError:
        if postmaster.processes(home)[0] is None:
            return None
        raise
    return running


def _launch(home: Home, memory: Memory, fast: bool, say: Say, listen: Listen) -> Running:
    began = time.monotonic()
    new = not home.pgdata.exists()
    if new:
        memory = remember(home, replace(memory, prepared=False))
        making.initialise(home, memory, fast=fast)
        say(f"Made a PostGIS cluster in {home.pgdata} ({time.monotonic() - began:.1f} s)")
        began = time.monotonic()
    for attempt in range(PORT_TRIES):
        memory = settle_addresses(home, memory, other_port=attempt > 0, fixed_port=listen and listen[1])
        making.configure(home, memory, admission.settings(home, listen), fast=fast)
        admission.write_rules(home, listen)
        try:
            postmaster.launch(home, memory.running(), say)
        except ClusterError as error:
            if "TCP/IP" not in str(error) or listen or attempt == PORT_TRIES - 1:
                raise
        else:
            break
    say(f"Started PostgreSQL on port {memory.port} ({time.monotonic() - began:.1f} s)")
    return memory.running()

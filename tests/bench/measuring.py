"""Tasks measured against each other on a machine that has other work to do: by turns, in one run, by wall clock and by
the processor time of the processes that do them."""

import os
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from gis import cluster
from tests.running import Server, _below

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    """Of one task: the median by the clock, and the mean of the processors' time, in ms."""

    wall_ms: float
    cpu_ms: float

    def per_s(self, many: int = 1) -> float:
        """How often a second of one processor suffices for it."""
        return 1000 * many / self.cpu_ms if self.cpu_ms else float("inf")


def postmaster(server: Server) -> int:
    """The process above all of the server's database."""
    return postmaster_of(cluster.status(server.data))


def postmaster_of(running: cluster.Running) -> int:
    """The process above all of a running cluster."""
    return int((running.socket_dir / f".s.PGSQL.{running.port}.lock").read_text().split()[0])


def cpu_ms(roots: Iterable[int]) -> float:
    """The processor time of these processes and of all below them, those that ended included."""
    total = 0
    for pid in {pid for root in roots for pid in (root, *_below(root))}:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except FileNotFoundError:
            continue
        total += sum(map(int, fields[11:15]))
    return total * TICK_MS


def by_turns(tasks: dict[str, Callable[[], object]], roots: dict[str, list[int]], repeats: int) -> dict[str, Spent]:
    """What each task spends, after one to warm up; ``roots`` are the processes that do it."""
    walls: dict[str, list[float]] = {name: [] for name in tasks}
    cpus = dict.fromkeys(tasks, 0.0)
    for turn in range(repeats + 1):
        for name, task in tasks.items():
            before, began = cpu_ms(roots[name]), time.perf_counter()
            task()
            wall, cpu = (time.perf_counter() - began) * 1000, cpu_ms(roots[name]) - before
            if turn:
                walls[name].append(wall)
                cpus[name] += cpu
    return {name: Spent(statistics.median(walls[name]), cpus[name] / repeats) for name in tasks}


def peak_mb(server: Server) -> int:
    """The most memory that any worker ever held."""
    kept = []
    for pid in _below(server.process.pid):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        kept += [int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")]
    return max(kept)

"""The worker of jobs beside the web server: started again when it ends by itself, as when its database was away."""

import subprocess
import time
from dataclasses import dataclass

from patrol import processes
from patrol.config import Settings

PAUSE_S = 5.0


@dataclass
class Worker:
    """A running worker, or one that is about to be started again."""

    settings: Settings
    url: str
    process: subprocess.Popen
    started: float

    @classmethod
    def start(cls, settings: Settings, url: str) -> "Worker":
        """Start a worker on the database at `url`."""
        return cls(settings, url, _spawn(settings, url), time.monotonic())

    def keep(self) -> None:
        """Start it again if it has ended, but not over and over."""
        if self.process.poll() is not None and time.monotonic() > self.started + PAUSE_S:
            self.process, self.started = _spawn(self.settings, self.url), time.monotonic()

    def stop(self) -> None:
        """Let the running job end, then end the worker."""
        processes.end(self.process)


def _spawn(settings: Settings, url: str) -> subprocess.Popen:
    return processes.spawn(["patrol", "work"], settings, url)

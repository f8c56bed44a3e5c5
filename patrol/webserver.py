"""The web server process: gunicorn with its workers, started, waited for and stopped by `bin/serve`."""

import http.client
import socket
import subprocess
import time
from dataclasses import dataclass

from patrol import processes
from patrol.config import Settings

READY_MAY_TAKE_S = 60.0
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}


class ServerFailed(RuntimeError):
    """The web server did not come up, or ended by itself."""


@dataclass
class WebServer:
    """A running gunicorn."""

    process: subprocess.Popen
    host: str
    port: int

    @classmethod
    def start(cls, settings: Settings, url: str) -> "WebServer":
        """Start the workers on the database at `url`."""
        command = ["gunicorn", *_options(settings), "wsgi:app"]
        process = processes.spawn(command, settings, url)
        return cls(process, settings.host, settings.port)

    @property
    def address(self) -> str:
        """Where a browser on this machine finds it."""
        return f"http://{_in_url(ANYWHERE.get(self.host, self.host))}:{self.port}"

    @property
    def outside_address(self) -> str | None:
        """Where phones in the same network find it, when it listens to them."""
        if self.host not in ANYWHERE:
            return None
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect(("192.0.2.1", 9))  # sends nothing; the kernel names the address it would send from
            except OSError:
                return None
            return f"http://{probe.getsockname()[0]}:{self.port}"

    def wait_until_ready(self) -> None:
        """Wait for /healthz. Raises ServerFailed when the server ends or stays silent instead."""
        deadline = time.monotonic() + READY_MAY_TAKE_S
        while not self._answers():
            self.check()
            if time.monotonic() > deadline:
                raise ServerFailed(f"The server did not answer within {READY_MAY_TAKE_S:.0f} s.")
            time.sleep(0.05)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(ANYWHERE.get(self.host, self.host), self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def check(self) -> None:
        """Raise ServerFailed when the server has ended by itself."""
        status = self.process.poll()
        if status is not None:
            raise ServerFailed(f"The server ended by itself (status {status}); its words are above.")

    def stop(self) -> None:
        """Let running requests end, then end the server."""
        processes.end(self.process)


def _options(settings: Settings) -> list[str]:
    options = {
        "--bind": f"{_in_url(settings.host)}:{settings.port}",
        "--worker-class": "patrol.unreadable.Worker",
        "--workers": settings.workers,
        "--threads": settings.threads,
        "--timeout": 120,
        "--graceful-timeout": processes.GRACE_S,
        "--keep-alive": 5,
        "--log-level": "warning",
        # A question of a GIS client with a filter in it is long; more than this never reaches the application.
        "--limit-request-line": 8190,
    }
    return ["--no-control-socket", *(str(part) for option in options.items() for part in option)]


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host

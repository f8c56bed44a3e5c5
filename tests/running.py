"""The running system as another program meets it: its command line, its processes and its HTTP."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import requests

from gis import cluster

ROOT = Path(__file__).resolve().parents[1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _below(pid: int) -> list[int]:
    """The processes that `pid` started, and those that they started; the database has left that family."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [each for child in map(int, children) for each in (child, *_below(child))]


class Server:
    """A whole system of its own under one folder: `with Server(folder) as server`, empty unless told otherwise.

    Its data goes with it, unless it is to be ``kept`` for the next one in the same folder.
    """

    def __init__(self, folder: Path, kept: bool = False, **settings: str):
        self.folder, self.kept, self.port = folder, kept, _free_port()
        self.data = folder / "var"
        own = {"PATROL_DATA": str(self.data), "PATROL_DEMO": "0", "PORT": str(self.port), "PYTHONPATH": str(ROOT)}
        self.environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | own | settings
        self.base = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen | None = None

    def start(self, seconds: int = 600) -> "Server":
        """Starts it and waits until it says it is ready."""
        with open(self.folder / "serve.log", "ab") as log:
            command = [sys.executable, "-P", "-m", "patrol", "serve"]
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )
        self.wait_until_ready(seconds)
        return self

    def wait_until_ready(self, seconds: int = 600) -> None:
        """Waits for /readyz; fails with what it printed."""
        for _ in range(seconds * 10):
            if self.process.poll() is not None:
                break
            try:
                if requests.get(f"{self.base}/readyz", timeout=5).ok:
                    return
            except (requests.ConnectionError, requests.Timeout):
                pass
            time.sleep(0.1)
        raise AssertionError(f"not ready:\n{(self.folder / 'serve.log').read_text()[-4000:]}")

    def kill(self) -> None:
        """kill -9 of the server and all its workers at once; the database is not theirs."""
        for pid in (self.process.pid, *_below(self.process.pid)):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(30)

    def kill_database(self) -> None:
        """kill -9 of the database's postmaster."""
        running = cluster.status(self.data)
        lock = running.socket_dir / f".s.PGSQL.{running.port}.lock"
        os.kill(int(lock.read_text().split()[0]), signal.SIGKILL)

    def worker_pid(self) -> int:
        """The process that does the jobs."""
        for pid in _below(self.process.pid):
            if b"work" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"):
                return pid
        raise LookupError("no worker")

    def web_pids(self) -> list[int]:
        """The processes that answer requests, and those above them."""
        return [self.process.pid, *(pid for pid in _below(self.process.pid) if pid != self.worker_pid())]

    def stop(self) -> None:
        """Ctrl-C."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)

    def __enter__(self) -> "Server":
        try:
            return self.start()
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_) -> None:
        try:
            self.stop()
        finally:
            if not self.kept:
                cluster.remove(self.data)

    def patrol(self, *arguments, stdin: str | None = None) -> str:
        """What `bin/patrol ARGUMENTS…` prints; raises with all it said when it fails."""
        run = subprocess.run(
            [ROOT / "bin" / "patrol", *map(str, arguments)],
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if run.returncode:
            raise RuntimeError(f"bin/patrol {' '.join(map(str, arguments))}\n{run.stdout}\n{run.stderr}")
        return run.stdout


@dataclass
class Phone:
    """A signed-in caller of the JSON API."""

    base: str
    session: requests.Session = field(default_factory=requests.Session)

    def sign_in(self, username: str, password: str) -> "Phone":
        """Takes a token; every later call carries it."""
        login = {"username": username, "password": password, "device": "test"}
        answer = self.session.post(f"{self.base}/api/v1/tokens", json=login, timeout=30)
        answer.raise_for_status()
        self.session.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        return self

    def put_patrol(self, patrol_id: str, body: dict | bytes, **headers: str) -> requests.Response:
        """One submission; bytes go out as they are."""
        content = {"data": body} if isinstance(body, bytes) else {"json": body}
        headers = {"Content-Type": "application/json", **headers}
        return self.session.put(f"{self.base}/api/v1/patrols/{patrol_id}", **content, headers=headers, timeout=60)

    def ask_patrol(self, patrol_id: str) -> requests.Response:
        """Did it arrive?"""
        return self.session.get(f"{self.base}/api/v1/patrols/{patrol_id}", timeout=60)

    def put_photo(self, sha256: str, data: bytes, **headers: str) -> requests.Response:
        """The bytes of one photo."""
        headers = {"Content-Type": "image/jpeg", **headers}
        return self.session.put(f"{self.base}/api/v1/photos/{sha256}", data=data, headers=headers, timeout=60)

    def get(self, path: str, **query: str) -> dict:
        """A JSON answer; raises on anything but 2xx."""
        answer = self.session.get(f"{self.base}{path}", params=query, timeout=60)
        answer.raise_for_status()
        return answer.json()

    def every_item(self, path: str, **query: str) -> list[dict]:
        """All items of a list of the contract, page after page."""
        page = self.get(path, **query)
        items = list(page["items"])
        while page.get("next"):
            page = self.get(page["next"].removeprefix(self.base))
            items += page["items"]
        return items

    def every_feature(self, layer: str, **query: str) -> list[dict]:
        """All features of a layer under /ogc, page after page."""
        page = self.get(f"/ogc/collections/{layer}/items", f="json", limit="1000", **query)
        features = list(page["features"])
        while following := next((link["href"] for link in page["links"] if link["rel"] == "next"), None):
            page = self.get(following.removeprefix(self.base))
            features += page["features"]
        return features

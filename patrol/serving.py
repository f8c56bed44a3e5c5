"""The whole system in the foreground: database, schema, first data, server; everything ends with it."""

import errno
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from gis import cluster
from patrol import beginnings, db, map_packs, provision
from patrol.config import Settings
from patrol.desk.opening import open_views
from patrol.jobs import upkeep
from patrol.jobs.process import Worker
from patrol.webserver import WebServer

Say = Callable[[str], None]
FREE_DISK_BYTES = 400 * 1024 * 1024
PORT_MAY_LINGER_S = 3.0
LOOK_EVERY_S = 2.0
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class CannotServe(RuntimeError):
    """The system cannot start; the message says why and what to do."""


class Stopped(BaseException):
    """Somebody asked for the end: Ctrl-C, SIGTERM, or the terminal was closed."""


def serve(settings: Settings, say: Say) -> None:
    """Run until Ctrl-C or SIGTERM. Raises CannotServe, ServerFailed, ClusterError or Unfit when it cannot go on."""
    with _until_stopped(say):
        _check_disk(settings.data)
        _check_port(settings)
        with _database(settings, say) as url:
            sign_ins = _make_ready(settings, url, say)
            with ExitStack() as running:
                server = WebServer.start(settings, url)
                running.callback(server.stop)
                with _timed(say, "Server"):
                    server.wait_until_ready()
                worker = Worker.start(settings, url)
                running.callback(worker.stop)
                say(beginnings.welcome(server.address, server.outside_address, sign_ins))
                _watch(settings, server, worker, say)


@contextmanager
def _until_stopped(say: Say) -> Iterator[None]:
    """Turn the first signal to end into an orderly end; further ones do not disturb it."""
    under_nohup = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN

    def stop(*_) -> None:
        for ending in ENDINGS:
            signal.signal(ending, signal.SIG_IGN)
        raise Stopped

    for ending in ENDINGS:
        signal.signal(ending, stop)
    if under_nohup:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        yield
    except Stopped:
        say("Stopped.")


@contextmanager
def _timed(say: Say, what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    say(f"{what} … {time.monotonic() - began:.1f} s")


def _check_disk(data: Path) -> None:
    data.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(data).free
    if free < FREE_DISK_BYTES:
        megabytes = FREE_DISK_BYTES // 2**20
        raise CannotServe(
            f"Only {free // 2**20} MB are free on the disk of {data}; make room for at least {megabytes} MB, "
            "or set PATROL_DATA to a folder on another disk."
        )


def _check_port(settings: Settings) -> None:
    """The port must be free; a server that is just going down is given a moment."""
    deadline = time.monotonic() + PORT_MAY_LINGER_S
    while (error := _binding_error(settings.host, settings.port)) is not None:
        where = f"port {settings.port} on {settings.host}"
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise CannotServe(f"HOST={settings.host} is not an address of this machine.")
        if isinstance(error, PermissionError):
            raise CannotServe(f"This user may not listen on {where}; choose one above 1023, as in PORT=8000.")
        if time.monotonic() > deadline:
            raise CannotServe(
                f"Cannot listen on {where}: {error.strerror}. "
                f"End what uses it, or choose another: PORT={settings.port + 1} bin/serve"
            )
        time.sleep(0.1)


def _binding_error(host: str, port: int) -> OSError | None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return error
    return None


@contextmanager
def _database(settings: Settings, say: Say) -> Iterator[str]:
    """The address of the database: the one that was given, or the private cluster, held while it is needed."""
    if settings.database_url:
        provision.check(settings.database_url)
        yield settings.database_url
        return
    with cluster.using(settings.data, say=say, listen=settings.gis_listen) as running:
        yield running.url


def _make_ready(settings: Settings, url: str, say: Say) -> list[beginnings.SignIn]:
    with _timed(say, "Schema"):
        db.migrate(url)
    engine = db.configure(url)
    try:
        with db.transaction() as session:
            open_views(session, replace(settings, database_url=url))
        sign_ins = beginnings.begin(settings.demo, say)
        upkeep.tidy(settings, datetime.now(UTC))
        if wrong := map_packs.complaint(settings):
            say(wrong)
        return sign_ins
    finally:
        engine.dispose()


def _watch(settings: Settings, server: WebServer, worker: Worker, say: Say) -> None:
    """Look after both until somebody stops them, and bring the private cluster back should it be killed."""
    while True:
        time.sleep(LOOK_EVERY_S)
        server.check()
        worker.keep()
        if not settings.database_url and cluster.status(settings.data) is None:
            say("The database was killed; starting it again")
            revived = cluster.revive(settings.data, say=say, listen=settings.gis_listen)
            if revived.url != worker.url:
                raise CannotServe("The database's port was taken while it was down; start again.")

"""What is remembered of a cluster between two starts: passwords, port and socket folder."""

import json
import os
import random
import secrets
import shutil
import socket
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from gis.cluster.home import ClusterError, Home
from gis.cluster.running import Running

PORTS = range(25432, 25932)  # below the range Linux hands to outgoing connections
SOCKET_PATH_MAX = 107


@dataclass(frozen=True)
class Memory:
    """The contents of postgres.json, which only its owner may read."""

    port: int = 0
    socket_dir: str = ""
    prepared: bool = False
    password: str = field(default_factory=lambda: secrets.token_hex(16))
    superuser_password: str = field(default_factory=lambda: secrets.token_hex(16))

    def running(self) -> Running:
        """The addresses that follow from what is remembered."""
        return Running(Path(self.socket_dir), self.port, self.password, self.superuser_password)


def _path(home: Home) -> Path:
    return home.data_dir / "postgres.json"


def recall(home: Home) -> Memory:
    """What was remembered, or a fresh memory with new passwords for a cluster still to be made."""
    try:
        return Memory(**json.loads(_path(home).read_text()))
    except FileNotFoundError:
        if home.pgdata.exists():
            raise ClusterError(
                f"{_path(home)} with the passwords of the database is missing. Put it back beside {home.pgdata}."
            ) from None
        return remember(home, Memory())
    except PermissionError:
        raise ClusterError(
            f"{_path(home)} belongs to another user. Run as that user, or choose another folder with PATROL_DATA."
        ) from None


def remember(home: Home, memory: Memory) -> Memory:
    """Write the memory so that a crash leaves the old or the new one, owned like the folder it is in."""
    path = _path(home)
    handle, temporary = tempfile.mkstemp(prefix=".postgres-", dir=home.data_dir)
    with os.fdopen(handle, "w") as file:
        json.dump(asdict(memory), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    if os.geteuid() == 0:
        folder = home.data_dir.stat()
        os.chown(temporary, folder.st_uid, folder.st_gid)
    os.replace(temporary, path)
    return memory


def forget(home: Home) -> None:
    """Delete the cluster's folders, wherever they are, and what is remembered of it."""
    with suppress(ClusterError):
        shutil.rmtree(recall(home).socket_dir, ignore_errors=True)
    shutil.rmtree(home.root)
    for name in ("postgres", "postgres.json", "postgres.kept", "postgres.lock", "postgres.users"):
        (home.data_dir / name).unlink(missing_ok=True)


def settle_addresses(home: Home, memory: Memory, *, other_port: bool = False, fixed_port: int | None = None) -> Memory:
    """Keep the port and the socket folder of the last start where they are still good, else choose new ones.

    A fixed port is taken or refused: others have been told of it. Raises ClusterError."""
    if fixed_port is not None and not _is_free(fixed_port):
        raise ClusterError(f"Port {fixed_port}, at which guests of the database are to be let in, is taken.")
    port = fixed_port or _kept_or_other(memory, other_port)
    socket_dir = _socket_dir(home, memory.socket_dir)
    return remember(home, replace(memory, port=port, socket_dir=str(socket_dir)))


def _kept_or_other(memory: Memory, other_port: bool) -> int:
    return memory.port if memory.port and not other_port and _is_free(memory.port) else _choose_port()


def _choose_port() -> int:
    for port in random.sample(PORTS, len(PORTS)):
        if _is_free(port):
            return port
    raise ClusterError(f"No TCP port between {PORTS.start} and {PORTS.stop} is free on 127.0.0.1.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _socket_dir(home: Home, last: str) -> Path:
    """A folder only the owner may enter, with a path short enough for a Unix socket."""
    own = home.root / "run"
    if len(os.fsencode(own)) + len("/.s.PGSQL.65535") <= SOCKET_PATH_MAX:
        own.mkdir(exist_ok=True)
    elif last and Path(last).is_dir() and Path(last).lstat().st_uid == home.uid:
        own = Path(last)
    else:
        own = Path(tempfile.mkdtemp(prefix="patrol-", dir="/tmp"))
    home.give(own, 0o700)
    return own

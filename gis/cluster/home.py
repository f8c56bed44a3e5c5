"""Where a private cluster lives and which user of the operating system owns it."""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Say = Callable[[str], None]
ELSEWHERE = Path("/var/lib/shanhe-patrol")


class ClusterError(RuntimeError):
    """The cluster cannot be made or reached; the message says why and what to do."""


@dataclass(frozen=True)
class Home:
    """A cluster's folders. `data_dir` belongs to whoever calls, `root` and all below it to the owner."""

    data_dir: Path
    root: Path
    uid: int
    gid: int

    @property
    def pgdata(self) -> Path:
        """PostgreSQL's data directory."""
        return self.root / "data"

    @property
    def start_log(self) -> Path:
        """What the postmaster said before it opened its own log."""
        return self.root / "start.log"

    @property
    def name(self) -> str:
        """cluster_name: unique on this machine, kept when the folder is moved, another one in a copy of it."""
        made = self.pgdata.stat()
        return f"patrol-{made.st_dev:x}-{made.st_ino:x}"

    def run(self, command: list[str], **options) -> subprocess.CompletedProcess:
        """Run a command as the owner, in a folder every user may enter."""
        return run_as(self.uid, self.gid, command, **options)

    def give(self, path: Path, mode: int) -> None:
        """Hand a path to the owner with these permission bits."""
        path.chmod(mode)
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)


def run_as(uid: int, gid: int, command: list[str], **options) -> subprocess.CompletedProcess:
    """Run a command as that user, without any group but its own when root calls."""
    if os.geteuid() == 0:
        options |= {"user": uid, "group": gid, "extra_groups": []}
    return subprocess.run(command, cwd="/", **options)


def find_home(data_dir: Path) -> Home | None:
    """The home under this folder, or None where none was made yet."""
    root = data_dir.resolve() / "postgres"
    if root.is_symlink() and not root.exists():
        raise ClusterError(f"{root} points to {root.readlink()}, which is gone. Put it back, or remove the link.")
    if not root.exists():
        return None
    made = root.stat()
    return Home(data_dir.resolve(), root.resolve(), made.st_uid, made.st_gid)


def make_home(data_dir: Path, say: Say) -> Home:
    """The home under this folder, made when missing.

    Root never owns a cluster: Debian's `postgres` user does, and where that user cannot reach `data_dir`
    (a clone under /root) the cluster goes to /var/lib with a link to it."""
    found = find_home(data_dir)
    if found:
        return found
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        return _new_home(data_dir.resolve(), say)
    except OSError as error:
        raise ClusterError(f"{data_dir} cannot hold the database: {error.strerror} ({error.filename}).") from error


def _new_home(data_dir: Path, say: Say) -> Home:
    uid, gid = _owner()
    root = data_dir / "postgres"
    reachable = run_as(uid, gid, ["test", "-x", str(data_dir)]).returncode == 0
    if reachable:
        root.mkdir(mode=0o700)
    else:
        root.symlink_to(_place_elsewhere(data_dir))
        say(f"The postgres user cannot enter {data_dir}: the database lives in {root.readlink()}")
    home = Home(data_dir, root.resolve(), uid, gid)
    home.give(home.root, 0o700)
    return home


def _place_elsewhere(data_dir: Path) -> str:
    """A new folder every user can reach; never an earlier one of the same path, whose passwords are lost."""
    ELSEWHERE.mkdir(mode=0o755, exist_ok=True)
    _sweep_temporary()
    short = hashlib.sha256(bytes(data_dir)).hexdigest()[:8]
    place = tempfile.mkdtemp(prefix=f"{short}-", dir=ELSEWHERE)
    Path(place, "belongs-to").write_text(f"{data_dir}\n")
    return place


def _sweep_temporary() -> None:
    """Delete stopped clusters of folders under /tmp that are gone: their passwords went with them."""
    for note in ELSEWHERE.glob("*/belongs-to"):
        data_dir = Path(note.read_text().strip())
        running = (note.parent / "data" / "postmaster.pid").exists()
        if data_dir.is_relative_to(tempfile.gettempdir()) and not data_dir.exists() and not running:
            shutil.rmtree(note.parent, ignore_errors=True)


def _owner() -> tuple[int, int]:
    if os.geteuid() != 0:
        return os.geteuid(), os.getegid()
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        raise ClusterError(
            "PostgreSQL refuses to run as root and there is no user named postgres. Install Debian's postgresql-15."
        ) from None
    return entry.pw_uid, entry.pw_gid

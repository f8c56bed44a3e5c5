"""A private cluster keeps its data through kills, copies and second starts, and never runs as root."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from gis import cluster
from gis.cluster import postmaster
from gis.cluster.home import find_home


@pytest.fixture
def data_dir():
    """A short folder that every user may enter, unlike pytest's own, whose cluster is stopped at the end."""
    folder = Path(f"/tmp/patrol-cluster-{os.getpid()}-{time.monotonic_ns():x}")
    folder.mkdir(mode=0o755)
    yield folder
    cluster.remove(folder)
    shutil.rmtree(folder)


def _postmaster(folder: Path) -> int | None:
    return postmaster.processes(find_home(folder))[0]


def _note(running: cluster.Running, line: str) -> None:
    with psycopg.connect(running.conninfo) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (line text)")
        connection.execute("INSERT INTO note VALUES (%s)", (line,))


def _notes(running: cluster.Running) -> list[str]:
    with psycopg.connect(running.conninfo) as connection:
        return [line for (line,) in connection.execute("SELECT line FROM note ORDER BY line")]


def _hold(folder: Path) -> subprocess.Popen:
    """Another process that uses the cluster until its standard input ends."""
    code = (
        "import sys; from pathlib import Path; from gis import cluster\n"
        "with cluster.using(Path(sys.argv[1]), fast=True):\n    print('held', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_new_cluster_has_postgis_checksums_utf8_and_an_owner_without_superuser_rights(data_dir):
    running = cluster.start(data_dir)
    with psycopg.connect(running.conninfo) as connection:
        answer = connection.execute(
            "SELECT current_setting('data_checksums'), current_setting('server_encoding'),"
            " current_setting('listen_addresses'), current_setting('fsync'), ST_Area(ST_GeomFromText("
            "'POLYGON((0 0,0 1,1 1,1 0,0 0))')), usesuper FROM pg_user WHERE usename = current_user"
        ).fetchone()
    assert answer == ("on", "UTF8", "127.0.0.1", "on", 1.0, False)


def test_a_database_that_the_owner_creates_has_postgis_too(data_dir):
    running = cluster.start(data_dir, fast=True)
    with psycopg.connect(running.conninfo, autocommit=True) as connection:
        connection.execute("CREATE DATABASE second")
    with psycopg.connect(running.conninfo, dbname="second") as connection:
        assert connection.execute("SELECT ST_SRID(ST_Point(116.5, 27.5, 4490))").fetchone() == (4490,)


def test_it_answers_on_tcp_to_the_password_only(data_dir):
    running = cluster.start(data_dir, fast=True)
    with psycopg.connect(running.tcp_conninfo) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(running.tcp_conninfo, password="guess")


def test_passwords_are_readable_by_their_owner_alone(data_dir):
    running = cluster.start(data_dir, fast=True)
    assert (data_dir / "postgres.json").stat().st_mode & 0o077 == 0
    assert find_home(data_dir).root.stat().st_mode & 0o077 == 0
    assert running.password not in repr(running)


def test_the_server_never_runs_as_root(data_dir):
    cluster.start(data_dir, fast=True)
    owner = Path(f"/proc/{_postmaster(data_dir)}").stat().st_uid
    assert owner != 0
    assert owner == (os.geteuid() or pwd.getpwnam("postgres").pw_uid)


def test_what_was_committed_is_there_after_kill_9_of_the_server(data_dir):
    _note(cluster.start(data_dir), "kept")
    os.kill(_postmaster(data_dir), signal.SIGKILL)
    assert _notes(cluster.start(data_dir)) == ["kept"]


def test_a_lock_file_naming_a_living_process_of_another_program_does_not_bar_the_start(data_dir):
    first = cluster.start(data_dir)
    _note(first, "kept")
    os.kill(_postmaster(data_dir), signal.SIGKILL)
    home = find_home(data_dir)
    idle = ["setsid", "--fork", "sh", "-c", "echo $$; exec sleep 30 >&-"]
    recycled = home.run(idle, stdout=subprocess.PIPE, text=True)
    process = int(recycled.stdout)
    for lock in (home.pgdata / "postmaster.pid", first.socket_dir / f".s.PGSQL.{first.port}.lock"):
        lines = lock.read_text().splitlines()
        lock.write_text("\n".join([str(process), *lines[1:]]) + "\n")
    try:
        assert _notes(cluster.start(data_dir)) == ["kept"]
    finally:
        os.kill(process, signal.SIGKILL)


def test_a_second_start_finds_the_same_server_at_the_same_addresses(data_dir):
    first = cluster.start(data_dir, fast=True)
    process = _postmaster(data_dir)
    assert cluster.start(data_dir, fast=True) == first
    assert _postmaster(data_dir) == process


def test_the_port_is_kept_over_a_restart_and_changed_when_another_program_took_it(data_dir):
    first = cluster.start(data_dir, fast=True)
    cluster.stop(data_dir)
    assert cluster.start(data_dir, fast=True).port == first.port
    cluster.stop(data_dir)
    taker = subprocess.Popen(
        [sys.executable, "-c", f"import socket; s=socket.create_server(('127.0.0.1',{first.port})); input(print(1))"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    taker.stdout.readline()
    try:
        second = cluster.start(data_dir, fast=True)
    finally:
        taker.communicate(b"\n")
    assert second.port != first.port
    assert psycopg.connect(second.tcp_conninfo).execute("SELECT 1").fetchone() == (1,)


def test_stopping_ends_every_process_and_says_whether_there_was_one(data_dir):
    assert cluster.stop(data_dir) is False
    cluster.start(data_dir, fast=True)
    home = find_home(data_dir)
    assert cluster.stop(data_dir) is True
    assert postmaster.processes(home) == (None, [])
    assert cluster.status(data_dir) is None


def test_the_last_one_out_stops_the_server(data_dir):
    with cluster.using(data_dir, fast=True):
        other = _hold(data_dir)
    assert cluster.status(data_dir) is not None
    other.communicate("")
    assert cluster.status(data_dir) is None


def test_a_started_server_is_left_running_by_those_who_use_it(data_dir):
    cluster.start(data_dir, fast=True)
    with cluster.using(data_dir, fast=True) as running:
        assert _notes_or_none(running) is None
    assert cluster.status(data_dir) == running


def _notes_or_none(running: cluster.Running):
    with psycopg.connect(running.conninfo) as connection:
        return connection.execute("SELECT to_regclass('note')").fetchone()[0]


def test_a_server_left_by_a_killed_user_is_taken_over_and_stopped_by_the_next(data_dir):
    holder = _hold(data_dir)
    process = _postmaster(data_dir)
    holder.kill()
    holder.communicate()
    with cluster.using(data_dir, fast=True):
        assert _postmaster(data_dir) == process
    assert cluster.status(data_dir) is None


def test_two_first_starts_at_once_make_one_cluster(data_dir):
    code = "import sys, pathlib, gis.cluster as c; print(c.start(pathlib.Path(sys.argv[1]), fast=True).port)"
    command = [sys.executable, "-c", code, str(data_dir)]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    ports = {start.communicate()[0] for start in starts}
    assert len(ports) == 1
    assert [start.returncode for start in starts] == [0, 0]


def test_a_cluster_that_was_half_made_is_made_anew(data_dir):
    cluster.start(data_dir, fast=True)
    cluster.stop(data_dir)
    home = find_home(data_dir)
    home.pgdata.rename(home.root / "data.unfinished")
    _note(cluster.start(data_dir, fast=True), "new")


def test_a_copy_of_the_folder_is_another_cluster(data_dir):
    first = cluster.start(data_dir, fast=True)
    _note(first, "first")
    cluster.stop(data_dir)
    copy = data_dir.with_name(data_dir.name + "-copy")
    subprocess.run(["cp", "-a", str(data_dir), str(copy)], check=True)
    cluster.start(data_dir, fast=True)
    try:
        second = cluster.start(copy, fast=True)
        _note(second, "second")
        assert second.port != first.port
        assert _notes(cluster.start(data_dir, fast=True)) == ["first"]
    finally:
        cluster.remove(copy)
        shutil.rmtree(copy)


def test_a_path_too_long_for_a_socket_or_with_spaces_and_quotes_works(data_dir):
    deep = data_dir / ("河 长'制" * 6) / ('林 "长" $制' * 4)
    deep.mkdir(parents=True)
    try:
        running = cluster.start(deep, fast=True)
        _note(running, "deep")
        assert running.socket_dir.stat().st_mode & 0o077 == 0
    finally:
        cluster.remove(deep)
    assert not running.socket_dir.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps the postgres user out of a folder")
def test_under_a_folder_closed_to_the_postgres_user_the_data_goes_elsewhere_behind_a_link(data_dir):
    closed = data_dir / "closed"
    closed.mkdir(mode=0o700)
    said = []
    running = cluster.start(closed / "var", fast=True, say=said.append)
    try:
        _note(running, "elsewhere")
        assert (closed / "var/postgres").is_symlink()
        assert any("cannot enter" in line for line in said)
    finally:
        cluster.remove(closed / "var")
    assert not list((closed / "var").iterdir())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps the postgres user out of a folder")
def test_data_left_elsewhere_by_a_temporary_folder_that_is_gone_is_swept(data_dir):
    data_dir.chmod(0o700)
    first, second = data_dir / "first", data_dir / "second"
    for folder in (first, second):
        cluster.start(folder, fast=True)
        cluster.stop(folder)
    places = [find_home(folder).root for folder in (first, second)]
    shutil.rmtree(first)
    cluster.start(data_dir / "third", fast=True)
    assert [place.exists() for place in places] == [False, True]
    cluster.remove(second)
    cluster.remove(data_dir / "third")


def test_missing_passwords_are_named_with_the_file_to_put_back(data_dir):
    cluster.start(data_dir, fast=True)
    cluster.stop(data_dir)
    (data_dir / "postgres.json").unlink()
    with pytest.raises(cluster.ClusterError, match=r"postgres\.json with the passwords"):
        cluster.start(data_dir, fast=True)


def test_a_server_that_cannot_start_says_why(data_dir):
    cluster.start(data_dir, fast=True)
    cluster.stop(data_dir)
    (find_home(data_dir).pgdata / "global/pg_control").unlink()
    with pytest.raises(cluster.ClusterError, match="could not find the database system"):
        cluster.start(data_dir, fast=True)


def _own_address() -> str:
    """An address of this machine that is not the loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine is in no network")
        return probe.getsockname()[0]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("0.0.0.0", 0))
        return probe.getsockname()[1]


def _invite(running: cluster.Running) -> None:
    with psycopg.connect(running.superuser_conninfo(), autocommit=True) as connection:
        connection.execute("CREATE ROLE patrol_gis NOLOGIN")
        connection.execute("CREATE ROLE guest LOGIN PASSWORD 'a guest of the house' IN ROLE patrol_gis")


def _as_guest(host: str, port: int, **options) -> psycopg.Connection:
    given = {"user": "guest", "password": "a guest of the house", "dbname": "patrol"} | options
    return psycopg.connect(host=host, port=port, connect_timeout=5, **given)


def test_unless_told_otherwise_nobody_gets_in_from_the_network(data_dir):
    running = cluster.start(data_dir, fast=True)
    _invite(running)
    with _as_guest("127.0.0.1", running.port) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("guest",)
    with pytest.raises(psycopg.OperationalError):
        _as_guest(_own_address(), running.port)


def test_a_cluster_that_listens_lets_guests_alone_in_encrypted_and_into_one_database(data_dir):
    port = _free_port()
    running = cluster.start(data_dir, fast=True, listen=("0.0.0.0", port))
    assert running.port == port
    _invite(running)
    outside = _own_address()
    with _as_guest(outside, port) as connection:
        assert connection.info.pgconn.ssl_in_use
        assert connection.execute("SELECT current_user").fetchone() == ("guest",)
    for refused in ({"dbname": "postgres"}, {"sslmode": "disable"}, {"password": "another"}):
        with pytest.raises(psycopg.OperationalError):
            _as_guest(outside, port, **refused)
    for user, password in (("patrol", running.password), ("postgres", running.superuser_password)):
        for sslmode in ("require", "disable"):
            with pytest.raises(psycopg.OperationalError, match="pg_hba"):
                _as_guest(outside, port, user=user, password=password, sslmode=sslmode)
    with psycopg.connect(running.tcp_conninfo) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("patrol",)


def test_a_port_that_others_were_told_of_is_not_exchanged_for_another(data_dir):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(cluster.ClusterError, match="is taken"):
            cluster.start(data_dir, fast=True, listen=("0.0.0.0", taken.getsockname()[1]))

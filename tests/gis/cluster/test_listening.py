"""Who gets into a cluster from where, and with what."""

import socket

import psycopg
import pytest

from gis import cluster
from gis.cluster.home import find_home


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

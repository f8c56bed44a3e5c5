"""Making a cluster: initdb, its settings, the application's role and database with PostGIS in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from gis.cluster.home import ClusterError, Home
from gis.cluster.memory import Memory
from gis.cluster.running import APP, SUPERUSER, Running

EXTENSIONS = ("postgis", "btree_gist", "pg_trgm")
NEW_CLUSTER_BYTES = 150 * 1024 * 1024
INSTALLED = Path("/usr/lib/postgresql")
SETTINGS = {
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "synchronous_commit": "on",
    "wal_compression": "on",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "max_locks_per_transaction": "256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_size": "0",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum_naptime": "1h"}


def programs(home: Home) -> Path:
    """The folder of initdb, postgres and pg_dump that fits the cluster, or the newest with PostGIS for a new one."""
    version = home.pgdata / "PG_VERSION"
    if version.exists():
        found = INSTALLED / version.read_text().strip() / "bin"
        if not (found / "postgres").exists():
            raise ClusterError(f"The database was made by PostgreSQL {found.parent.name}, which is not installed.")
        return found
    for control in sorted(Path("/usr/share/postgresql").glob("*/extension/postgis.control"), reverse=True):
        found = INSTALLED / control.parts[-3] / "bin"
        if (found / "initdb").exists():
            return found
    raise ClusterError("PostgreSQL with PostGIS is not installed: apt-get install postgresql-15-postgis-3")


def initialise(home: Home, memory: Memory, *, fast: bool) -> None:
    """initdb beside its final place, then a rename, so that a half-made cluster is never taken for one."""
    unfinished = home.root / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    _run_initdb(home, unfinished, memory.superuser_password, ["--no-sync"] if fast else [])
    with (unfinished / "postgresql.conf").open("a") as file:
        file.write("\ninclude 'patrol.conf'\n")
    unfinished.rename(home.pgdata)


def _run_initdb(home: Home, place: Path, password: str, extra: list[str]) -> None:
    free = shutil.disk_usage(home.root).free
    if free < NEW_CLUSTER_BYTES:
        raise ClusterError(f"A new database needs {NEW_CLUSTER_BYTES >> 20} MB; {home.root} has {free >> 20} MB left.")
    secret = home.root / "password"
    secret.write_text(password)
    home.give(secret, 0o600)
    options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", *extra]
    where = [f"--pgdata={place}", f"--username={SUPERUSER}", f"--pwfile={secret}"]
    done = home.run([str(programs(home) / "initdb"), *where, *options], text=True, capture_output=True)
    secret.unlink()
    if done.returncode:
        raise ClusterError(f"initdb failed: {last_lines(done.stderr)}")


def configure(home: Home, memory: Memory, admitting: dict[str, str], *, fast: bool) -> None:
    """Write the settings of the next start; `admitting` are those of `admission`."""
    where = {
        "port": str(memory.port),
        "unix_socket_directories": '"' + memory.socket_dir.replace('"', '""') + '"',
        "cluster_name": home.name,
    }
    settings = SETTINGS | where | admitting | (FAST if fast else {})
    path = home.pgdata / "patrol.conf"
    path.write_text("".join(_setting_lines(settings)))
    home.give(path, 0o600)


def _setting_lines(settings: dict[str, str]) -> Iterator[str]:
    for name, value in settings.items():
        quoted = value.replace("\\", "\\\\").replace("'", "''")
        yield f"{name} = '{quoted}'\n"


def prepare(running: Running) -> None:
    """Create the application's role and database where missing; every new database gets the extensions."""
    with psycopg.connect(running.superuser_conninfo("template1"), autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))
    with psycopg.connect(running.superuser_conninfo(), autocommit=True) as connection:
        if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s"):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(APP)))
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(APP), sql.Literal(running.password))
        )
        if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s"):
            connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(sql.Identifier(APP)))


def _exists(connection: psycopg.Connection, query: str) -> bool:
    return connection.execute(query, (APP,)).fetchone() is not None


def last_lines(text: str, count: int = 3) -> str:
    """The end of a log, in one line."""
    return " / ".join(line.strip() for line in text.strip().splitlines()[-count:])

"""`bin/patrol gis-user` as an administrator runs it, on the private database and on one of their own."""

import os
import re
import subprocess
import sys

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from sqlalchemy import create_engine, text

from gis import cluster
from patrol import db
from patrol.config import ROOT

COUNTY, TOWN = "361099000000", "361099101000"
ADD = "INSERT INTO division (code, name, level, parent_code) VALUES (:code, :name, :level, :parent)"


@pytest.fixture
def running(folder):
    """A private cluster with a county of one township."""
    with cluster.using(folder / "var", fast=True) as running:
        db.migrate(running.url)
        engine = create_engine(running.url)
        with engine.begin() as connection:
            connection.execute(text(ADD), {"code": COUNTY, "name": "县", "level": "county", "parent": None})
            connection.execute(text(ADD), {"code": TOWN, "name": "上乡", "level": "township", "parent": COUNTY})
        engine.dispose()
        yield running


@pytest.fixture
def run(folder):
    """`run("list")` is (exit status, output, complaint)."""
    own = {"PATROL_DATA": str(folder / "var"), "PYTHONPATH": str(ROOT)}
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    def command(*arguments: str, stdin: str | None = None, **more: str) -> tuple[int, str, str]:
        line = [sys.executable, "-P", "-m", "patrol", "gis-user", *arguments]
        ended = subprocess.run(line, env=kept | own | more, input=stdin, text=True, capture_output=True, check=False)
        return ended.returncode, ended.stdout, ended.stderr

    return command


def connect(running, name: str, password: str) -> psycopg.Connection:
    where = {"host": "127.0.0.1", "port": running.port, "dbname": "patrol", "user": name, "password": password}
    return psycopg.connect(make_conninfo(**where))


def test_somebody_is_let_in_given_another_password_and_cut_off(run, running):
    status, told, complaint = run("add", "zhang", "--division", TOWN)
    assert status == 0, complaint
    password = re.search(r"Password: +(\S+)", told)[1]
    assert f"Port:       {running.port}" in told
    assert "PATROL_GIS_LISTEN" in told
    with connect(running, "zhang", password) as connection:
        assert connection.execute("SELECT name FROM divisions").fetchall() == [("上乡",)]
        assert run("list")[1].split() == ["zhang", TOWN, "read", "1", "connections"]
    assert run("password", "zhang", "--password-stdin", stdin="another river\n")[0] == 0
    with pytest.raises(psycopg.OperationalError):
        connect(running, "zhang", password)
    with connect(running, "zhang", "another river") as connection:
        assert run("remove", "zhang")[0] == 0
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    assert run("list")[1] == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "Zhang San", "--division", TOWN), "小写字母"),
        (("add", "pg_zhang", "--division", TOWN), "小写字母"),
        (("add", "patrol", "--division", TOWN), "已有名为"),
        (("add", "zhang", "--division", "110000000000"), "没有编码为"),
        (("password", "postgres"), "没有名为"),
        (("remove", "postgres"), "没有名为"),
    ],
)
def test_what_cannot_be_is_refused_in_words(run, running, arguments, said):
    status, _, complaint = run(*arguments)
    assert status == 1
    assert said in complaint
    assert "Traceback" not in complaint


def test_a_database_of_ones_own_is_left_alone_until_its_administrator_has_guarded_it(run, running):
    status, _, complaint = run("add", "zhang", "--division", TOWN, DATABASE_URL=running.url)
    assert status == 1
    assert "gis_guard.sql" in complaint
    guard = (ROOT / "patrol" / "sql" / "gis_guard.sql").read_text()
    with psycopg.connect(running.superuser_conninfo("patrol"), autocommit=True) as administrator:
        administrator.execute(guard.encode())
        administrator.execute("ALTER ROLE patrol CREATEROLE")
    status, told, complaint = run("add", "zhang", "--division", TOWN, DATABASE_URL=running.url)
    assert status == 0, complaint
    with connect(running, "zhang", re.search(r"Password: +(\S+)", told)[1]) as connection:
        assert connection.execute("SELECT count(*) FROM divisions").fetchone() == (1,)
    assert run("remove", "zhang", DATABASE_URL=running.url)[::2] == (0, "")

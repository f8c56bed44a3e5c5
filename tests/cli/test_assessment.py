"""`bin/patrol assessment` as an office runs it: the preset, a table, a workbook, issuing once."""

import os
import subprocess
import sys

import pytest
from openpyxl import load_workbook
from sqlalchemy import create_engine, make_url, text

from patrol import db
from patrol.config import ROOT

COUNTY, TOWN = "361099000000", "361099101000"


@pytest.fixture
def url(cluster_url):
    """A county of one township in a database that may be committed to."""
    parsed = make_url(db.driver_url(cluster_url))
    administrator = create_engine(parsed, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text("CREATE DATABASE assessing"))
    own = parsed.set(database="assessing").render_as_string(hide_password=False)
    db.migrate(own)
    engine = create_engine(db.driver_url(own))
    with engine.begin() as connection:
        add = text("INSERT INTO division (code, name, level, parent_code) VALUES (:code, :name, :level, :parent)")
        connection.execute(add, {"code": COUNTY, "name": "县", "level": "county", "parent": None})
        connection.execute(add, {"code": TOWN, "name": "上乡", "level": "township", "parent": COUNTY})
    engine.dispose()
    yield own
    with administrator.connect() as connection:
        connection.execute(text("DROP DATABASE assessing WITH (FORCE)"))
    administrator.dispose()


@pytest.fixture
def run(url, tmp_path):
    """`run("show", "2026")` is (exit status, output, complaint)."""
    environment = {**os.environ, "DATABASE_URL": url, "PATROL_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}

    def command(*arguments: str) -> tuple[int, str, str]:
        line = [sys.executable, "-P", "-m", "patrol", "assessment", *arguments]
        ended = subprocess.run(line, env=environment, cwd=tmp_path, text=True, capture_output=True, check=False)
        return ended.returncode, ended.stdout, ended.stderr

    return command


def test_an_office_opens_the_preset_looks_at_a_table_and_issues_it_once(run, tmp_path):
    assert "考核办法" in run("show", "2025-Q1")[2]
    status, told, _ = run("preset", "--division", COUNTY, "--from", "2025-01-01")
    assert (status, len(told.splitlines())) == (0, 5)
    status, told, _ = run("show", "2025-Q1")
    assert (status, told.splitlines()[1].split()[:4]) == (0, ["–", TOWN, "上乡", "–"])
    assert run("show", "2025-Q1", "--out", "table.xlsx")[0] == 0
    assert load_workbook(tmp_path / "table.xlsx").active["C2"].value == "上乡"
    assert run("issue", "2025-Q1")[0] == 0
    status, _, complaint = run("issue", "2025-Q1")
    assert status == 1
    assert "已经印发" in complaint
    assert "没有这样的考核时段" in run("show", "2025-W01")[2]

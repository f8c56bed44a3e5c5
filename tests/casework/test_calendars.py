"""What the office sets: holidays and clocks, and the command line that sets them."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import create_engine, make_url, text

from patrol import db
from patrol.casework import calendars
from patrol.config import ROOT
from patrol.errors import Invalid
from patrol.queries.step_clocks import calendar, clock_in_force
from patrol.rules.clocks import Clock
from tests.casework.conftest import COUNTY, VILLAGE

TODAY = date(2026, 5, 25)


def test_a_holiday_is_entered_changed_and_taken_back(session):
    saturday, monday = date(2026, 5, 23), TODAY
    calendars.add_holidays(session, [monday, monday], name="节")
    calendars.add_holidays(session, [saturday], worked=True)
    assert calendar(session).exceptions == {monday: False, saturday: True}
    calendars.add_holidays(session, [monday], worked=True)
    assert calendar(session).is_worked(monday)
    assert calendars.remove_holidays(session, [monday, saturday, date(2026, 1, 1)]) == 2
    assert calendar(session).exceptions == {}


def test_the_clock_of_the_smallest_division_and_then_of_the_severity_holds(session, officers):
    def clock(severity: str, on: date = TODAY) -> Clock:
        return clock_in_force(session, VILLAGE, "rectifying", severity, on)

    assert clock("minor") == Clock(10, "working_days")
    calendars.set_clock(session, "rectifying", 7, "days", division=COUNTY, valid_from=TODAY)
    assert clock("critical") == Clock(7, "days")
    calendars.set_clock(session, "rectifying", 3, "days", division=COUNTY, severity="critical", valid_from=TODAY)
    assert (clock("critical"), clock("minor")) == (Clock(3, "days"), Clock(7, "days"))
    assert clock("critical", date(2026, 5, 24)) == Clock(40, "working_days")
    calendars.set_clock(session, "rectifying", 5, "days", division=COUNTY, severity="critical", valid_from=TODAY)
    assert clock("critical") == Clock(5, "days")


def test_order_310_is_there_from_the_start(session):
    states = ("handover_proposed", "handover_approved", "handed_over", "case_filed", "declined", "reconsidering")
    clocks = [clock_in_force(session, VILLAGE, state, "minor", TODAY) for state in states]
    assert clocks == [Clock(3, "days"), Clock(24, "hours"), Clock(3, "days"), None, Clock(3, "days"), Clock(3, "days")]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"state": "closed"}, "state"),
        ({"unit": "moons"}, "unit"),
        ({"severity": "awful"}, "severity"),
        ({"amount": 0}, "amount"),
        ({"division": "361099999999"}, "division"),
    ],
)
def test_a_clock_that_cannot_be_is_refused_by_its_field(session, wrong, field):
    right = {"state": "accepted", "amount": 2, "unit": "days", "valid_from": TODAY}
    with pytest.raises(Invalid) as refused:
        calendars.set_clock(session, **(right | wrong))
    assert set(refused.value.errors) == {field}


@pytest.fixture
def patrol(cluster_url, tmp_path):
    """Runs `bin/patrol …` on a database of its own; gives (status, output, the database's address)."""
    server = make_url(db.driver_url(cluster_url))
    administrator = create_engine(server, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text("CREATE DATABASE clocks"))
    own = server.set(database="clocks").render_as_string(hide_password=False)
    db.migrate(own)
    environment = {**os.environ, "DATABASE_URL": own, "PATROL_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)}

    def run(*arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "patrol", *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout + done.stderr

    run.url = own
    yield run
    with administrator.connect() as connection:
        connection.execute(text("DROP DATABASE clocks WITH (FORCE)"))
    administrator.dispose()


def test_the_command_line_sets_them_and_escalates(patrol):
    assert patrol("holiday", "add", "2026-10-01", "2026-10-02", "--name", "国庆节") == (0, "2\n")
    assert patrol("holiday", "remove", "2026-10-02") == (0, "1\n")
    assert patrol("deadline", "set", "accepted", "36", "hours", "--severity", "critical")[0] == 0
    status, said = patrol("deadline", "set", "closed", "3", "days")
    assert (status, "state" in said) == (1, True)
    engine = create_engine(patrol.url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO issue (number, kind, category, title, division_code, reported_at, due_on, geom)"
                " VALUES ('2026-0001', 'river', '漂浮物', '漂', '361099101201', :now, '2026-01-05',"
                " ST_SetSRID(ST_MakePoint(116.5, 27.5), 4490))"
            ),
            {"now": datetime(2026, 1, 1, tzinfo=UTC)},
        )
        assert connection.execute(text("SELECT day, worked FROM holiday")).all() == [(date(2026, 10, 1), False)]
    engine.dispose()
    assert patrol("issue", "escalate") == (0, "2026-0001 yellow\n2026-0001 orange\n2026-0001 red\n")
    assert patrol("issue", "escalate") == (0, "")

"""Many at once: one issue moves one step at a time, numbers are given once, levels come once."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import create_engine, func, insert, make_url, select, text
from sqlalchemy.orm import Session

from patrol import casework, db
from patrol.access import Viewer
from patrol.errors import Conflict, Refusal
from patrol.models import Division, Issue, IssueEscalation, IssueEvent, Officer
from tests.casework.conftest import COUNTY, POINT

NOW = datetime(2026, 5, 25, 4, tzinfo=UTC)
CROWD = 8
REPORT = {"kind": "river", "category": "岸边垃圾", "position": {"lon": 116.5, "lat": 27.5}}


@pytest.fixture(scope="module")
def crowded(cluster_url):
    """An engine on a database of its own, because what is done at once must be committed."""
    server = create_engine(db.driver_url(cluster_url), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE crowded"))
        url = make_url(cluster_url).set(database="crowded").render_as_string(hide_password=False)
        db.migrate(url)
        engine = create_engine(db.driver_url(url), pool_size=CROWD)
        yield engine
        engine.dispose()
        connection.execute(text("DROP DATABASE crowded WITH (FORCE)"))
    server.dispose()


@pytest.fixture(scope="module")
def office(crowded) -> Viewer:
    with Session(crowded) as session, session.begin():
        session.add(Division(code=COUNTY, name="云岫县", level="county"))
        officer = Officer(username="office", name="钱", post="office", division_code=COUNTY)
        session.add(officer)
        session.flush()
        return Viewer(officer.id, "office", "钱", "office", COUNTY)


def at_once(crowded, act) -> list:
    """What `act` gives, or the Conflict it raises, for each of a crowd."""

    def one(index: int):
        try:
            with Session(crowded) as session, session.begin():
                return act(session, index)
        except Conflict as refused:
            return refused

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(one, range(CROWD)))


def opened(crowded, office, settings) -> str:
    with Session(crowded) as session, session.begin():
        return casework.open_issue(session, office, REPORT, now=NOW, settings=settings)[0]


def test_of_a_crowd_that_accepts_one_issue_one_is_first(crowded, office, settings):
    number = opened(crowded, office, settings)
    step = {"action": "accept"}
    done = at_once(
        crowded, lambda session, _: casework.take_step(session, office, number, step, now=NOW, settings=settings)
    )
    assert sum(isinstance(outcome, Conflict) for outcome in done) == CROWD - 1
    with Session(crowded) as session:
        actions = session.scalars(select(IssueEvent.action).join(Issue).where(Issue.number == number))
        assert list(actions) == ["report", "accept"]


def test_two_that_are_merged_into_each_other_at_once_do_not_wait_for_ever(crowded, office, settings):
    pair = [opened(crowded, office, settings) for _ in range(2)]

    def merge(session, index):
        one, other = pair[index % 2], pair[1 - index % 2]
        step = {"action": "merge", "into": other}
        try:
            casework.take_step(session, office, one, step, now=NOW, settings=settings)
        except Refusal as refused:
            return refused
        return None

    assert at_once(crowded, merge).count(None) == 1


def test_a_crowd_that_reports_gets_a_number_each(crowded, office, settings):
    numbers = at_once(
        crowded, lambda session, _: casework.open_issue(session, office, REPORT, now=NOW, settings=settings)[0]
    )
    assert len(set(numbers)) == CROWD


def test_a_crowd_that_sends_one_report_uses_up_one_number(crowded, office, settings):
    before = opened(crowded, office, settings)
    said = REPORT | {"id": uuid.uuid4()}
    outcomes = at_once(
        crowded, lambda session, _: casework.open_issue(session, office, said, now=NOW, settings=settings)
    )
    assert sorted(new for _, new in outcomes) == [False] * (CROWD - 1) + [True]
    assert len({number for number, _ in outcomes}) == 1
    year, count = before.split("-")
    assert outcomes[0][0] == f"{year}-{int(count) + 1:04d}"
    assert opened(crowded, office, settings) == f"{year}-{int(count) + 2:04d}"


def test_a_crowd_that_escalates_tells_each_level_once(crowded, office, settings):
    due = {"state": "rectifying", "division_code": COUNTY, "reported_at": NOW, "due_on": date(2026, 1, 5)}
    rows = [
        {"number": f"L-{n}", "kind": "river", "category": "漂浮物", "title": "漂", "geom": POINT} | due
        for n in range(50)
    ]
    with Session(crowded) as session, session.begin():
        session.execute(insert(Issue), rows)
    told = at_once(crowded, lambda session, _: casework.escalate(session, NOW))
    told += at_once(crowded, lambda session, _: casework.escalate(session, NOW))
    seen = [(row.number, row.level) for rows in told for row in rows if row.number.startswith("L-")]
    assert len(seen) == len(set(seen)) == 150
    with Session(crowded) as session:
        kept = session.scalar(select(func.count()).select_from(IssueEscalation))
        written = session.scalar(select(func.count()).where(IssueEvent.action == "escalate"))
        assert kept == written >= 150

"""The demonstration county as it stands in a database, through the doors that people use."""

from collections import Counter
from datetime import timedelta

import pytest
from geoalchemy2 import WKTElement
from sqlalchemy import create_engine, func, select

from patrol import db
from patrol.demo import SIGN_INS, AlreadyACounty, loading, rows
from patrol.demo.assessment import quarter_before
from patrol.models import Division, Officer, RiverSegment
from tests.month_sums import differences
from tests.today import today as local_today

LINE = WKTElement("LINESTRING(116.5 27.5, 116.51 27.5)", 4490)


@pytest.fixture(scope="module")
def period() -> dict[str, str]:
    """The last six weeks, in which the system has been in use."""
    today = local_today()
    return {"from": str(today - timedelta(days=42)), "to": str(today)}


@pytest.mark.parametrize("username", [username for username, _password, _who in SIGN_INS])
def test_everybody_who_is_shown_can_sign_in(live_server, username):
    assert live_server.phone(username).get("/api/v1/me")["officer"]["username"] == username


def test_the_coverage_of_segments_tells_a_story(live_server, period):
    items = live_server.phone("supervisor").every_item("/api/v1/coverage/segments", **period)
    status = Counter(item["status"] for item in items)
    assert len(items) == 299
    assert min(status["covered"], status["behind"], status["unvisited"]) >= 10
    assert 0.6 < sum(item["covered_m"] for item in items) / sum(item["length_m"] for item in items) < 0.98


def test_the_coverage_of_plots_tells_a_story(live_server, period):
    items = live_server.phone("supervisor").every_item("/api/v1/coverage/plots", **period)
    assert len(items) == 5_000
    assert 0.3 < sum(item["visits"] > 0 for item in items) / len(items) < 0.9


def test_targets_of_this_year_and_last_stand_for_county_and_townships(live_server):
    gis = live_server.phone("gis")
    for year in (local_today().year - 1, local_today().year):
        items = gis.every_item(f"/api/v1/targets/{year}")
        assert len(items) == 4 * 13
        assert all(item["target_mu"] > 0 for item in items)


def test_there_are_open_issues_and_overdue_ones(live_server, period):
    summary = live_server.phone("supervisor").get("/api/v1/summary", **period)
    assert summary["open_issues"] > summary["overdue_issues"] > 0


def test_the_last_quarter_has_been_assessed_and_one_appeal_corrected_it(live_server):
    office, period = live_server.phone("office"), quarter_before(local_today())
    townships = office.get("/api/v1/assessments", period=period, by="township")
    assert (townships["status"], len(townships["items"])) == ("issued", 12)
    assert len({row["score"] for row in townships["items"]}) > 6, "a league table in which most are alike is none"
    patrollers = office.get("/api/v1/assessments", period=period, by="officer", post="patroller")
    assert patrollers["status"] == "issued"
    scores = [(row["score"], row["corrected"]["score"]) for row in patrollers["items"] if row["corrected"]]
    assert [after > before for before, after in scores if after != before] == [True]


def test_the_sums_of_months_are_those_of_every_patrol(live_server):
    engine = create_engine(db.driver_url(live_server.database_url))
    with engine.connect() as connection:
        assert differences(connection) == {}
    engine.dispose()


def test_a_second_load_is_refused_in_words(live_server):
    with pytest.raises(RuntimeError, match="holds a county already"):
        live_server.patrol("demo")


def test_what_a_broken_off_load_left_is_cleared_away_and_nobody_else(session):
    session.add(RiverSegment(code="YX001-01", division_code="361099100201", geom=LINE))
    session.add(Officer(username="ranger", name="甲", post="ranger", division_code="361099100000", phone=rows.PHONE))
    session.add(Officer(username="admin", name="乙", post="admin", division_code="000000000000"))
    session.flush()
    loading.make_room(session)
    assert session.scalar(select(func.count()).select_from(RiverSegment)) == 0
    assert session.scalars(select(Officer.username)).all() == ["admin"]


def test_a_county_that_is_there_is_left_alone(session):
    session.add(Division(code="361100000000", name="别县", level="county"))
    session.add(RiverSegment(code="R1", division_code="361100000000", geom=LINE))
    session.flush()
    with pytest.raises(AlreadyACounty):
        loading.make_room(session)
    assert session.scalar(select(func.count()).select_from(RiverSegment)) == 1

"""A small county's quarter as it is served, against the same worked out by hand from raw rows, to the last digit."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text, update

from patrol.models import (
    AnnualTarget,
    Assignment,
    ForestPlot,
    ForestryWork,
    Issue,
    IssueEvent,
    Leave,
    Observation,
    Officer,
    Patrol,
    PatrolRule,
    PublicReport,
)
from tests.api.assessments.by_hand import Clerk
from tests.api.conftest import COUNTY, HASH, OTHER_TOWN, TOWN, VILLAGE, at, walk

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = datetime.now(ZONE).date()
LAST = date(TODAY.year, (TODAY.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
FIRST = date(LAST.year, LAST.month - 2, 1)
PERIOD = f"{LAST.year}-Q{LAST.month // 3}"
PACE = [0.05, 0.15, 0.3, 0.35, 0.4, 0.45, 0.55, 0.65, 0.77, 0.85, 0.95, 1.0]
SPOT = "SRID=4490;POINT({} {})".format(*at(2_000, 1_000))
STATES = ("closed", "closed", "closed", "rectifying", "accepted", "invalid")


def moment(day: date, hour: int = 2) -> datetime:
    return datetime.combine(day, time(hour), UTC)


@pytest.fixture
def quarter(county, session, signed_in):
    """People who came, left and stood in for one another; patrols, some rejected; issues; works; entries by hand."""
    random = Random(5)
    session.execute(update(PatrolRule).values(times=1, period="month", valid_from=date(2020, 1, 1)))
    rule = {"division_code": COUNTY, "post": "ranger", "kind": "forest", "valid_from": date(2020, 1, 1)}
    session.add(PatrolRule(**rule, times=3, period="month"))
    session.add(PatrolRule(**rule, per="person", times=2, period="ten_days", distinct_days=True))
    people = {officer.username: officer for officer in session.scalars(select(Officer))}
    people["office"] = Officer(username="office", name="办", post="office", division_code=COUNTY, password_hash=HASH)
    people["vice"] = Officer(username="vice", name="副", post="patroller", division_code=VILLAGE, password_hash=HASH)
    session.add_all([people["office"], people["vice"]])
    session.flush()
    session.execute(update(Assignment).values(valid_from=date(2020, 1, 1)))
    halfway = FIRST + timedelta(days=40)
    for username, code in (("vice", "R-2"), ("zhao", "B-1")):
        since = {"segment_id": county[code].id, "post": "patroller", "valid_from": halfway}
        session.add(Assignment(officer_id=people[username].id, **since))
    away = {"first_on": FIRST + timedelta(days=50), "last_on": FIRST + timedelta(days=60), "reason": "病假"}
    stands_in = {"substitute_id": people["vice"].id, "approved_at": moment(FIRST), "approved_by": people["office"].id}
    session.add(Leave(officer_id=people["wang"].id, **away, **stands_in))
    session.flush()
    wander(random, signed_in)
    every = session.scalars(select(Patrol.id).order_by(Patrol.number)).all()
    for rejected in every[::9]:
        path = f"/api/v1/reviews/{rejected}/decisions"
        sup = signed_in("sup")
        answer = sup.client.post(path, json={"decision": "rejected", "words": "不实"}, headers=sup.headers)
        assert answer.status_code < 300, answer.json
    trouble(random, session, people)
    grow(session)
    return people


def wander(random: Random, signed_in) -> None:
    """Some fifty patrols, most of them long enough, by whoever had them to do."""
    sites = {
        "wang": ("river", (1_200, 1_000), (1, 0)),
        "vice": ("river", (5_000, 1_000), (1, 0)),
        "zhao": ("river", (15_000, 2_100), (0, 1)),
        "li": ("forest", (2_050, 3_200), (1, 0)),
    }
    for username, (kind, start, (dx, dy)) in sites.items():
        caller = signed_in(username)
        for day in sorted(random.sample(range(92), 12)):
            length = random.choice([300, 800, 900, 1_500])
            ends = [start, (start[0] + dx * length, start[1] + dy * length)]
            body = walk(
                ends, start=moment(min(FIRST + timedelta(days=day), LAST), random.choice([1, 3, 15])), kind=kind
            )
            answer = caller.submit(body)
            assert answer.status_code == 201, answer.json


def trouble(random: Random, session, people: dict) -> None:
    """Issues of all sources, days and states; some seen on patrol days before, some told by the public."""
    patrols = session.scalars(select(Patrol).order_by(Patrol.number)).all()
    for number in range(24):
        day = FIRST + timedelta(days=random.randrange(-4, 96))
        source = random.choice(["patrol", "patrol", "public", "office"])
        who = people[random.choice(["wang", "vice", "li"])]
        state = random.choice(STATES)
        due = day + timedelta(days=random.randrange(1, 12))
        ended = moment(due + timedelta(days=random.randrange(-4, 3)), random.choice([2, 15, 17]))
        issue = Issue(
            number=f"H{number}",
            kind="river",
            category="岸边垃圾",
            title="x",
            division_code=random.choice([VILLAGE, OTHER_TOWN]),
            geom=SPOT,
            source=source,
            state=state,
            reported_at=moment(day, random.choice([2, 15, 17])),
            reported_by=who.id if source == "patrol" else None,
            assignee_id=random.choice([who.id, None]),
            rectify_by=due,
            closed_at=ended if state == "closed" else None,
            observation_id=seen(session, random, patrols, day) if source == "patrol" else None,
        )
        session.add(issue)
        session.flush()
        if source == "public":
            session.add(
                PublicReport(issue_id=issue.id, token=f"{number:012}", positioned=False, received_at=issue.reported_at)
            )
            later = issue.reported_at + timedelta(hours=random.choice([5, 60, 90, 200]))
            for who_id, when in ((None, issue.reported_at), (who.id, later)):
                session.add(IssueEvent(issue_id=issue.id, action="note", state=state, officer_id=who_id, at=when))
    session.flush()


def seen(session, random: Random, patrols: list, day: date):
    """A sighting some days before; its id."""
    patrol = random.choice(patrols)
    when = moment(day - timedelta(days=random.randrange(4)), random.choice([2, 17]))
    columns = {"patrol_id": patrol.id, "category": "岸边垃圾", "text": "", "observed_at": when, "geom": SPOT}
    columns["id"] = uuid.uuid4()
    session.add(Observation(**columns))
    session.flush()
    return columns["id"]


def grow(session) -> None:
    """Targets with a curve of their own, and works of odd areas."""
    for work_type, area in (("afforestation", 123_456.7), ("tending", 70_000.3)):
        target = {"year": LAST.year, "division_code": TOWN, "work_type": work_type}
        session.add(AnnualTarget(**target, area_m2=area, pace=PACE))
        for number, share in enumerate((0.31, 0.2)):
            reported = area * share
            areas = {"reported_area_m2": reported, "verified_area_m2": reported * 0.9}
            areas["qualified_area_m2"] = reported * 0.77
            work = {"year": LAST.year, "work_type": work_type, "division_code": VILLAGE, "stage": "verified"}
            session.add(ForestryWork(code=f"{work_type}{number}", **work, **areas))
    session.flush()


def post(signed_in, path: str, body: dict):
    office = signed_in("office")
    answer = office.client.post(f"/api/v1{path}", json=body, headers=office.headers)
    assert answer.status_code == 201, answer.json
    return answer.json


def test_a_quarter_is_scored_as_by_hand_to_the_last_digit(quarter, signed_in, session, connection):
    schemes = post(signed_in, "/assessment-schemes/preset", {"division": COUNTY, "from": "2026-01-01"})["items"]
    for subject, key, numerator in (("township", TOWN, 2.5), ("officer", "wang", -3.25), ("officer", "li", 12)):
        body = {
            "period": PERIOD,
            "subject": subject,
            "key": key,
            "kind": "points",
            "reason": "通报",
            "numerator": numerator,
        }
        post(signed_in, "/assessments/entries", body)
    session.flush()
    clerk = Clerk(connection.connection.driver_connection, FIRST, LAST, PERIOD, TODAY)
    tables = {(None if each["subject"] == "township" else each["post"]): each["indicators"] for each in schemes}
    counted = 0
    for who in (None, "patroller", "ranger"):
        query = {"period": PERIOD, "by": "officer", "post": who} if who else {"period": PERIOD, "by": "township"}
        served = signed_in("sup").get("/api/v1/assessments", **query).json["items"]
        expected = clerk.scores(query["by"], tables[who], [row["key"] for row in served])
        for row in served:
            told = {
                line["indicator"]: (line["numerator"], line["denominator"], line["points"])
                for line in row["indicators"]
            }
            assert told == expected[row["key"]][1], row["key"]
            assert row["score"] == expected[row["key"]][0], row["key"]
            counted += sum(1 for _, denominator, points in told.values() if denominator and points)
        ranked = sorted((row["score"] for row in served if row["rank"]), reverse=True)
        assert [row["rank"] for row in served if row["rank"]] == [ranked.index(score) + 1 for score in ranked]
    assert counted > 18, "a county where hardly anything counts proves nothing"
    assert session.scalar(text("SELECT count(*) FROM patrol WHERE review = 'rejected'")) > 2
    assert session.scalar(select(ForestPlot.cells)) > 0

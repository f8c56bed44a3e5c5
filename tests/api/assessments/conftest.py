"""A scheme for patrollers and townships of the small county, and an issued table."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text, update

from patrol.models import (
    AssessmentScheme,
    Assignment,
    Officer,
    PatrolRule,
)
from tests.api.conftest import COUNTY, HASH, TOWN, VILLAGE
from tests.today import today
from tests.two_rivers import walk as walked

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = today()
PERIOD = "2026-Q2"
BEGIN = date(2020, 1, 1)
COMPLETION = {"indicator": "completion", "weight": 60.0, "form": "linear", "floor": 0.0, "target": 1.0}
EFFECTIVE = {"indicator": "effective", "weight": 40.0, "form": "linear", "floor": 0.0, "target": 1.0}
REJECTED = {"indicator": "rejected", "weight": 0.0, "form": "deduction", "each": 2.0, "cap": 5.0}
ADJUSTMENT = {"indicator": "adjustment", "weight": 0.0, "form": "entries", "cap": 5.0}
SCHEME = {
    "division": COUNTY,
    "subject": "officer",
    "post": "patroller",
    "name": "巡河员考核办法",
    "source": "县河长办〔2026〕3号",
    "from": str(TODAY),
    "indicators": [COMPLETION, EFFECTIVE, REJECTED, ADJUSTMENT],
}
PATROLLERS = {"period": PERIOD, "by": "officer", "post": "patroller"}


@pytest.fixture
def people(county, session):
    """An office, a second patroller on the same river, and duties since January; three patrols in the quarter."""
    home = {"division_code": VILLAGE, "password_hash": HASH}
    officers = [
        Officer(username="office", name="办公室", post="office", division_code=COUNTY, password_hash=HASH),
        Officer(username="townoffice", name="乡办", post="office", division_code=TOWN, password_hash=HASH),
        Officer(username="admin", name="管理员", post="admin", division_code="0" * 12, password_hash=HASH),
        Officer(username="vice", name="吴副", post="patroller", **home),
    ]
    session.add_all(officers)
    session.execute(update(PatrolRule).values(times=2, period="month", valid_from=BEGIN))
    session.flush()
    segment = county["R-2"]
    since = {"segment_id": segment.id, "post": "patroller"}
    session.add(Assignment(officer_id=officers[3].id, valid_from=date(2026, 6, 16), **since))
    wang = session.scalar(select(Officer).where(Officer.username == "wang"))
    plot = session.execute(text("SELECT id FROM forest_plot")).one()
    for day in (date(2026, 4, 3), date(2026, 4, 9), date(2026, 5, 9)):
        walked(session, day, wang, county["R-1"], plot, [(0, 40)])
    by = "(SELECT id FROM patrol_rule WHERE kind = 'river' AND post = 'patroller')"
    session.execute(text(f"UPDATE segment_visit SET counted = true, bearer_id = officer_id, rule_id = {by}"))
    return officers


@pytest.fixture
def scheme(people, session):
    """What patrollers and townships have been assessed by since 2020."""
    since = {"division_code": COUNTY, "full_score": 100, "valid_from": BEGIN, "source": "县"}
    mine = {"indicators": SCHEME["indicators"], "name": "巡河员"}
    whole = {"name": "乡镇", "indicators": [COMPLETION, EFFECTIVE | {"indicator": "river_coverage"}]}
    session.add(AssessmentScheme(subject="officer", post="patroller", least_days=20, **mine, **since))
    session.add(AssessmentScheme(subject="township", post=None, **whole, **since))
    session.flush()


@pytest.fixture
def post(signed_in, people):
    """`post("office", path, body)` is the answer."""

    def send(username: str, path: str, body: dict | None = None):
        caller = signed_in(username)
        return caller.client.post(f"/api/v1{path}", json=body, headers=caller.headers)

    return send


@pytest.fixture
def issued(post, scheme):
    """The quarter's table of patrollers, issued today."""
    answer = post("office", f"/assessments/{PERIOD}/issue", {"by": "officer", "post": "patroller"})
    assert answer.status_code == 201, answer.json
    return answer.json


def rows_of(caller, **query) -> dict[str, dict]:
    """The rows of a table by their keys."""
    answer = caller.get("/api/v1/assessments", **(PATROLLERS | query))
    assert answer.status_code == 200, answer.json
    return {row["key"]: row for row in answer.json["items"]}


def lines_of(row: dict) -> dict[str, dict]:
    return {line["indicator"]: line for line in row["indicators"]}

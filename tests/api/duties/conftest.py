"""Rules, leave and tables of duties in the small county: its office, its people, and how they ask."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, update

from patrol.models import Assignment, Officer, PatrolRule
from tests.api.conftest import COUNTY, HASH, VILLAGE
from tests.today import today

ALONG = [(1_000, 1_000), (3_000, 1_000)]
ZONE = ZoneInfo("Asia/Shanghai")
TODAY = today()
MONTH = f"{TODAY:%Y-%m}"
LAST_MONTH = f"{TODAY.replace(day=1) - timedelta(days=1):%Y-%m}"
NEXT_MONTH = f"{TODAY.replace(day=1) + timedelta(days=32):%Y-%m}"
RULE = {"division": COUNTY, "post": "patroller", "kind": "river", "times": 3, "period": "month", "from": str(TODAY)}


@pytest.fixture
def people(county, session):
    """The county's office, the village's chief and a second patroller beside the five."""
    officers = {
        "office": Officer(username="office", name="办公室", post="office", division_code=COUNTY, password_hash=HASH),
        "vice": Officer(username="vice", name="吴副", post="patroller", division_code=VILLAGE, password_hash=HASH),
        "vc": Officer(username="vc", name="村长", post="village_chief", division_code=VILLAGE, password_hash=HASH),
    }
    session.add_all(officers.values())
    session.execute(update(Assignment).values(valid_from=date(2020, 1, 1)))
    session.execute(delete(PatrolRule))
    session.flush()
    return officers


@pytest.fixture
def post(signed_in, people):
    """`post("office", path, body)` is the answer."""

    def send(username: str, path: str, body: dict | None = None):
        caller = signed_in(username)
        return caller.client.post(f"/api/v1{path}", json=body, headers=caller.headers)

    return send


def hold(session, **columns) -> PatrolRule:
    """A rule of the county for patrollers on rivers, twice a month, unless told otherwise."""
    usual = {"division_code": COUNTY, "post": "patroller", "kind": "river", "times": 2, "period": "month"}
    rule = PatrolRule(**(usual | {"valid_from": date(2020, 1, 1)} | columns))
    session.add(rule)
    session.flush()
    return rule


def row_of(caller, by: str = "officer", period: str = MONTH, **query) -> dict:
    """The only row of a table."""
    answer = caller.get("/api/v1/duties", period=period, by=by, **query)
    assert answer.status_code == 200, answer.json
    [row] = answer.json["items"]
    return row


def days_ago(days: int, hour: int = 2) -> datetime:
    return datetime.combine(TODAY - timedelta(days=days), datetime.min.time(), UTC).replace(hour=hour)


def month_of(when: datetime) -> str:
    return f"{when.astimezone(ZONE):%Y-%m}"

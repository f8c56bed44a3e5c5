"""Lists of patrols, this day, and what the data lack: every figure is the length of the list that it opens."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select, update

from patrol.api.tables.patrols import PATROLS
from patrol.models import Assignment, LiveDevice, LiveFix, Officer, Patrol, RiverSegment
from tests.api.conftest import OTHER_TOWN, at, walk
from tests.api.tables.conftest import rows_of

ALONG = [(1_000, 1_000), (3_000, 1_000)]
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()


@pytest.fixture
def sup(signed_in, county):
    return signed_in("sup")


@pytest.fixture
def three(sup, signed_in):
    """Three patrols that came in just now, two by 王河 and one by 李林."""
    bodies = [walk(ALONG), walk(ALONG[::-1]), walk(ALONG, kind="forest")]
    for who, body in zip(("wang", "wang", "li"), bodies, strict=True):
        answer = signed_in(who).submit(body)
        assert answer.status_code == 201, answer.json


def test_a_supervisor_sees_all_and_a_patroller_their_own(sup, three, signed_in):
    assert sup.get("/api/v1/patrols/table").json["total"] == 3
    own = signed_in("wang").get("/api/v1/patrols/table").json
    assert {item["officer"]["username"] for item in own["items"]} == {"wang"}
    assert own["total"] == 2


@pytest.mark.parametrize("column", PATROLS.sorts)
def test_every_column_that_is_said_to_sort_is_sorted_by(sup, three, column):
    for sign in ("", "-"):
        answer = sup.get("/api/v1/patrols/table", sort=sign + column)
        assert answer.status_code == 200, answer.json
        assert len(answer.json["items"]) == 3


def test_filters_narrow_the_list_and_its_workbook_alike(sup, three):
    asked = {"officer": "wang", "received_on": str(TODAY), "sort": "officer.name"}
    items = sup.get("/api/v1/patrols/table", **asked).json["items"]
    headings, rows = rows_of(sup.get("/api/v1/patrols/table", **asked, format="xlsx"))
    assert headings == [column.heading[0] for column in PATROLS.columns]
    assert [row[headings.index("里程 km")] for row in rows] == [item["distance_m"] / 1000 for item in items]
    assert len(items) == 2
    assert sup.get("/api/v1/patrols/table", kind="forest").json["total"] == 1
    assert sup.get("/api/v1/patrols/table", division=OTHER_TOWN).json["total"] == 0
    assert sup.get("/api/v1/patrols/table", received_on=str(TODAY - timedelta(days=1))).json["total"] == 0
    assert sup.get("/api/v1/patrols/table", text="林").json["total"] == 1
    posts = ("patroller", "ranger", "county_chief")
    amounts = [sup.get("/api/v1/patrols/table", post=post).json["total"] for post in posts]
    assert (amounts[2], sum(amounts)) == (0, 3)


def test_rejected_patrols_are_told_from_those_that_count(sup, three):
    listed = sup.get("/api/v1/patrols/table").json["items"]
    decision = {"decision": "rejected", "words": "当天在外地开会"}
    path = f"/api/v1/reviews/{listed[0]['id']}/decisions"
    assert sup.client.post(path, headers=sup.headers, json=decision).status_code < 300
    counting, not_counting = (sup.get("/api/v1/patrols/table", counts=each).json["items"] for each in ("true", "false"))
    assert [item["id"] for item in not_counting] == [listed[0]["id"]]
    assert len(counting) == 2


def test_photos_that_have_not_come_and_poor_tracks_are_found(sup, three, session):
    first = session.scalars(select(Patrol).order_by(Patrol.number)).first()
    first.accuracy_m = [80] * 5
    session.flush()
    poor = sup.get("/api/v1/patrols/table", lacks="accuracy").json
    assert [item["id"] for item in poor["items"]] == [str(first.id)]
    assert sup.get("/api/v1/quality").json["poor_accuracy"] == 1


def test_today_counts_what_came_in_and_shows_who_is_out(sup, three, signed_in, session):
    wang = session.scalar(select(Officer).where(Officer.username == "wang"))
    device = LiveDevice(digest=b"x" * 32, officer_id=wang.id, name="phone")
    session.add(device)
    session.flush()
    lon, lat = at(2_000, 1_000)
    moment = datetime.now(UTC)
    for age in (1, 5, 400):
        session.add(
            LiveFix(
                device_id=device.id,
                at=moment - timedelta(minutes=age),
                division_code=wang.division_code,
                geom=f"SRID=4490;POINT({lon} {lat})",
                received_at=moment,
            )
        )
    session.flush()
    today = sup.get("/api/v1/today").json
    assert today["patrols"] == sup.get("/api/v1/patrols/table", received_on=str(TODAY)).json["total"] == 3
    [out] = today["out"]
    assert (out["name"], out["lat"]) == ("王河", pytest.approx(lat))
    assert sup.get("/api/v1/today", division=OTHER_TOWN).json["out"] == []
    assert signed_in("li").get("/api/v1/today").json["out"] == []


def test_each_figure_of_data_quality_is_the_length_of_its_list(sup, three, session):
    session.execute(delete(Assignment))
    session.execute(update(RiverSegment).values(name="段"))
    quality = sup.get("/api/v1/quality").json
    assert quality["patrols"] == 3
    for what in ("unassigned-segments", "unassigned-plots", "never-signed-in"):
        part = sup.get(f"/api/v1/quality/{what}").json
        assert quality[what.replace("-", "_")] == part["total"] == len(part["items"]) > 0
        _, rows = rows_of(sup.get(f"/api/v1/quality/{what}", format="xlsx"))
        assert len(rows) == part["total"]
    assert "zhao" in {item["username"] for item in sup.get("/api/v1/quality/never-signed-in").json["items"]}
    assert sup.get("/api/v1/patrols/table", flagged="true").json["total"] == quality["flagged"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("quality/unassigned-segments?sort=geom", 422),
        ("quality/nothing", 404),
        ("patrols?lacks=everything", 422),
        ("patrols?from=2026-02-30", 422),
        ("patrols?from=2026-02-02&to=2026-01-01", 422),
        ("today?division=1", 422),
    ],
)
def test_what_cannot_be_asked_is_refused(sup, path, status):
    assert sup.get(f"/api/v1/{path}").status_code == status

"""Rules, leave, rescorings and the tables of duties, as each post meets them."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, select, update

from patrol.models import Assignment, ForestPlot, Officer, Patrol, PatrolRule, RiverSegment, SegmentVisit
from tests.api.conftest import COUNTY, HASH, OTHER_TOWN, TOWN, VILLAGE, walk

ALONG = [(1_000, 1_000), (3_000, 1_000)]
ZONE = ZoneInfo("Asia/Shanghai")
TODAY = datetime.now(ZONE).date()
MONTH = f"{TODAY:%Y-%m}"
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


def test_an_effective_patrol_is_done_and_the_rest_is_missing_by_officer_segment_and_place(signed_in, people, session):
    rule = hold(session)
    wang = signed_in("wang")
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    receipt = wang.submit(walk(ALONG, start=start)).json
    assert receipt["effective"] is True
    sup = signed_in("sup")
    for by, key in (("officer", "wang"), ("segment", "R-1"), ("village", VILLAGE), ("township", TOWN)):
        row = row_of(sup, by, month_of(start), kind="river")
        assert (row["key"], row["owed"], row["done"], row["missing"]) == (key, 2, 1, 1)
        behind = sup.get(row["patrols"]).json["items"]
        assert [(each["id"], each["counted"], each["rule"]) for each in behind if each["object"]] == [
            (receipt["id"], True, rule.id)
        ]


def test_one_counts_of_two_on_a_day_where_days_must_differ(signed_in, people, session):
    hold(session, distinct_days=True)
    wang = signed_in("wang")
    start = days_ago(1)
    for hours in (4, 0, 2):  # not in the order of time
        assert wang.submit(walk(ALONG, start=start + timedelta(hours=hours))).status_code == 201
    row = row_of(wang, period=month_of(start))
    assert (row["done"], row["effective"]) == (1, 3)
    counted = select(Patrol.started_at).join(SegmentVisit, SegmentVisit.patrol_id == Patrol.id)
    assert session.scalars(counted.where(SegmentVisit.counted)).all() == [start]


def test_a_cool_down_is_counted_from_the_last_that_counted(signed_in, people, session):
    hold(session, cool_down_s=36 * 3600)
    wang = signed_in("wang")
    for hours in (0, 24, 48, 72):
        assert wang.submit(walk(ALONG, start=days_ago(5) + timedelta(hours=hours))).status_code == 201
    counted = session.scalars(
        select(Patrol.started_at).join(SegmentVisit, SegmentVisit.patrol_id == Patrol.id).where(SegmentVisit.counted)
    )
    assert sorted(counted) == [days_ago(5), days_ago(5) + timedelta(hours=48)]


def test_a_drone_does_not_do_the_duty_where_the_rule_says_so(signed_in, people, session):
    hold(session, drones_allowed=False)
    told = signed_in("wang").submit(walk(ALONG, means="drone")).json
    assert [reason["code"] for reason in told["reasons"]] == ["by_drone"]


def test_the_nearest_rule_holds_a_village_before_a_county_and_a_class_before_all(signed_in, people, session):
    hold(session, times=2)
    hold(session, times=9, division_code=OTHER_TOWN)
    sup = signed_in("sup")
    assert row_of(sup, period="2026-03")["owed"] == 2
    hold(session, times=3, division_code=TOWN)
    hold(session, times=4, division_code=VILLAGE)
    assert row_of(sup, period="2026-03")["owed"] == 4
    hold(session, times=6, division_code=COUNTY, object_class="black")
    assert row_of(sup, period="2026-03")["owed"] == 4
    hold(session, times=7, division_code=VILLAGE, object_class="black")
    session.execute(update(RiverSegment).values(object_class="black"))
    assert row_of(sup, period="2026-03")["owed"] == 7


def test_rules_that_change_within_a_period_are_asked_each_for_its_days(signed_in, people, session):
    hold(session, times=2, valid_to=date(2026, 4, 15))
    hold(session, times=4, valid_from=date(2026, 4, 16))
    hold(session, times=90, division_code=VILLAGE, valid_from=date(2026, 5, 1), valid_to=date(2026, 5, 10))
    sup = signed_in("sup")
    assert row_of(sup, period="2026-04")["owed"] == 3
    assert row_of(sup, period="2026-05")["owed"] == 32  # 90 × 10/31 + 4 × 21/31 = 31.7
    assert row_of(sup, period="2026-05-3")["owed"] == 2  # 4 × 11/31


def test_rangers_owe_days_in_person_by_the_season(signed_in, people, session):
    person = {"post": "ranger", "kind": "forest", "per": "person", "distinct_days": True}
    hold(session, **person, times=20, season_from=1001, season_to=531)
    hold(session, **person, times=10, season_from=601, season_to=930)
    li = signed_in("li")
    owed = [row_of(li, period=f"2026-{month:02}")["owed"] for month in range(1, 13)]
    assert owed == [20] * 5 + [10] * 4 + [20] * 3
    assert row_of(li, period="2025-Q4")["owed"] == 60
    assert row_of(li, period="2026")["owed"] == 200
    assert row_of(li, period="2026-W01")["owed"] == 5  # 20 × (3/31 + 4/31) = 4.5


def test_leave_takes_its_days_off_what_a_person_owes(signed_in, people, session, post):
    hold(session, post="ranger", kind="forest", per="person", times=20)
    asked = {"officer": "li", "from": "2026-04-01", "to": "2026-04-15", "reason": "病假"}
    assert post("li", "/leaves", asked | {"officer": None, "to": "2026-04-01"} | {"officer": "li"}).status_code == 201
    li = signed_in("li")
    assert row_of(li, period="2026-04")["owed"] == 20, "not approved yet"
    [leave] = li.get("/api/v1/leaves").json["items"]
    assert post("li", f"/leaves/{leave['id']}/approve").status_code == 403
    assert post("chief", f"/leaves/{leave['id']}/approve").status_code == 200
    assert row_of(li, period="2026-04")["owed"] == 20  # 20 × 29/30 = 19.3
    assert post("chief", "/leaves", asked).status_code == 422, "overlaps"
    caller = signed_in("chief")
    assert caller.client.delete(f"/api/v1/leaves/{leave['id']}", headers=caller.headers).status_code == 204
    assert post("chief", "/leaves", asked).status_code == 201
    assert row_of(li, period="2026-04")["owed"] == 10
    assert row_of(li, period="2026-04-1")["status"] == "nothing_owed"


@pytest.mark.parametrize("deputies", [True, False])
def test_a_substitute_walks_for_the_segment_and_where_allowed_for_the_officer_away(
    signed_in, people, session, post, deputies
):
    hold(session, deputies_allowed=deputies)
    start = days_ago(2)
    receipt = signed_in("vice").submit(walk(ALONG, start=start)).json
    period, sup = month_of(start), signed_in("sup")
    assert row_of(sup, "segment", period)["done"] == 0
    days = {"from": str(TODAY - timedelta(days=3)), "to": str(TODAY - timedelta(days=1))}
    body = days | {"officer": "wang", "reason": "外出", "substitute": "vice"}
    assert post("chief", "/leaves", body).status_code == 201
    assert row_of(sup, "segment", period)["done"] == 1
    assert row_of(sup, "officer", period)["done"] == int(deputies)
    [behind] = [row for row in sup.get(row_of(sup, "segment", period)["patrols"]).json["items"] if row["object"]]
    assert (behind["id"], behind["officer"], behind["on_behalf_of"]) == (receipt["id"], "vice", "wang")
    [act] = signed_in("office").get("/api/v1/rescorings").json["items"]
    assert (act["rescored_by"], act["changed"]) == ("chief", 1)
    [change] = signed_in("office").get(f"/api/v1/rescorings/{act['id']}/changes").json["items"]
    assert (change["before"]["effective"], change["after"]["effective"]) == (False, True)


def test_a_rule_opened_today_ends_the_one_before_and_leaves_last_month_as_it_was(signed_in, people, session, post):
    old = hold(session)
    last_month = f"{TODAY.replace(day=1) - timedelta(days=1):%Y-%m}"
    sup = signed_in("sup")
    before = row_of(sup, period=last_month)
    answer = post("office", "/rules", RULE)
    assert answer.status_code == 201
    assert answer.json["entered_by"] == "office"
    assert row_of(sup, period=last_month) == before
    session.refresh(old)
    assert old.valid_to == TODAY - timedelta(days=1)
    assert post("office", "/rules", RULE).status_code == 409


def test_a_rule_entered_late_counts_from_today_until_its_period_is_rescored(signed_in, people, session, post):
    hold(session)
    start = days_ago(40)
    signed_in("wang").submit(walk(ALONG, start=start))
    period, sup = month_of(start), signed_in("sup")
    late = RULE | {"from": str(start.astimezone(ZONE).date().replace(day=1)), "min_distance_m": 9_000}
    assert post("office", "/rules", late).json["counts_from"] == str(TODAY)
    row = row_of(sup, period=period)
    assert (row["owed"], row["done"]) == (2, 1)
    act = {"division": COUNTY, "from": late["from"], "to": str(start.astimezone(ZONE).date()), "reason": "县办发文"}
    answer = post("office", "/rescorings", act)
    assert answer.status_code == 201
    assert answer.json["changed"] == 2, "the patrol and its visit"
    row = row_of(sup, period=period)
    assert (row["owed"], row["done"]) == (3, 0)
    changes = signed_in("office").get(f"/api/v1/rescorings/{answer.json['id']}/changes").json["items"]
    patrol = next(change for change in changes if change["subject"] == "patrol")
    assert patrol["before"]["effective"] is True
    assert [reason["code"] for reason in patrol["after"]["reasons"]] == ["too_short"]


def test_a_preset_opens_its_rules_with_its_source(signed_in, people, session, post):
    names = {preset["name"] for preset in signed_in("wang").get("/api/v1/rules/presets").json["items"]}
    assert {"sixian-dinghu", "shicheng", "public-forest-rangers"} <= names
    place = {"division": COUNTY, "from": "2026-01-01"}
    answer = post("office", "/rules/presets/public-forest-rangers", place)
    assert answer.status_code == 201
    assert [(rule["season_from"], rule["times"]) for rule in answer.json["items"]] == [("10-01", 20), ("06-01", 10)]
    assert all(rule["source"] for rule in answer.json["items"])
    for name in names - {"public-forest-rangers", "aheqi-2022"}:
        assert post("office", f"/rules/presets/{name}", place | {"division": VILLAGE}).status_code in (201, 409), name
    assert post("office", "/rules/presets/none", place).status_code == 404


def test_the_workbook_holds_the_figures_of_the_table(signed_in, people, session):
    hold(session, times=3)
    session.execute(update(Officer).where(Officer.username == "wang").values(name="=1+1"))
    sup = signed_in("sup")
    row = row_of(sup, period="2026-03")
    answer = sup.get("/api/v1/duties", period="2026-03", by="officer", format="xlsx")
    sheet = load_workbook(BytesIO(answer.data)).active
    headings, values = ([cell.value for cell in line] for line in sheet.iter_rows())
    told = dict(zip(headings, values, strict=True))
    assert (told["应巡"], told["已巡"], told["欠巡"], told["完成率"]) == (3, 0, 3, 0)
    assert (told["编号"], told["人员"], told["状态"]) == (row["key"], "=1+1", "未完成")
    assert sheet.cell(2, headings.index("人员") + 1).data_type == "s"


def test_a_table_is_cut_anywhere_and_says_how_long_it_is(signed_in, people, session):
    hold(session)
    hold(session, post="ranger", kind="forest", times=5)
    sup = signed_in("sup")
    whole = sup.get("/api/v1/duties", period="2026-05", sort="-owed").json
    part = sup.get("/api/v1/duties", period="2026-05", sort="-owed", skip=1, limit=1).json
    assert whole["total"] == part["total"] == len(whole["items"]) == 2
    assert part["items"] == whole["items"][1:2]
    found = sup.get("/api/v1/duties", period="2026-05", text="王").json
    assert [row["name"] for row in found["items"]] == ["王河"]


@pytest.mark.parametrize("sort", ["key", "-key", "owed", "-owed", "rate", "-missing", "name", "status"])
def test_pages_hold_every_row_once_in_order(signed_in, people, session, sort):
    hold(session)
    hold(session, post="ranger", kind="forest", times=5)
    hold(session, post="ranger", kind="forest", per="person", times=5)
    sup = signed_in("sup")
    whole = sup.get("/api/v1/duties", period="2026-05", sort=sort).json["items"]
    assert len(whole) == 3
    found, path = [], f"/api/v1/duties?period=2026-05&limit=1&sort={sort}"
    while path:
        page = sup.get(path).json
        found, path = found + page["items"], page["next"]
    assert found == whole


def test_field_staff_see_their_own_duties_and_chiefs_those_of_their_division(signed_in, people, session):
    hold(session)
    hold(session, post="ranger", kind="forest", times=1)
    seen = {
        username: sorted(
            row["key"] for row in signed_in(username).get("/api/v1/duties", period="2026-05").json["items"]
        )
        for username in ("wang", "li", "zhao", "vc", "chief", "sup", "office")
    }
    both = ["li", "wang"]
    assert seen == {"wang": ["wang"], "li": ["li"], "zhao": [], "vc": both, "chief": both, "sup": both, "office": both}
    assert signed_in("li").get("/api/v1/duties", period="2026-05", by="segment").json["items"] == []
    assert signed_in("li").get("/api/v1/duties/officer/wang/patrols", period="2026-05").json["items"] == []
    assert signed_in("chief").get("/api/v1/duties", period="2026-05", division=OTHER_TOWN).status_code == 404


@pytest.mark.parametrize("username", ["wang", "li", "vc", "chief", "sup"])
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/rules", RULE),
        ("/rules/1/end", {}),
        ("/rules/presets/shicheng", {"division": COUNTY, "from": "2026-01-01"}),
        ("/rescorings", {"division": COUNTY, "from": "2026-01-01", "to": "2026-01-31", "reason": "x"}),
    ],
)
def test_only_who_keeps_the_rules_changes_them(post, username, path, body):
    answer = post(username, path, body)
    assert answer.status_code == 403
    assert answer.json["message"]


@pytest.mark.parametrize(
    ("username", "officer", "status"),
    [
        ("wang", "wang", 201),
        ("wang", "li", 403),
        ("sup", "wang", 403),
        ("vc", "wang", 201),
        ("chief", "wang", 201),
        ("chief", "zhao", 422),
        ("office", "zhao", 201),
    ],
)
def test_who_may_enter_leave_for_whom(post, username, officer, status):
    body = {"officer": officer, "from": "2026-05-01", "to": "2026-05-03", "reason": "事假"}
    answer = post(username, "/leaves", body)
    assert answer.status_code == status
    if status == 201:
        assert (answer.json["approved_by"] is None) == (username == officer)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/rules", RULE | {"times": 0}, "times"),
        ("/rules", RULE | {"period": "fortnight"}, "period"),
        ("/rules", RULE | {"season_from": "10-01"}, "season_to"),
        ("/rules", RULE | {"season_from": "02-30", "season_to": "05-31"}, "season_from"),
        ("/rules", RULE | {"per": "person", "object_class": "x"}, "object_class"),
        ("/rules", RULE | {"division": "999999999999"}, "division"),
        ("/rules", RULE | {"min_own_share": 1.5}, "min_own_share"),
        ("/leaves", {"from": "2026-05-03", "to": "2026-05-01", "reason": "x"}, "from"),
        ("/leaves", {"from": "2026-05-03", "to": "2029-05-01", "reason": "x"}, "to"),
        ("/leaves", {"from": "2026-05-01", "to": "2026-05-01", "reason": ""}, "reason"),
        ("/leaves", {"from": "2026-05-01", "to": "2026-05-01", "reason": "x", "substitute": "office"}, "substitute"),
        ("/leaves", {"from": "2026-05-01", "to": "2026-05-01", "reason": "x", "substitute": "sup"}, "substitute"),
        ("/rescorings", {"division": COUNTY, "from": "2026-05-03", "to": "2026-05-01", "reason": "x"}, "from"),
        ("/rescorings", {"division": COUNTY, "from": "2026-05-03", "to": "2199-05-01", "reason": "x"}, "to"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(post, path, body, field):
    answer = post("office", path, body)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]


@pytest.mark.parametrize(
    "query",
    [
        {"period": "2026-13"},
        {"period": "2026-W54"},
        {"period": "2026-02-30"},
        {"period": "0000"},
        {"period": "2026-Q5"},
        {"period": "2026-05", "by": "river"},
        {"period": "2026-05", "sort": "id; drop"},
        {"period": "2026-05", "after": "!!"},
        {"period": "2026-05", "by": "segment", "kind": "forest"},
        {},
    ],
)
def test_a_table_that_cannot_be_asked_for_is_refused_in_words(signed_in, people, query):
    assert signed_in("sup").get("/api/v1/duties", **query).status_code == 422


def test_parts_add_up_to_the_whole(signed_in, people, session):
    hold(session, times=1, period="ten_days")
    hold(session, post="ranger", kind="forest", times=2, period="quarter")
    session.add(
        Assignment(
            officer_id=session.scalar(select(Officer.id).where(Officer.username == "zhao")),
            segment_id=session.scalar(select(RiverSegment.id).where(RiverSegment.code == "B-1")),
            post="patroller",
            valid_from=date(2026, 5, 7),
        )
    )
    session.flush()
    sup = signed_in("sup")

    def total(by: str, **query) -> int:
        return sum(row["owed"] for row in sup.get("/api/v1/duties", period="2026-05", by=by, **query).json["items"])

    parts = total("segment") + total("plot")
    assert parts == 3 + 3 + 1
    assert [total(by) for by in ("village", "township", "county", "officer")] == [parts] * 4
    assert session.scalar(select(ForestPlot.code)) == "P-1"

"""Rules as dated data: which holds where, what a change moves, presets, and who may change them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, update

from patrol.models import Officer, PastSlot, PatrolRule, RiverSegment
from patrol.presets.reading import presets
from tests.api.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE, walk
from tests.api.duties.conftest import ALONG, NEXT_MONTH, RULE, TODAY, ZONE, days_ago, hold, month_of, row_of


def test_the_nearest_rule_holds_a_village_before_a_county_and_a_class_before_all(signed_in, people, session):
    session.execute(update(RiverSegment).values(object_class="black"))
    hold(session, times=2)
    hold(session, times=9, division_code=OTHER_TOWN)
    sup = signed_in("sup")
    assert row_of(sup, period=NEXT_MONTH)["owed"] == 2
    hold(session, times=3, division_code=TOWN)
    hold(session, times=4, division_code=VILLAGE)
    assert row_of(sup, period=NEXT_MONTH)["owed"] == 4
    hold(session, times=6, division_code=COUNTY, object_class="black")
    assert row_of(sup, period=NEXT_MONTH)["owed"] == 4
    hold(session, times=7, division_code=VILLAGE, object_class="black")
    assert row_of(sup, period=NEXT_MONTH)["owed"] == 7


def test_rules_that_change_within_a_period_are_asked_each_for_its_days(signed_in, people, session):
    hold(session, times=2, valid_to=date(2026, 4, 15))
    hold(session, times=4, valid_from=date(2026, 4, 16))
    hold(session, times=90, division_code=VILLAGE, valid_from=date(2026, 5, 1), valid_to=date(2026, 5, 10))
    sup = signed_in("sup")
    assert row_of(sup, period="2026-04")["owed"] == 3
    assert row_of(sup, period="2026-05")["owed"] == 32  # 90 × 10/31 + 4 × 21/31 = 31.7
    assert row_of(sup, period="2026-Q2")["owed"] == 39  # and 4 × 1 in June


def test_rangers_owe_days_in_person_by_the_season(signed_in, people, session):
    person = {"post": "ranger", "kind": "forest", "per": "person", "distinct_days": True}
    hold(session, **person, times=20, season_from=1001, season_to=531)
    hold(session, **person, times=10, season_from=601, season_to=930)
    li = signed_in("li")
    owed = [row_of(li, period=f"2026-{month:02}")["owed"] for month in range(1, 13)]
    assert owed == [20] * 5 + [10] * 4 + [20] * 3
    assert row_of(li, period="2025-Q4")["owed"] == 60
    assert row_of(li, period="2026")["owed"] == 200


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
    act = {"division": COUNTY, "from": late["from"], "to": str(TODAY), "reason": "县办发文"}
    answer = post("office", "/rescorings", act)
    assert answer.status_code == 201
    assert answer.json["changed"] == 2, "the patrol and its visit"
    row = row_of(sup, period=period)
    assert (row["owed"], row["done"]) == (3, 0)
    changes = signed_in("office").get(f"/api/v1/rescorings/{answer.json['id']}/changes").json["items"]
    patrol = next(change for change in changes if change["subject"] == "patrol")
    assert {(each["officer"], each["officer_name"]) for each in changes} == {("wang", "王河")}
    named = {each["subject"]: (each["object"], each["object_name"]) for each in changes}
    assert named == {"patrol": (None, None), "segment": ("R-1", "R-1")}
    assert patrol["patrolled_on"] == str(start.astimezone(ZONE).date())
    assert patrol["before"]["effective"] is True
    assert [reason["code"] for reason in patrol["after"]["reasons"]] == ["too_short"]


def test_a_village_judged_again_judges_what_others_walked_there(signed_in, people, session, post):
    hold(session)
    session.execute(update(Officer).where(Officer.username == "wang").values(division_code=TOWN))
    session.execute(delete(PastSlot))
    start = days_ago(40)
    signed_in("wang").submit(walk(ALONG, start=start))
    period, sup = month_of(start), signed_in("sup")
    begins = str(start.astimezone(ZONE).date().replace(day=1))
    late = RULE | {"division": VILLAGE, "from": begins, "min_distance_m": 9_000}
    assert post("office", "/rules", late).json["counts_from"] == str(TODAY)
    assert row_of(sup, period=period)["done"] == 1
    act = {"division": VILLAGE, "from": begins, "to": str(TODAY), "reason": "村规"}
    answer = post("office", "/rescorings", act).json
    assert (answer["patrols"], answer["changed"]) == (1, 1), "its visit: the patrol goes by its walker's rule"
    assert row_of(sup, period=period)["done"] == 0


def test_a_rescoring_never_goes_past_its_last_day_but_says_how_far_a_late_rule_asks_for(
    signed_in, people, session, post
):
    hold(session)
    for days in (40, 10):
        signed_in("wang").submit(walk(ALONG, start=days_ago(days)))
    begin, early = days_ago(45).astimezone(ZONE).date(), days_ago(30).astimezone(ZONE).date()
    late = post("office", "/rules", RULE | {"from": str(begin), "min_distance_m": 9_000}).json
    act = {"division": COUNTY, "from": str(begin), "to": str(early), "reason": "县办发文"}
    answer = post("office", "/rescorings", act)
    assert answer.status_code == 422
    assert f"编号 {late['id']}" in answer.json["errors"]["to"]
    assert str(TODAY) in answer.json["errors"]["to"]
    assert signed_in("office").get("/api/v1/rescorings").json["items"] == []
    assert session.get(PatrolRule, late["id"]).counts_from == TODAY, "nothing half-done"
    answer = post("office", "/rescorings", act | {"to": str(TODAY)})
    assert (answer.status_code, answer.json["changed"]) == (201, 4), "both patrols, and their visits"
    assert (answer.json["from"], answer.json["to"]) == (str(begin), str(TODAY))


def test_a_late_rule_that_has_ended_asks_for_no_more_than_its_own_days(signed_in, people, session, post):
    hold(session)
    signed_in("wang").submit(walk(ALONG, start=days_ago(40)))
    begin, end = (days_ago(days).astimezone(ZONE).date() for days in (45, 35))
    late = hold(session, times=3, valid_from=begin, counts_from=TODAY - timedelta(days=5), valid_to=end)
    act = {"division": COUNTY, "from": str(begin), "to": str(end), "reason": "县办发文"}
    assert post("office", "/rescorings", act | {"to": str(end - timedelta(days=1))}).status_code == 422
    answer = post("office", "/rescorings", act)
    assert (answer.status_code, answer.json["to"]) == (201, str(end))
    session.refresh(late)
    assert late.counts_from is None


def test_a_preset_opens_its_rules_with_its_source(signed_in, people, session, post):
    names = {preset["name"] for preset in signed_in("wang").get("/api/v1/rules/presets").json["items"]}
    assert {"sixian-dinghu", "shicheng", "public-forest-rangers"} <= names
    place = {"division": COUNTY, "from": "2026-01-01"}
    answer = post("office", "/rules/presets/public-forest-rangers", place)
    assert answer.status_code == 201
    assert [(rule["season_from"], rule["times"]) for rule in answer.json["items"]] == [("10-01", 20), ("06-01", 10)]
    assert all(rule["source"] for rule in answer.json["items"])
    asked = {(rule["inside_own"], rule["min_distance_m"], rule["min_duration_s"]) for rule in answer.json["items"]}
    assert asked == {(True, 3_000, 3_600)}
    assert post("office", "/rules/presets/none", place).status_code == 404


@pytest.mark.parametrize("name", presets())
def test_every_preset_opens_as_it_was_published_with_its_source_named(post, name):
    published = presets()[name]
    answer = post("office", f"/rules/presets/{name}", {"division": COUNTY, "from": "2026-01-01"})
    assert answer.status_code == 201, answer.json
    asked = [(rule["post"], rule["times"], rule["period"]) for rule in answer.json["items"]]
    assert asked == [(rule["post"], rule["times"], rule["period"]) for rule in published.rules]
    assert {rule["source"] for rule in answer.json["items"]} == {published.source}


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


@pytest.mark.parametrize("number", [0, 1_999_999_999, 2**31 - 1, 2**31, 2**70])
def test_what_a_rescoring_changed_is_not_found_where_there_is_no_such_rescoring(people, signed_in, number):
    assert signed_in("office").get(f"/api/v1/rescorings/{number}/changes").status_code == 404

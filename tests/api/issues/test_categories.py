"""The catalogue of problems and the clocks of steps: read by all, set by the administrator, never rewritten."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from patrol.models import Issue
from tests.api.conftest import COUNTY, TOWN
from tests.api.issues.conftest import SPOT, STAFF

TODAY = (datetime.now(UTC) + timedelta(hours=8)).date()
TOMORROW = (TODAY + timedelta(days=1)).isoformat()
NEW = {
    "kind": "river",
    "code": "水葫芦",
    "en": "Water hyacinth",
    "group": "常见问题",
    "group_en": "Common",
    "severity": "major",
}


def post(desk, username, path, body, language="zh-CN"):
    caller = desk(username).caller
    return caller.client.post(path, headers=caller.headers | {"Accept-Language": language}, json=body)


def catalogue(desk, username="office", **query):
    items = desk(username).caller.get("/api/v1/categories", **query).json["items"]
    return {item["code"]: item for item in items}


def test_the_catalogue_has_the_four_disorders_the_outfalls_and_the_forest_s_own(desk):
    known = catalogue(desk)
    assert known.keys() >= {"围垦侵占", "高秆作物", "违规取土", "固体废物", "阻水建筑物", "新增排污口", "公示牌缺失"}
    assert known.keys() >= {
        "盗伐滥伐",
        "毁林开垦",
        "违法占用林地",
        "森林火情",
        "松材线虫病",
        "猎捕野生动物",
        "古树名木受损",
    }
    assert (known["非法采砂"]["severity"], known["围垦侵占"]["critical_from_m2"]) == ("critical", 5000)
    assert known["围垦侵占"]["source"]
    assert not known["林区正常"]["problem"]
    assert catalogue(desk, kind="forest").keys().isdisjoint({"非法采砂"})


def test_a_category_that_is_set_from_tomorrow_is_not_there_today(desk):
    answer = post(desk, "admin", "/api/v1/categories", NEW | {"valid_from": TOMORROW, "division": COUNTY})
    assert answer.status_code == 201, answer.json
    assert "水葫芦" in {item["code"] for item in answer.json["items"]}
    assert "水葫芦" not in catalogue(desk)
    assert catalogue(desk, on=TOMORROW)["水葫芦"]["severity"] == "major"
    assert desk("office").report(category="水葫芦").status_code == 422


def test_a_county_s_own_severity_counts_for_new_issues_and_leaves_old_ones(desk, session):
    old = desk("office").report(category="漂浮物").json["number"]
    changed = {"kind": "river", "code": "漂浮物", "severity": "critical", "division": COUNTY}
    assert post(desk, "admin", "/api/v1/categories", changed).status_code == 201
    new = desk("office").report(category="漂浮物").json
    assert new["severity"] == "critical"
    assert session.query(Issue).filter_by(number=old).one().severity == "minor"
    told = desk("office").caller.get("/api/v1/categories/漂浮物").json["items"]
    assert [(row["division"], row["severity"]) for row in told] == [("0" * 12, "minor"), (COUNTY, "critical")]
    assert catalogue(desk)["漂浮物"]["group"] == "常见问题"


def test_what_is_taken_out_of_use_is_offered_no_more_there_and_stays_elsewhere(desk):
    gone = {"kind": "river", "code": "淤积沉船", "in_use": False, "division": TOWN}
    assert post(desk, "admin", "/api/v1/categories", gone).status_code == 201
    assert "淤积沉船" not in catalogue(desk, "chief")
    assert "淤积沉船" in catalogue(desk)
    assert desk("chief").report(category="淤积沉船").status_code == 422


def test_phones_take_the_catalogue_of_their_division_along(desk, signed_in):
    post(desk, "admin", "/api/v1/categories", NEW | {"division": COUNTY})
    told = signed_in("wang").get("/api/v1/sync").json
    assert "水葫芦" in {category["code"] for category in told["categories"]}


@pytest.mark.parametrize("username", [*sorted(set(STAFF) - {"admin"}), "wang", "li", "chief", "sup"])
def test_only_the_administrator_sets_categories_and_clocks(desk, username):
    clock = {"state": "reported", "amount": 1, "unit": "days"}
    assert post(desk, username, "/api/v1/categories", NEW).status_code == 403
    assert post(desk, username, "/api/v1/deadlines", clock).status_code == 403


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"valid_from": (TODAY - timedelta(days=1)).isoformat()}, "valid_from"),
        ({"valid_from": "soon"}, "valid_from"),
        ({"valid_to": "2020-01-01"}, "valid_to"),
        ({"severity": "awful"}, "severity"),
        ({"kind": "sea"}, "kind"),
        ({"code": ""}, "code"),
        ({"en": None}, "en"),
        ({"major_from_m2": 10, "critical_from_m2": 5}, "critical_from_m2"),
        ({"major_from_m2": -1}, "major_from_m2"),
        ({"division": "12"}, "division"),
        ({"division": "999999000000"}, "division"),
        ({"colour": "red"}, "colour"),
    ],
)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_is_wrong_with_a_category_is_told_by_its_field(desk, said, field, language):
    answer = post(desk, "admin", "/api/v1/categories", NEW | said, language)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert answer.json["errors"][field].replace("、", ",").isascii() == (language == "en")


def test_the_same_day_is_not_set_twice_and_the_database_rewrites_nothing(desk, session):
    assert post(desk, "admin", "/api/v1/categories", NEW).status_code == 201
    again = post(desk, "admin", "/api/v1/categories", NEW | {"severity": "minor"})
    assert (again.status_code, list(again.json["errors"])) == (409, ["valid_from"])
    with pytest.raises(IntegrityError, match="history"), session.begin_nested():
        session.execute(text("UPDATE issue_category SET severity = 'minor'"))


def test_a_clock_of_the_county_s_own_holds_from_its_day_for_its_severity(desk):
    clock = {"state": "reported", "severity": "critical", "amount": 4, "unit": "hours", "division": COUNTY}
    answer = post(desk, "admin", "/api/v1/deadlines", clock)
    assert answer.status_code == 201, answer.json
    told = {(row["state"], row["severity"]): row for row in answer.json["items"]}
    assert (told["reported", "critical"]["amount"], told["reported", "critical"]["unit"]) == (4, "hours")
    assert told["reported", ""]["unit"] == "working_days"
    due = datetime.fromisoformat(desk("office").report(category="非法采砂").json["due_at"])
    assert timedelta(hours=3.9) < due - datetime.now(UTC) < timedelta(hours=4.1)
    assert desk("office").report(category="漂浮物").json["due_at"] is None


def test_a_clock_that_has_ended_gives_way_to_the_usual_one(desk, session):
    ends = {"state": "reported", "severity": "minor", "amount": 9, "unit": "days", "division": COUNTY}
    ends |= {"valid_to": TODAY.isoformat()}
    assert post(desk, "admin", "/api/v1/deadlines", ends).status_code == 201
    assert desk("office").report().json["due_on"] == (TODAY + timedelta(days=9)).isoformat()
    told = desk("office").caller.get("/api/v1/deadlines", on=TOMORROW).json["items"]
    assert ("reported", "minor") not in {(row["state"], row["severity"]) for row in told}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"state": "closed"}, "state"),
        ({"amount": 0}, "amount"),
        ({"unit": "moons"}, "unit"),
        ({"amount": "2"}, "amount"),
    ],
)
def test_what_is_wrong_with_a_clock_is_told_by_its_field(desk, said, field):
    answer = post(desk, "admin", "/api/v1/deadlines", {"state": "reported", "amount": 1, "unit": "days"} | said)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_a_category_that_never_was_is_not_found(desk):
    caller = desk("office").caller
    assert caller.client.get("/api/v1/categories/nothing", headers=caller.headers).status_code == 404


def test_an_issue_is_stamped_with_the_zones_it_falls_into(desk, session):
    lon, lat = SPOT["lon"], SPOT["lat"]
    box = (
        f"SRID=4490;MULTIPOLYGON((({lon - 1} {lat - 1},{lon + 1} {lat - 1},{lon + 1} {lat + 1},{lon - 1} {lat + 1},"
        f"{lon - 1} {lat - 1})))"
    )
    session.execute(
        text(
            "INSERT INTO zoning_unit (code, name, category, division_code, geom)"
            " VALUES ('Z1', '清溪源头红线', 'red_line', :division, ST_GeomFromEWKT(:box))"
        ),
        {"division": COUNTY, "box": box},
    )
    issue = desk("office").report().json
    assert issue["zoning"] == [{"code": "Z1", "name": "清溪源头红线", "category": "red_line"}]

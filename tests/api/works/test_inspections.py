"""Inspections: what they refuse, and that a concluded one stays as it is."""

from datetime import timedelta

import pytest

from tests.api.conftest import COUNTY, OTHER_TOWN, TOWN, at
from tests.api.works.conftest import TODAY, YEAR

TOMORROW = (TODAY + timedelta(days=1)).isoformat()
INSIDE = dict(zip(("lon", "lat"), at(2_200, 3_100), strict=True))
OUTSIDE = dict(zip(("lon", "lat"), at(2_600, 3_100), strict=True))


@pytest.fixture
def drawn(hand, bring):
    """The id of a reported work, and the inspection that the county has drawn for it."""
    work_id = bring("reported")
    return work_id, hand("office").draw(work_id).json["inspections"][-1]


@pytest.mark.parametrize(
    ("plot", "field"),
    [
        ({"planted": 10, "alive": 11}, "alive"),
        ({"planted": 10, "alive": -1}, "alive"),
        ({"planted": 10}, "alive"),
        ({"alive": 10}, "planted"),
        ({"planted": 1.5, "alive": 1}, "planted"),
        ({"planted": 10, "alive": 1, "number": 999}, "number"),
        ({"planted": 10, "alive": 1, "number": 1}, "number"),
        ({"planted": 10, "alive": 1, "position": OUTSIDE}, "position"),
        ({"planted": 10, "alive": 1, "position": {"lon": 999, "lat": 0}}, "position.lon"),
        ({"planted": 10, "alive": 1, "measures": {"colour": 1}}, "measures.colour"),
        ({"planted": 10, "alive": 1, "measures": {"canopy_after": 2}}, "measures.canopy_after"),
    ],
)
def test_a_count_that_cannot_be_is_refused_and_nothing_of_it_is_kept(hand, drawn, plot, field):
    work_id, inspection = drawn
    good = {"number": 1, "planted": 10, "alive": 9, "position": INSIDE}
    answer = hand("office").count(work_id, inspection["id"], [good, {"number": 2} | plot])
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [f"plots.1.{field}"]
    assert hand("sup").see(work_id).json["inspections"][-1]["plots"][0]["planted"] is None


def test_an_inspection_is_concluded_once_and_only_when_all_is_counted(hand, drawn):
    work_id, inspection = drawn
    office, number = hand("office"), inspection["id"]
    assert list(office.conclude(work_id, number, 149).json["errors"]) == ["plots"]
    counts = [{"number": plot["number"], "planted": 100, "alive": 84} for plot in inspection["plots"]]
    counts[0] |= {"planted": 0, "alive": 0}
    assert office.count(work_id, number, counts).status_code == 200
    assert list(office.conclude(work_id, number, 200).json["errors"]) == ["verified_area_mu"]
    assert "两位小数" in office.conclude(work_id, number, 148.995).json["errors"]["verified_area_mu"]
    assert list(office.conclude(work_id, number, 100).json["errors"]) == ["unverified_reason"]
    answer = office.conclude(work_id, number, 149)
    assert answer.status_code == 201
    assert (answer.json["inspections"][-1]["rate"], answer.json["inspections"][-1]["verdict"]) == (0.84, "replant")
    assert office.conclude(work_id, number, 149).status_code == 409
    assert office.count(work_id, number, counts).status_code == 409
    assert office.draw(work_id).status_code == 409


def test_nothing_planted_gives_no_rate(hand, drawn):
    work_id, inspection = drawn
    counts = [{"number": plot["number"], "planted": 0, "alive": 0} for plot in inspection["plots"]]
    hand("office").count(work_id, inspection["id"], counts)
    assert list(hand("office").conclude(work_id, inspection["id"], 149).json["errors"]) == ["plots"]


@pytest.mark.parametrize(
    ("username", "tier", "status"),
    [
        ("office", "county", 201),
        ("inspector", "county", 201),
        ("sup", "county", 403),
        ("office", "provincial", 403),
        ("sup", "municipal", 201),
        ("sup", "national", 201),
        ("li", "county", 403),
        ("village", "county", 403),
        ("chief", "county", 403),
        ("auditor", "national", 403),
        ("gis", "county", 403),
        ("admin", "national", 403),
    ],
)
def test_each_tier_is_entered_by_its_posts(hand, bring, username, tier, status):
    assert hand(username).draw(bring("reported"), tier=tier).status_code == status


@pytest.mark.parametrize(
    ("said", "status", "field"),
    [
        ({"tier": "village"}, 422, "tier"),
        ({"kind": "beauty"}, 422, "kind"),
        ({"kind": "quality"}, 422, "kind"),
        ({"kind": "preservation"}, 409, "kind"),
        ({"inspected_on": TOMORROW}, 422, "inspected_on"),
        ({"inspected_on": f"{YEAR - 1}-12-31"}, 422, "inspected_on"),
        ({"seed": 0}, 422, "seed"),
    ],
)
def test_what_an_inspection_gets_wrong_is_told_by_its_field(hand, bring, said, status, field):
    answer = hand("office").draw(bring("reported"), **said)
    assert (answer.status_code, list(answer.json["errors"])) == (status, [field])


def test_a_work_that_is_not_reported_is_not_inspected(hand, bring):
    assert hand("office").draw(bring("carried_out")).status_code == 409


def test_an_inspection_of_another_work_does_not_exist(hand, bring, drawn):
    _, inspection = drawn
    other = bring("reported", "ZL-2")
    assert hand("office").conclude(other, inspection["id"], 100).status_code == 404


def scheme(**said) -> dict:
    return {
        "work_type": "afforestation",
        "kind": "survival",
        "preset": "90/40",
        "valid_from": TODAY.isoformat(),
    } | said


def test_a_stricter_scheme_holds_from_its_day_on_and_in_its_division_only(hand, bring):
    answer = hand("office").send("POST", "/schemes", scheme(division=TOWN))
    assert (answer.status_code, answer.json["qualified_from"], answer.json["replant_includes"]) == (201, 0.9, False)
    work_id = bring("reported")
    assert hand("office").inspect(work_id, 89).json["inspections"][-1]["verdict"] == "replant"
    listed = hand("sup").caller.get("/api/v1/schemes", work_type="afforestation", kind="survival").json["items"]
    assert [item["division"] for item in listed] == ["000000000000", TOWN]


def test_an_earlier_day_keeps_the_scheme_that_held_then(hand, bring):
    assert hand("office").send("POST", "/schemes", scheme(valid_from=TOMORROW)).status_code == 201
    drawn = hand("office").draw(bring("reported"), inspected_on=TODAY.isoformat()).json["inspections"][-1]
    assert drawn["scheme"] == "成活率85/41"


@pytest.mark.parametrize(
    ("username", "said", "status", "field"),
    [
        ("sup", {}, 403, "action"),
        ("town_office", {"division": COUNTY}, 403, "division"),
        ("office", {"valid_from": "2020-01-01"}, 422, "valid_from"),
        ("office", {"preset": "99/1"}, 422, "preset"),
        ("office", {"preset": None}, 422, "qualified_from"),
        ("office", {"preset": None, "qualified_from": 0.9}, 422, "replant_from"),
        ("office", {"preset": None, "qualified_from": 0.4, "replant_from": 0.9}, 422, "replant_from"),
        ("office", {"preset": None, "qualified_from": 4, "replant_from": 0.9}, 422, "qualified_from"),
        ("office", {"criteria": [{"code": "colour"}]}, 422, "criteria.0.code"),
        ("admin", {"division": OTHER_TOWN, "kind": "beauty"}, 422, "kind"),
    ],
)
def test_schemes_that_cannot_be_are_refused(hand, username, said, status, field):
    answer = hand(username).send("POST", "/schemes", scheme(**said))
    assert (answer.status_code, list(answer.json["errors"])) == (status, [field])


def test_a_scheme_begins_once_a_day(hand):
    assert hand("office").send("POST", "/schemes", scheme()).status_code == 201
    assert hand("office").send("POST", "/schemes", scheme()).status_code == 409

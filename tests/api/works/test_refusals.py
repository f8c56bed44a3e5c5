"""Every refusal names its field in a clear sentence; every step is tried by every post."""

import re
from datetime import timedelta

import pytest

from patrol.models import ForestPlot
from patrol.rules.forestry_steps import STEPS, TABLES
from tests.api.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE, ewkt_box
from tests.api.works.conftest import BOX, DONE_ON, STAFF, TODAY, YEAR, ring

WHO = {"wang": "patroller", "li": "ranger", "chief": "township_chief", "sup": "supervisor"} | {
    username: post for username, (_, post, _) in STAFF.items() if username not in ("other_office", "town_office")
}
TOMORROW = (TODAY + timedelta(days=1)).isoformat()
BOWTIE = {
    "type": "Polygon",
    "coordinates": [[[116.52, 27.53], [116.53, 27.54], [116.53, 27.53], [116.52, 27.54], [116.52, 27.53]]],
}


@pytest.mark.parametrize(
    "stage",
    ["planned", "designed", "carried_out", "reported", "self_checked", "verified", "qualified", "replant", "failed"],
)
def test_whoever_is_not_entitled_is_refused_in_every_stage(hand, bring, stage):
    work_id = bring(stage)
    steps = [step for at, step in TABLES["afforestation"] if at == stage]
    for username, post in WHO.items():
        somebody = hand(username)
        for step in steps:
            if post not in STEPS[step].by:
                answer = somebody.step(work_id, step)
                assert (answer.status_code, list(answer.json["errors"])) == (403, ["action"])
    for step in set(STEPS) - set(steps):
        answer = hand("office").step(work_id, step)
        assert (answer.status_code, list(answer.json["errors"])) == (409, ["action"])
    assert hand("sup").see(work_id).json["stage"] == stage


def test_nobody_judges_the_work_they_reported_themselves(hand, bring):
    work_id = bring("designed")
    office = hand("office")
    assert office.step(work_id, "carry_out", done_on=DONE_ON).status_code == 201
    assert office.step(work_id, "report", area_mu=149).status_code == 201
    assert "self_check" not in office.see(work_id).json["actions"]
    assert office.draw(work_id).status_code == 403
    assert hand("inspector").inspect(work_id, 90).status_code == 201
    for step in ("self_check", "send_back"):
        answer = office.step(work_id, step, opinion="x")
        assert (answer.status_code, answer.json["code"]) == (403, "work_own_work")
    assert hand("inspector").step(work_id, "self_check").status_code == 201


def test_nobody_counts_or_concludes_the_inspection_of_the_work_they_reported_themselves(hand, bring):
    work_id = bring("designed")
    office = hand("office")
    assert office.step(work_id, "carry_out", done_on=DONE_ON).status_code == 201
    assert office.step(work_id, "report", area_mu=149).status_code == 201
    inspection = hand("inspector").draw(work_id).json["inspections"][-1]
    plots = [{"number": plot["number"], "planted": 100, "alive": 100} for plot in inspection["plots"]]
    answer = office.count(work_id, inspection["id"], plots)
    assert (answer.status_code, answer.json["code"]) == (403, "work_own_work")
    assert hand("inspector").count(work_id, inspection["id"], plots).status_code == 200
    answer = office.conclude(work_id, inspection["id"], 149)
    assert (answer.status_code, answer.json["code"]) == (403, "work_own_work")
    assert hand("inspector").conclude(work_id, inspection["id"], 149).status_code == 201


@pytest.mark.parametrize(
    ("stage", "username", "said", "field"),
    [
        ("planned", "office", {"action": "explode"}, "action"),
        ("planned", "office", {"action": None}, "action"),
        ("planned", "office", {"action": "design"}, "reference"),
        ("planned", "office", {"action": "design", "reference": "  "}, "reference"),
        ("planned", "office", {"action": "withdraw"}, "opinion"),
        ("planned", "office", {"action": "note", "opinion": "x\x00"}, "opinion"),
        ("planned", "office", {"action": "note", "opinion": "x", "colour": 1}, "colour"),
        ("planned", "office", {"action": "note", "opinion": "x", "photos": ["0" * 64]}, "photos.0"),
        ("planned", "office", {"action": "note", "opinion": "x", "photos": ["0"]}, "photos.0"),
        ("designed", "li", {"action": "carry_out"}, "done_on"),
        ("designed", "li", {"action": "carry_out", "done_on": "soon"}, "done_on"),
        ("designed", "li", {"action": "carry_out", "done_on": TOMORROW}, "done_on"),
        ("designed", "li", {"action": "carry_out", "done_on": f"{YEAR - 1}-12-30"}, "done_on"),
        ("carried_out", "village", {"action": "report"}, "area_mu"),
        ("carried_out", "village", {"action": "report", "area_mu": 0}, "area_mu"),
        ("carried_out", "village", {"action": "report", "area_mu": -5}, "area_mu"),
        ("carried_out", "village", {"action": "report", "area_mu": 148.999}, "area_mu"),
        ("verified", "sup", {"action": "qualify", "area_mu": 500}, "area_mu"),
        ("reported", "office", {"action": "note", "opinion": "x", "area_mu": 1}, "area_mu"),
        ("carried_out", "village", {"action": "report", "area_mu": 300}, "area_mu"),
        ("carried_out", "village", {"action": "report", "area_mu": float("nan")}, "area_mu"),
        ("carried_out", "village", {"action": "report", "area_mu": "149"}, "area_mu"),
        ("reported", "office", {"action": "self_check"}, "inspection"),
        ("reported", "office", {"action": "record_loss", "area_mu": 3}, "reason"),
        ("reported", "office", {"action": "record_loss", "area_mu": 170, "reason": "火灾"}, "area_mu"),
        ("verified", "sup", {"action": "require_replant"}, "reason"),
        ("failed", "li", {"action": "redo", "done_on": DONE_ON}, "opinion"),
    ],
)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_a_step_gets_wrong_is_told_by_its_field(hand, bring, stage, username, said, field, language):
    work_id = bring(stage)
    path = f"/works/{work_id}/events"
    answer = hand(username).send("POST", path, said, **{"Accept-Language": language})
    assert answer.status_code == 422, answer.json
    assert field in answer.json["errors"], answer.json
    assert answer.json["errors"][field].replace("、", ",").replace("“", "").isascii() == (language == "en")
    assert hand("sup").see(work_id).json["stage"] == stage


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"year": 1900}, "year"),
        ({"year": "2026"}, "year"),
        ({"work_type": "mining"}, "work_type"),
        ({"code": ""}, "code"),
        ({"plot": "P-404"}, "plot"),
        ({"plot": None}, "division"),
        ({"division": "999999999999"}, "division"),
        ({"division": "36"}, "division"),
        ({"planned_area_mu": -1}, "planned_area_mu"),
        ({"planned_area_mu": 12.345}, "planned_area_mu"),
        ({"boundary": {"type": "Point", "coordinates": [116.5, 27.5]}}, "boundary"),
        ({"boundary": "POLYGON((1 1))"}, "boundary"),
        ({"boundary": {"type": "Polygon", "coordinates": [[[116.5, 27.5], [116.6, 27.5]]]}}, "boundary"),
        ({"boundary": {"type": "Polygon", "coordinates": "x"}}, "boundary"),
        ({"boundary": {"type": "Polygon", "coordinates": []}}, "boundary"),
        ({"boundary": BOWTIE}, "boundary"),
        ({"boundary": ring(500_000, 0, 500_400, 250)}, "boundary"),
        ({"boundary": {"type": "Polygon", "coordinates": [[[1e9, 0], [1e9, 1], [2e9, 1], [1e9, 0]]]}}, "boundary"),
        ({"boundary": {"type": "Polygon", "coordinates": [[[float("nan"), 0], [1, 1], [2, 1], [0, 0]]]}}, "boundary"),
        ({"factors": {"colour": "green"}}, "factors.colour"),
        ({"factors": {"canopy": 1.5}}, "factors.canopy"),
        ({"factors": {"canopy": True}}, "factors.canopy"),
        ({"factors": {"origin": "moon"}}, "factors.origin"),
        ({"factors": {"has_design": "yes"}}, "factors.has_design"),
        ({"factors": {"species": ""}}, "factors.species"),
        ({"factors": {"species": 7}}, "factors.species"),
        ({"factors": {"tending_way": "thinning"}}, "factors.tending_way"),
        ({"factors": {"colour": None}}, "factors.colour"),
        ({"factors": []}, "factors"),
        ({"size": 3}, "size"),
    ],
)
def test_what_a_plan_gets_wrong_is_told_by_its_field(hand, said, field):
    answer = hand("office").plan(**said)
    assert answer.status_code == 422, answer.json
    assert field in answer.json["errors"], answer.json
    assert hand("office").caller.get("/api/v1/works").json["items"] == []


@pytest.mark.parametrize(("language", "fault"), [("zh-CN", "自相交"), ("en", "self-intersection")])
def test_a_boundary_that_crosses_itself_is_told_where_and_a_repaired_one_is_offered(hand, language, fault):
    plan = {"code": "Z", "year": YEAR, "work_type": "afforestation", "plot": "P-1", "boundary": BOWTIE}
    answer = hand("office").send("POST", "/works", plan, **{"Accept-Language": language})
    told = answer.json["errors"]["boundary"]
    assert answer.status_code == 422
    assert all(each in told for each in (fault, "116.525", "27.535", "offered")), told
    assert hand("office").plan("Z", plot=None, division=VILLAGE, boundary=answer.json["offered"]).status_code == 201


def test_a_boundary_of_too_few_points_is_told_so_and_nothing_is_offered(hand):
    spike = {"type": "Polygon", "coordinates": [[[116.52, 27.53], [116.53, 27.54], [116.52, 27.53], [116.52, 27.53]]]}
    answer = hand("office").plan(boundary=spike)
    assert "至少四个点" in answer.json["errors"]["boundary"]
    assert "offered" not in answer.json


def test_a_code_is_given_once(hand, bring):
    bring("planned", "ZL-9")
    answer = hand("gis").plan("ZL-9")
    assert (answer.status_code, list(answer.json["errors"])) == (409, ["code"])


@pytest.mark.parametrize("username", ["auditor", "sup", "village", "li", "admin"])
def test_posts_that_plan_nothing_are_refused(hand, username):
    assert hand(username).plan().status_code == 403


def test_what_lies_in_another_township_does_not_exist(hand, bring):
    work_id = bring("reported")
    outsider = hand("other_office")
    assert outsider.see(work_id).status_code == 404
    assert outsider.step(work_id, "note", opinion="x").status_code == 404
    assert outsider.draw(work_id).status_code == 404
    assert outsider.send("PATCH", f"/works/{work_id}", {"factors": {}}).status_code == 404
    assert outsider.send("GET", f"/works/{work_id}/inspections").status_code == 404
    assert outsider.caller.get("/api/v1/works").json["items"] == []
    assert outsider.plan("ZL-2").status_code == 422
    assert hand("office").caller.get("/api/v1/works", division=OTHER_TOWN).json["items"] == []
    assert hand("sup").see(10**12).status_code == 404


def test_refusals_in_english_speak_of_stages_and_steps_in_words(hand, bring):
    work_id = bring("planned")
    path, english = f"/works/{work_id}/events", {"Accept-Language": "en"}
    told = hand("office").send("POST", path, {"action": "self_check"}, **english).json["errors"]["action"]
    assert all(word in told for word in ("Planned", "County self-check", "Approve the design")), told
    assert "_" not in told
    verified = bring("verified", "ZL-2", boundary=ring(2_500, 3_000, 2_900, 3_250))
    said = {"action": "require_replant", "reason": "drought"}
    told = hand("sup").send("POST", f"/works/{verified}/events", said, **english).json["errors"]["action"]
    assert "“Qualified”" in told


def test_who_was_slower_is_told_to_look_again(hand, bring):
    work_id = bring("planned")
    answer = hand("office").step(work_id, "design", reference="1", version=0)
    assert (answer.status_code, list(answer.json["errors"])) == (409, ["version"])
    assert hand("office").step(work_id, "design", reference="1", version=1).status_code == 201


@pytest.mark.parametrize("stage", ["reported", "self_checked"])
def test_the_polygon_stays_once_an_area_was_reported_on_it_until_it_is_sent_back(hand, bring, stage):
    work_id = bring(stage)
    for changed in ({"boundary": ring(2_000, 3_000, 2_010, 3_010)}, {"plot": "P-1"}):
        answer = hand("gis").send("PATCH", f"/works/{work_id}", changed)
        assert (answer.status_code, list(answer.json["errors"])) == (409, list(changed))
        assert "退回" in answer.json["errors"][next(iter(changed))]
    assert hand("gis").send("PATCH", f"/works/{work_id}", {"factors": {"species": "杉木"}}).status_code == 200
    assert hand("sup").step(work_id, "send_back", opinion="边界不对").json["round"] == 2
    assert hand("gis").send("PATCH", f"/works/{work_id}", {"boundary": BOX}).status_code == 200
    assert hand("village").send("PATCH", f"/works/{work_id}", {"factors": {}}).status_code == 403


def test_the_polygon_of_what_was_replanted_stays_with_what_was_reported(hand, bring):
    work_id = bring("replant")
    assert hand("li").step(work_id, "redo", done_on=DONE_ON, opinion="已补植").status_code == 201
    answer = hand("gis").send("PATCH", f"/works/{work_id}", {"boundary": ring(2_000, 3_000, 2_010, 3_010)})
    assert (answer.status_code, list(answer.json["errors"])) == (409, ["boundary"])


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"division": OTHER_TOWN, "boundary": None}, "plot", "不填区划"),
        ({"boundary": ring(6_000, 3_000, 6_400, 3_250)}, "boundary", "100% 在所属小班之外"),
        ({"boundary": ring(2_700, 3_000, 3_200, 3_250)}, "boundary", "在所属小班之外"),
        ({"plot": None, "division": TOWN, "boundary": ring(12_000, 3_000, 12_400, 3_250)}, "boundary", "在上乡界外"),
    ],
)
def test_division_plot_and_polygon_that_lie_apart_are_refused_at_planning_and_at_a_change(
    hand, bring, session, said, field, words
):
    answer = hand("office").plan(**said)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field]), answer.json
    assert words in answer.json["errors"][field]
    if said.get("boundary") and "plot" not in said:
        work_id = bring("planned")
        answer = hand("gis").send("PATCH", f"/works/{work_id}", {"boundary": said["boundary"]})
        assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_a_plot_apart_from_the_polygon_is_refused_at_a_change(hand, bring, session):
    elsewhere = {"P-2": (VILLAGE, ewkt_box(5_000, 3_000, 6_000, 3_500)), "P-3": (OTHER_TOWN, ewkt_box(2, 3, 900, 900))}
    session.add_all(ForestPlot(code=code, division_code=of, geom=box) for code, (of, box) in elsewhere.items())
    session.flush()
    work_id = bring("planned")
    for code, words in (("P-2", "所属小班之外"), ("P-3", f"属于 {OTHER_TOWN}")):
        answer = hand("gis").send("PATCH", f"/works/{work_id}", {"plot": code})
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["plot"])
        assert words in answer.json["errors"]["plot"]
    assert hand("gis").see(work_id).json["plot"] == "P-1"
    both = {"plot": "P-2", "boundary": ring(5_000, 3_000, 5_400, 3_250)}
    assert hand("gis").send("PATCH", f"/works/{work_id}", both).json["plot"] == "P-2"


def test_the_division_of_a_work_is_not_changed_apart_from_its_ground_and_nothing_is_half_done(hand, bring):
    work_id = bring("planned")
    before = hand("gis").see(work_id).json
    for division in (OTHER_TOWN, TOWN, None, 7):
        answer = hand("gis").send("PATCH", f"/works/{work_id}", {"division": division, "planned_area_mu": 9})
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["division"]), answer.json
        assert re.search("[一-鿿]", answer.json["errors"]["division"])
        assert hand("gis").see(work_id).json == before


def test_slivers_along_the_edge_of_the_plot_are_let_be(hand):
    assert hand("office").plan(boundary=ring(1_975, 2_975, 2_375, 3_225)).status_code == 201


def test_what_was_sent_back_counts_nowhere_until_it_is_reported_anew_and_may_be_withdrawn(hand, bring):
    work_id = bring("reported")
    asked = {"opinion": "现场没有造林"}
    assert hand("sup").step(work_id, "send_back", **asked).status_code == 201
    work = hand("office").see(work_id).json
    assert (work["stage"], work["reported_mu"]) == ("carried_out", 0)
    assert "withdraw" in work["actions"]
    lines = hand("office").caller.get(f"/api/v1/targets/{YEAR}").json["items"]
    [county] = [line for line in lines if line["division"] == COUNTY]
    assert (county["reported_mu"], county["credited_mu"]) == (0, 0)
    assert hand("office").step(work_id, "withdraw", **asked).json["stage"] == "withdrawn"


def test_what_was_replanted_keeps_what_was_reported_and_is_not_withdrawn(hand, bring):
    work_id = bring("replant")
    assert hand("li").step(work_id, "redo", done_on=DONE_ON, opinion="已补植").json["stage"] == "carried_out"
    refused = hand("office").step(work_id, "withdraw", opinion="不做了")
    assert (refused.status_code, list(refused.json["errors"])) == (409, ["action"])


def test_a_work_without_a_polygon_is_not_carried_out(hand):
    work_id = hand("office").plan(boundary=None).json["id"]
    assert hand("office").step(work_id, "design", reference="1").status_code == 201
    assert list(hand("li").step(work_id, "carry_out", done_on=DONE_ON).json["errors"]) == ["boundary"]

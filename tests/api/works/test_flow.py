"""A work from plan to established forest, replanted on the way, each step in its history."""

import pytest

from tests.api.conftest import VILLAGE
from tests.api.works.conftest import DONE_ON, TODAY, YEAR, ring


def test_a_work_goes_from_plan_to_qualified_and_every_step_stays(hand, bring, photo):
    work_id = bring("verified")
    sup = hand("sup")
    answer = sup.step(work_id, "qualify", opinion="苗木长势好")
    assert answer.status_code == 201
    work = answer.json
    assert [event["action"] for event in work["events"]] == [
        "plan",
        "design",
        "carry_out",
        "report",
        "self_check",
        "verify",
        "qualify",
    ]
    assert (work["stage"], work["round"], work["version"]) == ("qualified", 1, 7)
    figures = {name: work[f"{name}_mu"] for name in ("reported", "verified", "unverified", "qualified", "replant")}
    assert figures == pytest.approx({"reported": 149, "verified": 140, "unverified": 9, "qualified": 140, "replant": 0})
    assert work["unverified_reason"] == "面积不实"
    assert work["measured_mu"] == pytest.approx(150, rel=5e-3)
    assert work["events"][-1]["by"] == {"username": "sup", "name": "孙督查", "post": "supervisor"}
    assert work["events"][-1]["areas"]["qualified_mu"] == pytest.approx(140)
    assert work["events"][1]["detail"] == {"reference": "云林设〔2026〕3号"}


def test_what_was_replanted_counts_only_after_it_was_accepted_anew(hand, bring):
    work_id = bring("replant")
    work = hand("sup").see(work_id).json
    assert (work["qualified_mu"], work["replant_mu"], work["replant_reason"]) == (0, pytest.approx(140), "干旱")
    work = hand("li").step(work_id, "redo", done_on=DONE_ON, opinion="补植 3000 株").json
    assert (work["stage"], work["round"]) == ("carried_out", 2)
    assert (work["verified_mu"], work["qualified_mu"], work["replant_mu"]) == (None, None, 0)
    assert hand("village").step(work_id, "report", area_mu=149).status_code == 201
    # The first round's inspection proves nothing about the second.
    assert list(hand("office").step(work_id, "self_check").json["errors"]) == ["inspection"]
    assert hand("office").inspect(work_id, 88).status_code == 201
    assert hand("office").step(work_id, "self_check").status_code == 201
    assert hand("sup").step(work_id, "verify").status_code == 201
    work = hand("sup").step(work_id, "qualify").json
    assert (work["stage"], work["qualified_mu"]) == ("qualified", pytest.approx(140))
    assert [event["action"] for event in work["events"]].count("report") == 2
    assert len(work["inspections"]) == 2


def test_a_higher_tier_overrules_the_county(hand, bring):
    work_id = bring("self_checked")
    answer = hand("sup").inspect(work_id, 60, tier="provincial", verified=120)
    assert answer.json["inspections"][-1]["verdict"] == "replant"
    assert hand("sup").step(work_id, "verify").json["verified_mu"] == pytest.approx(120)
    refused = hand("sup").step(work_id, "qualify")
    assert (refused.status_code, refused.json["code"]) == (409, "work_step_refused")
    assert "待补植" in refused.json["errors"]["action"]
    work = hand("sup").step(work_id, "require_replant", reason="牛羊啃食").json
    assert (work["replant_mu"], work["replant_reason"]) == (pytest.approx(120), "牛羊啃食")


def test_a_work_says_what_its_reader_may_do_inspect_and_count(hand, bring):
    work_id = bring("reported")
    office, sup, village = (hand(username) for username in ("office", "sup", "village"))
    assert office.see(work_id).json["inspectable"] == [{"tier": "county", "kind": "survival"}]
    assert [each["tier"] for each in sup.see(work_id).json["inspectable"]] == ["municipal", "provincial", "national"]
    assert village.see(work_id).json["inspectable"] == []
    assert office.see(work_id).json["needs"]["self_check"] == ["county_inspection"]
    inspection = office.draw(work_id).json["inspections"][-1]
    assert inspection["criteria"] == []
    assert (office.see(work_id).json["inspectable"], office.see(work_id).json["countable"]) == ([], [inspection["id"]])
    assert sup.see(work_id).json["countable"] == []
    qualified = bring("qualified", code="ZL-2", boundary=ring(3_000, 3_000, 3_400, 3_250), plot=None, division=VILLAGE)
    kinds = {each["kind"] for each in sup.see(qualified).json["inspectable"]}
    assert (kinds, sup.see(qualified).json["needs"]["establish"]) == ({"preservation"}, ["preservation"])


def test_a_work_is_verified_by_the_tier_that_the_scheme_asks_for(hand, bring):
    strict = {"work_type": "afforestation", "kind": "survival", "preset": "85/41", "valid_from": TODAY.isoformat()}
    answer = hand("office").send("POST", "/schemes", strict | {"verified_by": "municipal"})
    assert (answer.status_code, answer.json["verified_by"]) == (201, "municipal")
    work_id = bring("self_checked")
    refused = hand("sup").step(work_id, "verify")
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["inspection"])
    assert "市级复查" in refused.json["errors"]["inspection"]
    assert hand("sup").see(work_id).json["stage"] == "self_checked"
    assert hand("inspector").inspect(work_id, 90, tier="municipal").status_code == 201
    assert hand("sup").step(work_id, "verify").json["stage"] == "verified"
    assert hand("sup").step(work_id, "qualify").json["stage"] == "qualified"


def test_a_stand_is_established_by_the_tier_that_its_scheme_asks_for(hand, bring):
    strict = {"work_type": "afforestation", "kind": "preservation", "preset": "80/41", "valid_from": TODAY.isoformat()}
    assert hand("office").send("POST", "/schemes", strict | {"verified_by": "provincial"}).status_code == 201
    work_id = bring("qualified")
    assert hand("inspector").inspect(work_id, 82, tier="municipal", kind="preservation").status_code == 201
    refused = hand("sup").step(work_id, "establish")
    assert (refused.status_code, list(refused.json["errors"])) == (422, ["inspection"])
    assert hand("inspector").inspect(work_id, 84, tier="provincial", kind="preservation").status_code == 201
    assert hand("sup").step(work_id, "establish").json["stage"] == "established"


def test_a_stand_is_established_once_its_preservation_was_found(hand, bring):
    work_id = bring("qualified")
    assert list(hand("sup").step(work_id, "establish").json["errors"]) == ["inspection"]
    assert hand("sup").inspect(work_id, 82, tier="provincial", kind="preservation").status_code == 201
    work = hand("sup").step(work_id, "establish").json
    assert (work["stage"], work["qualified_mu"]) == ("established", pytest.approx(140))


def test_a_stand_that_was_not_preserved_goes_back_to_be_replanted(hand, bring):
    work_id = bring("qualified")
    assert hand("sup").inspect(work_id, 79, tier="national", kind="preservation").status_code == 201
    assert hand("sup").step(work_id, "establish").status_code == 409
    work = hand("sup").step(work_id, "require_replant", reason="保存率低").json
    assert (work["stage"], work["qualified_mu"], work["replant_mu"]) == ("replant", 0, pytest.approx(140))


def test_a_loss_is_told_beside_the_other_areas_and_adds_up(hand, bring):
    work_id = bring("qualified")
    for area_mu, reason in ((10, "火灾"), (5.5, "洪水")):
        answer = hand("office").step(work_id, "record_loss", area_mu=area_mu, reason=reason)
        assert answer.status_code == 201
    work = answer.json
    assert (work["stage"], work["lost_mu"], work["lost_reason"]) == ("qualified", pytest.approx(15.5), "火灾；洪水")
    assert work["qualified_mu"] == pytest.approx(140)


def test_the_same_loss_is_recorded_once_and_losses_are_corrected_with_words_and_history(hand, bring):
    work_id, office = bring("qualified"), hand("office")
    assert "correct_loss" not in office.see(work_id).json["actions"]
    early = office.step(work_id, "correct_loss", area_mu=1, opinion="x")
    assert (early.status_code, list(early.json["errors"])) == (409, ["action"])
    loss = {"area_mu": 10, "reason": "火灾"}
    assert office.step(work_id, "record_loss", **loss).status_code == 201
    again = office.step(work_id, "record_loss", **loss)
    assert (again.status_code, again.json["code"], list(again.json["errors"])) == (409, "work_loss_known", ["reason"])
    assert office.step(work_id, "record_loss", area_mu=10, reason="十月再次火灾").json["lost_mu"] == pytest.approx(20)
    assert list(office.step(work_id, "correct_loss", opinion="多报了").json["errors"]) == ["area_mu"]
    assert list(office.step(work_id, "correct_loss", area_mu=500, opinion="多报了").json["errors"]) == ["area_mu"]
    corrected = office.step(work_id, "correct_loss", area_mu=4.5, opinion="实测").json
    assert (corrected["lost_mu"], corrected["lost_reason"]) == (pytest.approx(4.5), "火灾；十月再次火灾")
    assert [event["area_mu"] for event in corrected["events"][-3:]] == pytest.approx([10, 10, 4.5])
    assert office.step(work_id, "record_loss", **loss).json["lost_mu"] == pytest.approx(14.5)
    none = office.step(work_id, "correct_loss", area_mu=0, opinion="没有受损").json
    assert (none["lost_mu"], none["lost_reason"]) == (0, None)


def test_tending_is_judged_by_its_own_criteria(hand, bring):
    work_id = bring("reported", work_type="tending")
    office = hand("office")
    assert office.draw(work_id, kind="survival").status_code == 422
    inspection = office.draw(work_id, kind="quality").json["inspections"][-1]
    good, poor = {"canopy_after": 0.6, "residue_cleared": 0.95}, {"canopy_after": 0.55, "residue_cleared": 1}
    numbers = [plot["number"] for plot in inspection["plots"]]
    plots = [{"number": n, "measures": good if n <= len(numbers) // 2 else poor} for n in numbers]
    assert office.count(work_id, inspection["id"], plots).status_code == 200
    concluded = office.conclude(work_id, inspection["id"], 149).json["inspections"][-1]
    assert concluded["rate"] == pytest.approx((len(numbers) // 2) / len(numbers))
    assert concluded["verdict"] == "replant"
    assert office.step(work_id, "self_check").status_code == 201


def test_the_sample_is_as_large_as_the_rule_says_lies_inside_and_is_drawn_the_same_again(hand, bring, session):
    box = ring(2_000, 3_000, 2_300, 3_250)
    first, second = (bring("reported", code, boundary=box, area_mu=112) for code in ("A", "B"))
    drawn = [hand("office").draw(work, seed=7).json["inspections"][-1] for work in (first, second)]
    assert [p["position"] for p in drawn[0]["plots"]] == [p["position"] for p in drawn[1]["plots"]]
    work = hand("sup").see(first).json
    assert drawn[0]["sampled_mu"] == pytest.approx(0.03 * work["measured_mu"], rel=1e-6)
    assert work["boundary"].keys() == {"type", "coordinates"}
    (west, south), (east, north) = work["boundary"]["coordinates"][0][0][0], work["boundary"]["coordinates"][0][0][2]
    assert len(drawn[0]["plots"]) == 12
    for plot in drawn[0]["plots"]:
        assert west < plot["position"]["lon"] < east
        assert south < plot["position"]["lat"] < north


def test_the_rate_weighs_sample_plots_by_what_was_planted_on_them(hand, bring):
    work_id = bring("reported")
    office = hand("office")
    inspection = office.draw(work_id).json["inspections"][-1]
    plots = [{"number": p["number"], "planted": 10, "alive": 0} for p in inspection["plots"]]
    plots[0] |= {"planted": 1_000, "alive": 1_000}
    office.count(work_id, inspection["id"], plots)
    concluded = office.conclude(work_id, inspection["id"], 149).json["inspections"][-1]
    assert concluded["rate"] == pytest.approx(1_000 / (1_000 + 10 * (len(plots) - 1)))


def test_what_is_only_planned_counts_for_nothing_until_it_is_done(hand, bring):
    sup = hand("sup").caller
    work_id = bring("designed")

    def measured() -> float:
        return sum(item["measured_mu"] for item in sup.get(f"/api/v1/targets/{YEAR}").json["items"])

    assert measured() == 0
    assert hand("li").step(work_id, "carry_out", done_on=DONE_ON).status_code == 201
    counted = hand("sup").see(work_id).json["counted_mu"]
    assert counted == pytest.approx(150, rel=5e-3)
    assert measured() > 0


def test_two_works_on_the_same_ground_count_once_and_are_flagged(hand, bring):
    first = bring("carried_out", "A")
    second = bring("carried_out", "B", boundary=ring(2_200, 3_000, 2_600, 3_250))
    works = [hand("sup").see(work).json for work in (first, second)]
    assert works[0]["counted_mu"] == pytest.approx(works[0]["measured_mu"])
    assert works[1]["counted_mu"] == pytest.approx(works[1]["measured_mu"] / 2, rel=1e-3)
    assert [("overlap" in work["flags"]) for work in works] == [False, True]
    (pair,) = hand("sup").caller.get("/api/v1/works/overlaps", year=YEAR).json["items"]
    assert (pair["code"], pair["other_code"]) == ("B", "A")
    assert pair["area_mu"] == pytest.approx(works[1]["measured_mu"] / 2, rel=1e-3)
    # Moved away, it shares nothing any more.
    moved = hand("gis").send("PATCH", f"/works/{second}", {"boundary": ring(2_500, 3_000, 2_900, 3_250)}).json
    assert (moved["flags"], moved["counted_mu"]) == ([], pytest.approx(moved["measured_mu"]))
    moved = hand("gis").send("PATCH", f"/works/{first}", {"boundary": ring(2_600, 3_000, 3_000, 3_250)}).json
    assert hand("sup").see(second).json["counted_mu"] == pytest.approx(moved["measured_mu"] / 4, rel=1e-3)


def test_factors_are_kept_by_their_codes_and_told_by_their_names(hand, bring):
    said = {"species": "杉木", "canopy": 0.3, "land_before": "barren", "has_design": True, "density_per_mu": 167}
    work_id = bring("planned", factors=said)
    work = hand("gis").send("PATCH", f"/works/{work_id}", {"factors": {"canopy": None, "origin": "planted"}}).json
    assert work["factors"] == {key: value for key, value in said.items() if key != "canopy"} | {"origin": "planted"}
    assert work["factors_told"]["造林前地类"] == "宜林荒山荒地"
    assert work["factors_told"]["有作业设计"] == "是"
    changed = work["events"][-1]["detail"]["changed"]["factors"]
    assert (changed["from"]["canopy"], "canopy" in changed["to"]) == (0.3, False)

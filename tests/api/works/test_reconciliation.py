"""A year reconciled: parts make wholes on every level, what belongs nowhere is shown, workbooks say the same."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from patrol import forestry
from patrol.models import ForestryWork, ZoningUnit
from patrol.zones import stamp_works
from tests.api.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE, ewkt_box
from tests.api.works.conftest import YEAR, ring

AREAS = (
    "reported",
    "credited",
    "measured",
    "verified",
    "unverified",
    "unchecked",
    "qualified",
    "replant",
    "failed",
    "pending",
)


@pytest.fixture
def year(hand, session):
    """Works of odd areas in the village, in its township itself and in another; one of a village that is gone."""
    third = 10_000 / 3
    where = {"A": VILLAGE, "B": TOWN, "C": OTHER_TOWN, "D": "361099102999"}
    for at, (code, division) in enumerate(where.items()):
        session.add(
            ForestryWork(
                code=code,
                year=YEAR,
                work_type="afforestation",
                division_code=division,
                geom=ewkt_box(1_000 * at, 0, 1_000 * at + 60, 60),
                reported_area_m2=third,
                verified_area_m2=third * 0.9 if code in "AB" else None,
                qualified_area_m2=third * 0.5 if code == "A" else None,
            )
        )
    session.flush()
    forestry.recount(session, YEAR, "afforestation")
    forestry.set_target(session, YEAR, COUNTY, "afforestation", 100)
    forestry.set_target(session, YEAR, TOWN, "afforestation", 33.33)
    return hand("sup").caller


def lines(caller, **query) -> dict:
    answer = caller.get(f"/api/v1/targets/{YEAR}/reconciliation", **query)
    assert answer.status_code == 200, answer.json
    return {line["division"]: line for line in answer.json["items"]}


def test_on_every_level_the_shown_parts_and_own_sum_to_the_shown_whole(year):
    known = lines(year)
    assert set(known) == {COUNTY, TOWN, VILLAGE, OTHER_TOWN}
    for line in known.values():
        parts = [part for part in known.values() if part["parent"] == line["division"]]
        for area in AREAS:
            for unit in ("mu", "ha"):
                whole = sum(part[f"{area}_{unit}"] for part in parts) + line[f"own_{unit}"][area]
                assert round(whole, 2) == line[f"{area}_{unit}"], (line["division"], area, unit)
    assert known[COUNTY]["reported_ha"] == 1
    assert known[OTHER_TOWN]["works"] == 2
    assert known[COUNTY]["reported_mu"] == 20
    assert known[VILLAGE]["residual_ha"]["reported"] == pytest.approx(known[VILLAGE]["reported_ha"] - 1 / 3)
    assert known[TOWN]["off_balance_mu"] == {
        "reported": pytest.approx(0, abs=0.011),
        "verified": pytest.approx(0, abs=0.011),
    }


def test_what_the_shown_outcomes_miss_their_sum_by_is_told_in_mu_and_in_hectares(year):
    terms = {
        "reported": ("verified", "unverified", "unchecked"),
        "verified": ("qualified", "replant", "failed", "pending"),
    }
    known = lines(year)
    for line in known.values():
        for unit in ("mu", "ha"):
            for whole, parts in terms.items():
                missed = line[f"{whole}_{unit}"] - sum(line[f"{part}_{unit}"] for part in parts)
                assert line[f"off_balance_{unit}"][whole] == pytest.approx(missed, abs=0.001)
    # 0.3 of 0.6 hectares verified are qualified: 1 is shown as verified, 0 as qualified and 0 as still to be judged.
    missed = {code: line["off_balance_ha"] for code, line in known.items()}
    assert any(each["verified"] or each["reported"] for each in missed.values()), missed


def test_works_that_were_withdrawn_are_not_counted(year, hand):
    work_id = hand("office").plan("W", boundary=None).json["id"]
    assert lines(year)[VILLAGE]["works"] == 2
    assert hand("office").step(work_id, "withdraw", opinion="不做了").status_code == 201
    assert lines(year)[VILLAGE]["works"] == 1


def test_a_county_s_target_is_told_beside_that_of_its_parts(year):
    line = lines(year)[COUNTY]
    assert (line["target_mu"], line["target_parts_mu"], line["target_residual_mu"]) == (100, 33.33, 66.67)


def test_one_s_own_division_is_the_whole(year, hand):
    known = lines(hand("town_office").caller)
    assert set(known) == {TOWN, VILLAGE}
    assert set(lines(year, division=VILLAGE)) == {VILLAGE}
    assert year.get(f"/api/v1/targets/{YEAR}/reconciliation", division="999999999999").status_code == 404
    assert year.get("/api/v1/targets/1900/reconciliation").status_code == 422


def test_the_targets_and_the_reconciliation_agree(year):
    known = lines(year)
    for item in year.get(f"/api/v1/targets/{YEAR}").json["items"]:
        for area in ("reported", "credited", "measured", "verified", "qualified"):
            assert item[f"{area}_mu"] == pytest.approx(known[item["division"]][f"{area}_mu"], abs=0.0100001)


def test_a_workbook_holds_the_same_figures_as_numbers_under_chinese_headings(year):
    answer = year.get(f"/api/v1/targets/{YEAR}/reconciliation.xlsx")
    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == ["亩", "公顷", "尾差"]
    known = lines(year)
    for sheet, unit, name in (("亩", "mu", "亩"), ("公顷", "ha", "公顷")):
        headings, *rows = book[sheet].iter_rows(values_only=True)
        for row in rows:
            told = dict(zip(headings, row, strict=True))
            line = known[told["行政区划代码"]]
            for word, area in (("上报面积", "reported"), ("测算面积", "measured"), ("合格面积", "qualified")):
                assert told[f"{word}（{name}）"] == line[f"{area}_{unit}"]
    headings, *rows = book["尾差"].iter_rows(values_only=True)
    for row in rows:
        told = dict(zip(headings, row, strict=True))
        line = known[told["行政区划代码"]]
        assert told["合格面积（公顷）本级直报"] == line["own_ha"]["qualified"]
        assert told["合格面积（公顷）尾差"] == line["residual_ha"]["qualified"]
        missed = told["核实面积－（合格面积＋待补植面积＋失败面积＋待判定面积）（公顷）"]
        assert missed == line["off_balance_ha"]["verified"]
    english = year.client.get(
        f"/api/v1/targets/{YEAR}/reconciliation.xlsx", headers=year.headers | {"Accept-Language": "en"}
    )
    assert load_workbook(BytesIO(english.data)).sheetnames == ["Mu", "Hectares", "Residuals"]


def test_works_go_into_a_workbook_with_factors_zones_and_stages_in_words(hand, bring, session):
    session.add(
        ZoningUnit(
            code="NT-1",
            name="=1+1",
            category="farmland",
            division_code=VILLAGE,
            geom=ewkt_box(2_000, 3_000, 2_100, 4_000),
        )
    )
    work_id = bring("replant", code="=cmd", factors={"species": "杉木", "origin": "planted"})
    work = hand("sup").see(work_id).json
    assert work["flags"] == ["farmland"]
    assert work["zones"][0]["area_mu"] == pytest.approx(work["measured_mu"] / 4, rel=1e-3)
    answer = hand("sup").caller.get("/api/v1/works.xlsx", year=YEAR, zone="farmland")
    headings, row = load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True)
    told = dict(zip(headings, row, strict=True))
    assert (told["作业编码"], told["阶段"], told["树种"], told["起源"]) == ("=cmd", "待补植", "杉木", "人工")
    assert told["上报面积（亩）"] == pytest.approx(149)
    assert told["占永久基本农田（亩）"] == pytest.approx(work["zones"][0]["area_mu"])


def test_stamps_follow_the_zoning_and_count_overlapping_units_once(hand, bring, session):
    work_id = bring("reported")
    for code, east in (("NT-1", 2_200), ("NT-2", 2_200), ("NT-3", 2_400)):
        box = ewkt_box(2_000, 3_000, east, 3_250)
        session.add(ZoningUnit(code=code, name=code, category="farmland", division_code=VILLAGE, geom=box))
        session.flush()
    session.add(
        ZoningUnit(
            code="HX", name="红线", category="red_line", division_code=VILLAGE, geom=ewkt_box(2_400, 0, 2_500, 9_000)
        )
    )
    stamp_works(session)
    work = hand("sup").see(work_id).json
    assert [zone["code"] for zone in work["zones"]] == ["NT-3", "NT-1", "NT-2"]
    answer = hand("sup").caller.get(f"/api/v1/targets/{YEAR}/reconciliation").json
    (zone,) = answer["types"][0]["zones"]
    assert (zone["category"], zone["works"]) == ("farmland", 1)
    assert zone["area_mu"] == pytest.approx(work["measured_mu"], rel=1e-4)


def test_ground_worked_in_two_years_and_outside_the_plot_is_told(hand, bring, session):
    box = ewkt_box(2_000, 3_000, 2_200, 3_250)
    old = {"code": "OLD", "year": YEAR - 1, "work_type": "afforestation", "division_code": VILLAGE}
    session.add(ForestryWork(**old, geom=box, reported_area_m2=1))
    bring("reported", boundary=ring(1_900, 3_000, 2_300, 3_250))
    (told,) = hand("sup").caller.get(f"/api/v1/targets/{YEAR}/reconciliation").json["types"]
    assert told["across_years_mu"] == pytest.approx(75, rel=5e-3)
    assert told["outside_plot_mu"] == pytest.approx(37.5, rel=5e-3)
    assert told["polygons_mu"] == pytest.approx(told["counted_mu"])


def test_lists_are_filtered_and_paged_by_key(hand, bring):
    for code in ("A", "B", "C"):
        bring("planned", code)
    bring("designed", "D", work_type="tending")
    caller = hand("sup").caller
    first = caller.get("/api/v1/works", limit=2, stage="planned,designed").json
    assert [item["code"] for item in first["items"]] == ["A", "B"]
    rest = caller.get(first["next"].removeprefix("http://localhost")).json
    assert [item["code"] for item in rest["items"]] == ["C", "D"]
    assert [i["code"] for i in caller.get("/api/v1/works", work_type="tending").json["items"]] == ["D"]
    assert [i["code"] for i in caller.get("/api/v1/works", code="B").json["items"]] == ["B"]
    assert len(caller.get("/api/v1/works", plot="P-1", year=YEAR).json["items"]) == 4
    assert caller.get("/api/v1/works", stage="flying").status_code == 422
    assert caller.get("/api/v1/works/factors", year=YEAR, work_type="closing").json["items"][0]["zh"] == "林班"

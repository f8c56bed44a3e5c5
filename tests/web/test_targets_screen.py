"""The year's forestry targets in mu."""

import re

import pytest
from playwright.sync_api import Page, expect

NAMES = {"afforestation": "人工造林", "tending": "森林抚育", "restoration": "退化林修复", "closing": "封山育林"}


def number(text: str) -> float:
    return float(re.search(r"[\d,]+(?:\.\d+)?", text)[0].replace(",", ""))


@pytest.fixture
def page(console) -> Page:
    page = console("/?tab=targets")
    page.wait_for_selector(".target-card")
    return page


@pytest.fixture
def items(page, api) -> list[dict]:
    return api(f"targets/{page.locator('.year output').inner_text()}")["items"]


def test_each_work_type_of_the_county_shows_its_areas_in_mu(page, items):
    county = {item["work_type"]: item for item in items if item["level"] == "county"}
    assert page.locator(".target-card").count() == len(county)
    for work_type, item in county.items():
        card = page.locator(".target-card", has=page.get_by_role("button", name=NAMES[work_type], exact=True))
        assert number(card.locator(".target-figure span").inner_text()) == pytest.approx(item["target_mu"], abs=0.005)
        areas = [number(each) for each in card.locator("dd").all_inner_texts()]
        expected = [item[f"{area}_mu"] for area in ("reported", "measured", "verified", "qualified")]
        assert areas == pytest.approx(expected, abs=0.005)


def test_every_township_has_its_rows(page, items):
    townships = [item for item in items if item["level"] == "township"]
    expect(page.locator(".target-table tbody tr")).to_have_count(len(townships))


def test_a_card_narrows_the_table_to_its_work_type(page, items):
    work_type = items[0]["work_type"]
    page.locator(".target-card").get_by_role("button", name=NAMES[work_type], exact=True).click()
    rows = [item for item in items if item["level"] == "township" and item["work_type"] == work_type]
    expect(page.locator(".target-table tbody tr")).to_have_count(len(rows))


def test_the_year_before_is_one_step_away(page):
    year = int(page.locator(".year output").inner_text())
    page.get_by_role("button", name="上一年").click()
    expect(page.locator(".year output")).to_have_text(str(year - 1))
    assert f"year={year - 1}" in page.url


def test_a_year_without_targets_says_so(page):
    page.goto("/?tab=targets&year=1990")
    expect(page.locator(".state")).to_contain_text("1990 年还没有下达任务")

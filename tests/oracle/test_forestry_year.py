"""A year of forestry works computed again from raw rows, slowly and apart from the served code."""

from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg
import pyproj
import pytest
import shapely

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
# CGCS2000
GEOD = pyproj.Geod(a=6_378_137.0, rf=298.257222101)
NOT_DONE = ("planned", "designed", "withdrawn")
SHOWN = 0.005  # half of the last digit that is shown: a hundredth of a mu


def area_mu(shape: shapely.Geometry) -> float:
    polygons = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.geom_type == "Polygon"]
    return sum(abs(GEOD.geometry_area_perimeter(part)[0]) for part in polygons) * 15 / 10_000


@pytest.fixture(scope="module")
def raw(live_server):
    """Rows as they lie in the tables."""
    asked = {
        "works": "SELECT id, year, work_type, division_code, stage, ST_AsBinary(geom), reported_area_m2,"
        " coalesce(verified_area_m2, 0), coalesce(qualified_area_m2, 0) FROM forestry_work ORDER BY id",
        "targets": "SELECT year, work_type, division_code, area_m2, pace FROM annual_target",
        "curves": "SELECT work_type, shares FROM season_curve",
        "plots": "SELECT i.id, i.kind, i.verdict, i.rate, s.planted, s.alive, s.measures"
        " FROM inspection i JOIN sample_plot s ON s.inspection_id = i.id",
    }
    with psycopg.connect(live_server.database_url.replace("+psycopg", "")) as connection:
        return {name: connection.execute(sql).fetchall() for name, sql in asked.items()}


@pytest.fixture(scope="module")
def counted(raw):
    """work id → mu of its polygon that no earlier work of its year and type holds."""
    found, laid = {}, defaultdict(list)
    for number, year, kind, _, stage, wkb, *_ in raw["works"]:
        if stage in NOT_DONE:
            found[number] = 0.0
            continue
        shape = shapely.from_wkb(bytes(wkb))
        before = shapely.union_all([other for other in laid[year, kind] if other.intersects(shape)])
        found[number] = area_mu(shape.difference(before))
        laid[year, kind].append(shape)
    return found


def served(live_server, year: int) -> list[dict]:
    return live_server.phone("supervisor").every_item(f"/api/v1/targets/{year}")


def credited(row: tuple, counted: dict[int, float]) -> float:
    """mu of what a work reported on ground that no earlier one holds."""
    if not row[6]:
        return 0.0
    return row[6] * 15 / 10_000 * counted[row[0]] / area_mu(shapely.from_wkb(bytes(row[5])))


def within(code: str, around: str) -> bool:
    digits = 9 if around.endswith("000") and not around.endswith("000000") else 6 if around.endswith("000000") else 12
    return code[:digits] == around[:digits]


@pytest.mark.parametrize("year", [TODAY.year - 1, TODAY.year])
def test_the_served_areas_are_those_of_the_raw_polygons_to_the_last_digit(live_server, raw, counted, year):
    items = served(live_server, year)
    assert len(items) == 4 * 13
    for item in items:
        works = [
            row
            for row in raw["works"]
            if row[1] == year and row[2] == item["work_type"] and within(row[3], item["division"])
        ]
        expected = {
            "reported": sum(row[6] for row in works) * 15 / 10_000,
            "credited": sum(credited(row, counted) for row in works),
            "measured": sum(counted[row[0]] for row in works),
            "verified": sum(row[7] for row in works) * 15 / 10_000,
            "qualified": sum(row[8] for row in works) * 15 / 10_000,
        }
        for area, value in expected.items():
            assert item[f"{area}_mu"] == pytest.approx(value, abs=SHOWN), (item["division"], item["work_type"], area)


@pytest.mark.parametrize("year", [TODAY.year - 1, TODAY.year])
def test_the_county_s_measured_area_is_that_of_the_union_and_no_more_than_the_sum(live_server, raw, year):
    county = [item for item in served(live_server, year) if item["level"] == "county"]
    for item in county:
        shapes = [
            shapely.from_wkb(bytes(row[5]))
            for row in raw["works"]
            if row[1] == year and row[2] == item["work_type"] and row[4] not in NOT_DONE
        ]
        union = area_mu(shapely.union_all(shapes))
        assert item["measured_mu"] == pytest.approx(union, abs=SHOWN)
        assert union <= sum(map(area_mu, shapes)) + SHOWN


def expected_pace(curve: list[float], year: int) -> float:
    if TODAY.year > year:
        return 1.0
    first = TODAY.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    before = curve[TODAY.month - 2] if TODAY.month > 1 else 0.0
    return before + (curve[TODAY.month - 1] - before) * TODAY.day / last.day


@pytest.mark.parametrize("year", [TODAY.year - 1, TODAY.year])
def test_progress_and_pace_follow_from_targets_and_season_curves(live_server, raw, year):
    curves = dict(raw["curves"])
    for item in served(live_server, year):
        owed = sum(
            row[3]
            for row in raw["targets"]
            if row[:2] == (year, item["work_type"]) and within(row[2], item["division"])
        )
        assert item["target_mu"] == pytest.approx(owed * 15 / 10_000, abs=SHOWN)
        assert item["progress"] == pytest.approx(item["credited_mu"] / item["target_mu"], abs=1e-9)
        assert item["pace"] == pytest.approx(expected_pace(curves[item["work_type"]], year), abs=1e-9)


def test_the_reconciliation_adds_up_on_every_level_and_meets_the_raw_sums(live_server, raw):
    found = live_server.phone("supervisor").get(f"/api/v1/targets/{TODAY.year}/reconciliation")
    lines = {(line["division"], line["work_type"]): line for line in found["items"]}
    for (code, kind), line in lines.items():
        parts = [part for (_, other), part in lines.items() if other == kind and part["parent"] == code]
        works = [row for row in raw["works"] if row[1:3] == (TODAY.year, kind) and within(row[3], code)]
        exact_m2 = sum(row[6] for row in works)
        assert line["works"] == sum(row[4] != "withdrawn" for row in works)
        assert abs(line["reported_mu"] - exact_m2 * 15 / 10_000) < 0.01
        assert abs(line["reported_ha"] - exact_m2 / 10_000) < 1
        for unit in ("mu", "ha"):
            for area in ("reported", "measured", "verified", "qualified", "replant", "failed", "lost"):
                whole = sum(part[f"{area}_{unit}"] for part in parts) + line[f"own_{unit}"][area]
                assert round(whole, 2) == line[f"{area}_{unit}"]


def test_every_rate_and_verdict_follows_from_the_counts(raw):
    plots = defaultdict(list)
    for number, kind, verdict, rate, *counts in raw["plots"]:
        plots[number, kind, verdict, rate].append(counts)
    assert len(plots) > 100
    for (number, kind, verdict, rate), counts in plots.items():
        if kind == "quality":
            good = sum(m["canopy_after"] >= 0.6 and m["residue_cleared"] >= 0.9 for _, _, m in counts)
            expected = good / len(counts)
        else:
            expected = sum(alive for _, alive, _ in counts) / sum(planted for planted, _, _ in counts)
        assert rate == pytest.approx(expected, abs=1e-12), number
        assert verdict == ("qualified" if expected >= 0.85 else "replant" if expected >= 0.41 else "failed")


def test_the_year_tells_a_story(raw):
    stages = {row[4] for row in raw["works"]}
    assert {"planned", "designed", "reported", "self_checked", "qualified", "replant", "failed"} <= stages

"""The duties of the demo county as they are served, against the same counted by hand from raw rows."""

from datetime import date, timedelta
from io import BytesIO

import psycopg
import pytest
from openpyxl import load_workbook

from gis import cluster
from tests.oracle.duties_by_hand import ByHand
from tests.today import today

THIS_MONTH = today().replace(day=1)
LAST_MONTH = (THIS_MONTH - timedelta(days=1)).replace(day=1)
TABLES = ("officer", "segment", "plot", "village", "township", "county")


@pytest.fixture(scope="module")
def database(live_server):
    """A bare connection to the demo county."""
    with psycopg.connect(cluster.status(live_server.data).conninfo, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def office(live_server):
    """Somebody who sees the whole county."""
    return live_server.phone("office")


def served(office, period: str, by: str) -> dict:
    """A table by (key, kind, per)."""
    items = office.every_item("/api/v1/duties", period=period, by=by, limit="500")
    found = {
        (row["key"], row["kind"], row["per"]): [row[name] for name in ("owed", "done", "effective", "missing")]
        for row in items
    }
    assert len(found) == len(items)
    return found


@pytest.mark.parametrize(
    "month", [LAST_MONTH, THIS_MONTH, (LAST_MONTH - timedelta(days=40)).replace(day=1)], ids=["last", "this", "older"]
)
def test_a_month_of_the_demo_county_is_what_counting_by_hand_finds(office, database, month):
    last = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    expected = ByHand(database, month, last).tables()
    for by in TABLES:
        assert served(office, f"{month:%Y-%m}", by) == dict(expected[by]), by


def test_a_year_of_the_demo_county_is_what_counting_by_hand_finds(office, database):
    year = LAST_MONTH.year
    expected = ByHand(database, date(year, 1, 1), date(year, 12, 31)).tables()
    for by in TABLES:
        assert served(office, str(year), by) == dict(expected[by]), by


def test_the_demo_boards_show_leave_with_substitutes_and_a_rule_that_changed(office, database):
    stood_in = database.execute(
        "SELECT count(*) FROM segment_visit WHERE effective AND stands_in_for IS NOT NULL AND bearer_id = stands_in_for"
    ).fetchone()[0]
    assert stood_in > 0
    statuses = {row["status"] for row in office.every_item("/api/v1/duties", period=f"{LAST_MONTH:%Y-%m}")}
    assert {"fulfilled", "missed"} <= statuses
    old, new = (
        sum(row[0] for row in served(office, f"{m:%Y-%m}", "county").values()) for m in (LAST_MONTH, THIS_MONTH)
    )
    assert new > old, "a township asks more since this month"


def test_the_workbook_is_the_table(office):
    period = f"{LAST_MONTH:%Y-%m}"
    query = {"period": period, "by": "officer", "format": "xlsx"}
    answer = office.session.get(f"{office.base}/api/v1/duties", params=query, timeout=60)
    headings, *lines = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    column = {heading: at for at, heading in enumerate(headings)}
    figures = sorted([line[column[name]] for name in ("编号", "应巡", "已巡", "有效次数", "欠巡")] for line in lines)
    assert figures == sorted([key[0], *row] for key, row in served(office, period, "officer").items())


@pytest.mark.parametrize(("by", "each"), [(by, {"plot": 40, "village": 5, "segment": 3}.get(by, 1)) for by in TABLES])
def test_the_rows_that_count_behind_a_figure_are_as_many_as_were_done(office, by, each):
    """Of the longer tables, of each so manieth row where something was done."""
    table = office.every_item("/api/v1/duties", period=f"{LAST_MONTH:%Y-%m}", by=by, limit="500")
    looked_at = [row for row in table if row["done"] or each == 1][::each]
    told, found = {}, {}
    for row in looked_at:
        key = row["key"], row["kind"], row["per"]
        behind = office.every_item(row["patrols"], limit="2000")
        assert all((visit["object"] is None) == (row["per"] == "person") for visit in behind), key
        told[key], found[key] = row["done"], sum(visit["counted"] for visit in behind)
    assert sum(told.values()) > 0
    assert found == told


def test_the_rows_behind_a_narrowed_table_are_narrowed_as_it_is(office):
    period = f"{LAST_MONTH:%Y-%m}"
    town = max(office.every_item("/api/v1/duties", period=period, by="township"), key=lambda row: row["done"])["key"]
    for narrowed in ({"division": town}, {"post": "patroller"}, {"division": town, "post": "patroller"}):
        table = office.every_item("/api/v1/duties", period=period, by="village", **narrowed)
        rows = [row for row in table if row["done"]]
        assert rows, narrowed
        for row in rows[::5]:
            behind = office.every_item(row["patrols"], limit="2000")
            assert sum(visit["counted"] for visit in behind) == row["done"], row

"""The coverage of a month from stored visits, against the bare statement."""

from datetime import date, timedelta

import pytest

pytestmark = pytest.mark.bench

BARE = """
SELECT s.code, s.length_m, coalesce(multirange_size(v.covered), 0), coalesce(v.visits, 0)
FROM river_segment s
LEFT JOIN (
  SELECT segment_id, range_agg(covered) AS covered, count(*) AS visits
  FROM segment_visit WHERE patrolled_on BETWEEN %s AND %s GROUP BY segment_id
) v ON v.segment_id = s.id
"""


@pytest.fixture(scope="module")
def month():
    """The last whole month."""
    last = date.today().replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


@pytest.mark.parametrize("subject", ["segments", "plots"])
def test_the_coverage_of_a_month(office, database, month, median_ms, say, subject):
    query = {"from": month[0].isoformat(), "to": month[1].isoformat()}
    pages = []
    spent = median_ms(lambda: pages.append(office.get(f"/api/v1/coverage/{subject}", **query)))
    bare = BARE if subject == "segments" else BARE.replace("segment", "plot").replace("river_", "forest_")
    bare = bare.replace("s.length_m", "s.area_m2") if subject == "plots" else bare
    rows = []
    floor = median_ms(lambda: rows.append(database.execute(bare, month).fetchall()))
    assert len(rows[0]) >= len(pages[0]["items"]) > 0
    say(
        f"coverage of a month, {len(pages[0]['items'])} {subject} over HTTP: {spent:.1f} ms;"
        f" {len(rows[0])} by the bare statement: {floor:.1f} ms; {spent / floor:.1f} x"
    )

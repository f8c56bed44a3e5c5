"""A year's assessment over 2,000 officers and 700,000 patrols, against the plain SQL of its two largest figures."""

from datetime import UTC, date, datetime
from functools import partial
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy import create_engine

from gis import cluster
from patrol import db
from patrol.assessment import schemes
from patrol.assessment.asking import Clock, Wanted, assessed
from patrol.assessment.tables import live, scheme_of
from patrol.queries import assessment_rows
from tests.bench import big_county
from tests.bench.conftest import times_ms

pytestmark = pytest.mark.bench
TODAY = date(2026, 12, 31)
CLOCK = Clock(datetime(2026, 12, 31, 12, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))
DAYS = {"first": date(2026, 1, 1), "last": TODAY}
REPEATS = 3
# Patrols and visits of the year by whom they count for: no rules, no seasons, no leave, nothing owed.
PLAIN = """
SELECT officer_id, count(*), count(*) FILTER (WHERE effective) FROM patrol
WHERE patrolled_on BETWEEN %(first)s AND %(last)s AND counts GROUP BY 1
UNION ALL
SELECT bearer_id, segment_id, count(*) FROM segment_visit
WHERE patrolled_on BETWEEN %(first)s AND %(last)s AND counted GROUP BY 1, 2
UNION ALL
SELECT bearer_id, plot_id, count(*) FROM plot_visit
WHERE patrolled_on BETWEEN %(first)s AND %(last)s AND counted GROUP BY 1, 2
"""


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """The running cluster with the big county, a year that ends on the last day of December, and the preset."""
    with cluster.using(tmp_path_factory.mktemp("big")) as running:
        db.migrate(running.url)
        with psycopg.connect(running.conninfo) as connection:
            big_county.build(connection, today=TODAY)
        db.configure(running.url)
        with db.transaction() as session:
            schemes.apply_preset(session, None, big_county.COUNTY, date(2025, 1, 1), TODAY)
        yield running


def test_a_year_s_assessment_of_a_big_county(big, say, tmp_path):
    with psycopg.connect(big.conninfo, autocommit=True) as connection, db.reading() as session:
        plain = times_ms(lambda: connection.execute(PLAIN, DAYS).fetchall(), REPEATS)[REPEATS // 2]
        say(f"the plain SQL of 2026: {plain:.0f} ms")
        for post in (None, "patroller", "ranger", "village_chief"):
            asked = Wanted(big_county.COUNTY, "2026", "officer" if post else "township", post)
            ask = partial(live, session, asked, CLOCK)
            spent = times_ms(ask, REPEATS)[REPEATS // 2]
            rows = ask()["items"]
            assert sum(row["score"] is not None for row in rows) > 0
            say(
                f"assessment of 2026 of {post or 'townships'}: {len(rows)} rows, {spent:.0f} ms ({spent / plain:.2f} x)"
            )
            scheme = scheme_of(session, asked).indicators
            for indicator in [each["indicator"] for each in scheme]:
                if indicator in assessment_rows.SELECTIONS:
                    one = partial(_sums, session, indicator, assessed(asked, scheme, CLOCK))
                    say(f"    {indicator}: {times_ms(one, 1)[0]:.0f} ms")
    _keep_plan(big, tmp_path)


def _sums(session, indicator, asked) -> list:
    return list(assessment_rows.figures(session, [indicator], asked))


def _keep_plan(big, tmp_path) -> None:
    engine = create_engine(db.driver_url(big.url))
    with db.reading() as session, engine.connect() as connection:
        asked = Wanted(big_county.COUNTY, "2026", "township")
        what = assessed(asked, scheme_of(session, asked).indicators, CLOCK)
        for indicator in ("completion", "effective", "river_coverage", "forest_coverage"):
            query = assessment_rows.summed(indicator, what).compile(engine, compile_kwargs={"render_postcompile": True})
            plan = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS) {query}", query.params)
            (tmp_path / f"{indicator}.txt").write_text("\n".join(plan.scalars()))
    engine.dispose()

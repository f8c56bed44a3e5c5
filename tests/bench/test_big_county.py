"""The county that the benchmarks measure can be made by the schema as it is today: a small one of it, in seconds."""

from datetime import date

import psycopg

from gis import cluster
from patrol import db
from tests.bench import big_county

PATROLS = 400


def test_a_small_one_of_the_benchmarks_county_is_made_by_today_s_schema(tmp_path):
    today = date(2026, 11, 26)
    with cluster.using(tmp_path) as running:
        db.migrate(running.url)
        with psycopg.connect(running.conninfo) as connection:
            big_county.build(connection, today=today, patrols=PATROLS)
            big_county.widen(connection, today=today)
            patrols, judged = connection.execute("SELECT count(*), count(rule_id) FROM patrol").fetchone()
            visits = connection.execute("SELECT count(*) FROM segment_visit WHERE rule_id IS NOT NULL").fetchone()[0]
            works = connection.execute("SELECT count(*) FROM forestry_work").fetchone()[0]
    assert (patrols, works) == (PATROLS, 8000)
    assert judged > 0
    assert visits > 0

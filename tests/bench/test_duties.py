"""The county's monthly table of duties over 2,000 officers and 700,000 patrols a year, against the plain SQL."""

import os
from datetime import UTC, date, datetime
from functools import partial

import psycopg
import pytest
from sqlalchemy import select

from gis import cluster
from patrol import auth, db
from patrol.access import Viewer
from patrol.app import create_app
from patrol.config import Settings
from patrol.models import Officer
from patrol.queries import duties
from patrol.queries.duty_atoms import Asked
from tests.bench import big_county
from tests.bench.measuring import by_turns, postmaster_of

pytestmark = pytest.mark.bench
TODAY = date(2026, 11, 22)
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
REPEATS = 15
# The shortest way to owed and done of the month, for rules that are known beforehand to change nowhere in it.
PLAIN = """
WITH owed AS (
  SELECT a.officer_id, coalesce(a.segment_id, -a.plot_id) AS of,
         CASE a.post WHEN 'patroller' THEN 4 WHEN 'village_chief' THEN 5 ELSE 1 END AS owed
  FROM assignment a
), done AS (
  SELECT bearer_id, segment_id AS of, count(*) AS done FROM segment_visit
  WHERE patrolled_on BETWEEN %(first)s AND %(last)s AND counted GROUP BY 1, 2
  UNION ALL
  SELECT bearer_id, -plot_id, count(*) FROM plot_visit
  WHERE patrolled_on BETWEEN %(first)s AND %(last)s AND counted GROUP BY 1, 2
), outings AS (
  SELECT officer_id, count(*) AS done FROM patrol
  WHERE patrolled_on BETWEEN %(first)s AND %(last)s AND counted AND kind = 'forest' GROUP BY 1
)
SELECT o.username, sum(owed), sum(d.done), sum(greatest(owed - coalesce(d.done, 0), 0)), max(p.done)
FROM owed JOIN officer o ON o.id = owed.officer_id
LEFT JOIN done d ON d.bearer_id = owed.officer_id AND d.of = owed.of
LEFT JOIN outings p ON p.officer_id = o.id
GROUP BY o.username
"""


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """The address of a database with the big county."""
    with cluster.using(tmp_path_factory.mktemp("big")) as running:
        db.migrate(running.url)
        with psycopg.connect(running.conninfo, autocommit=True) as connection:
            big_county.build(connection, today=TODAY)
        yield running


def test_the_monthly_table_of_a_big_county(big, say, tmp_path):
    app = create_app(Settings(data=tmp_path, database_url=big.url))
    with db.transaction() as session:
        officer = session.scalar(select(Officer).where(Officer.username == "office"))
        viewer = Viewer(officer.id, "office", "", "office", officer.division_code)
        token, _ = auth.issue_token(session, officer, "bench", datetime.now(UTC), 30)
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "gzip"}
    client, asked = app.test_client(), Asked(viewer, FIRST, LAST)
    with psycopg.connect(big.conninfo, autocommit=True) as connection, db.reading() as session:
        patrols = connection.execute("SELECT count(*) FROM patrol").fetchone()[0]
        days = {"first": FIRST, "last": LAST}
        tasks = {"plain SQL": lambda: connection.execute(PLAIN, days).fetchall()}
        for by in duties.BY:
            everything = f"/api/v1/duties?period=2026-10&by={by}&limit=10000"
            board = f"/api/v1/duties?period=2026-10&by={by}&sort=-missing&limit=50"
            tasks[f"{by}: statement"] = partial(duties.page, session, by, asked, TODAY, duties.Page(limit=10_000))
            tasks[f"{by}: every row"] = partial(client.get, everything, headers=headers)
            tasks[f"{by}: the board's page"] = partial(client.get, board, headers=headers)
        roots = {name: [postmaster_of(big), os.getpid()] for name in tasks}
        spent = by_turns(tasks, roots, REPEATS)
    say(f"{patrols} patrols; October by the clock, and by the processors of database and Python together")
    for name, (wall, cpu) in spent.items():
        say(f"{name}: {wall:.0f} ms, {cpu:.0f} ms of processors, {cpu / spent['plain SQL'].cpu_ms:.2f} x plain")
        assert cpu > 0, name
    del headers["Accept-Encoding"]
    for by in duties.BY:
        assert client.get(f"/api/v1/duties?period=2026-10&by={by}", headers=headers).json["total"] > 0, by

"""How long it takes to find a replayed track among a county's year, and to leave an honest one alone."""

import uuid
from datetime import date

import pytest
from sqlalchemy import text

from patrol import db
from patrol.queries.honesty import LIKELY, REMEMBERED, likely_copies
from patrol.rules.honesty.copies import Other, copied
from patrol.rules.honesty.limits import Limits
from tests.bench.conftest import times_ms
from tests.rules.honesty.walks import later, walk

pytestmark = pytest.mark.bench
PATROLS, SEGMENTS, REPEATS = 700_000, 5_000, 40
FEW, SHORT_LIST = 1_500, 60
ON = date(2026, 12, 30)

# A year over the county: on each segment landmarks are passed at paces of many a kind, positions are everyone's own.
YEAR = """
WITH walked AS (
  INSERT INTO submission (id, patrolled_on, officer_id, content_sha256, received_at)
  SELECT gen_random_uuid(), DATE '2026-01-01' + n % 364, :officer, '', now() FROM generate_series(1, :patrols) n
  RETURNING id, patrolled_on, officer_id
), numbered AS (SELECT *, row_number() OVER () AS n FROM walked)
INSERT INTO patrol_trace (patrol_id, patrolled_on, officer_id, keys)
SELECT id, patrolled_on, officer_id, ARRAY(
  SELECT hashint4((n % :segments)::int * 1000 + k * 10 + abs(hashint8(n * 100 + k)) % 8) FROM generate_series(1, 36) k
  UNION ALL SELECT hashint8(n * 1000 + k) FROM generate_series(1, 20) k)
FROM numbered
"""


@pytest.fixture
def officer(connection, session) -> int:
    """Who has walked all of them."""
    return session.scalar(
        text(
            "INSERT INTO officer (username, name, post, division_code)"
            " VALUES ('bench', 'bench', 'patroller', '361099000000') RETURNING id"
        )
    )


@pytest.fixture
def year(session, officer):
    """700,000 traces, sorted in at once."""
    session.execute(text("SET LOCAL statement_timeout = 0"))
    session.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
    session.execute(text("DROP INDEX ix_patrol_trace_keys"))
    session.execute(text(YEAR), {"officer": officer, "patrols": PATROLS, "segments": SEGMENTS})
    session.execute(text("CREATE INDEX ON patrol_trace USING gin (keys) WITH (fastupdate = off)"))
    session.execute(text("ANALYZE patrol_trace"))
    return session


def test_a_replay_among_700_000(year, say):
    replayed = year.execute(text("SELECT patrol_id, keys FROM patrol_trace WHERE patrolled_on = '2026-06-01'")).first()
    honest = year.scalar(
        text(
            "SELECT ARRAY(SELECT hashint4(77000 + k * 10 + k % 8) FROM generate_series(1, 36) k"
            " UNION ALL SELECT hashint4(77000 + k * 10 + (k + 1) % 8) FROM generate_series(1, 36) k"
            " UNION ALL SELECT hashint8(-k) FROM generate_series(1, 20) k)"
        )
    )
    found = []
    again = times_ms(lambda: found.append(likely_copies(year, replayed.keys, ON)), REPEATS)
    assert found[0][0].patrol_id == uuid.UUID(str(replayed.patrol_id))
    other = times_ms(lambda: likely_copies(year, honest, ON), REPEATS)
    floor = times_ms(lambda: year.execute(text("SELECT 1")), REPEATS)
    tracks = [Other(str(seed), False, "2026-01-01", walk(seed)) for seed in range(8)]
    mine = later(walk(99), 86_400)
    judged = times_ms(lambda: list(copied(mine, tracks, Limits())), REPEATS)
    middle, late = REPEATS // 2, int(REPEATS * 0.95)
    say(
        f"among {PATROLS} tracks: a replay found in {again[middle]:.1f} ms (p95 {again[late]:.1f}), an honest walk of a"
        f" path with {PATROLS // SEGMENTS} others in {other[middle]:.1f} ms (p95 {other[late]:.1f}),"
        f" {other[middle] / floor[middle]:.0f} x SELECT 1; eight tracks compared in {judged[middle]:.1f} ms"
    )


def test_a_replay_in_a_small_county(session, officer, say):
    for setting in db.SESSION:
        session.execute(text(f"SET LOCAL {setting}"))
    session.execute(text(YEAR), {"officer": officer, "patrols": FEW, "segments": SHORT_LIST})
    session.execute(text("ANALYZE patrol_trace"))
    replayed = session.execute(
        text("SELECT patrol_id, keys FROM patrol_trace WHERE patrolled_on = '2026-06-01'")
    ).first()
    keys = [near for key in replayed.keys for near in (key, key + 1)]
    asked = {"keys": keys, "first": ON - REMEMBERED, "last": ON + REMEMBERED, "least": 3, "most": 8}
    found = []
    by_index = times_ms(lambda: found.append(likely_copies(session, keys, ON)), REPEATS)
    assert str(found[0][0].patrol_id) == str(replayed.patrol_id)
    read_whole = times_ms(lambda: list(session.execute(LIKELY, asked)), REPEATS)
    middle = REPEATS // 2
    say(
        f"among {FEW} tracks: {by_index[middle]:.1f} ms by the index, {read_whole[middle] / by_index[middle]:.1f} times"
        " as long where the planner reads small months whole"
    )

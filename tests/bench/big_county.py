"""A county of 2,000 officers and 700,000 patrols a year in the real schema, made inside the database in minutes.

    with psycopg.connect(conninfo) as connection:
        big_county.build(connection, seed=1, today=date(2026, 11, 22))

Everything follows from the seed. What no table of figures asks for is left out: stations, cells, photos, and the paths
of patrols before the last month.
"""

from datetime import date, timedelta
from importlib.resources import files

import psycopg

COUNTY = "360900000000"
PASSWORD = "shanhe-demo"
STAFF = ("office", "supervisor", "gis", "auditor", "admin")
PATROLS = 700_000
DAYS = 365
GROWING = ("submission", "patrol", "segment_visit", "plot_visit")
FOREIGN_KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conparentid = 0 AND conrelid::regclass::text = ANY(%s)
"""
STEPS = ("big_county_people", "big_county_patrols")
BOARDS = "big_county_boards"


def build(
    connection: psycopg.Connection,
    *,
    seed: int = 1,
    today: date,
    patrols: int = PATROLS,
    password_hash: str | None = None,
) -> None:
    """Fill an empty, migrated database with a year of patrols that ends on a day.

    `password_hash` is that of everybody's password; nobody can sign in without one. User names: office, supervisor, …,
    county-chief, tc-1…20 (township chiefs), vc-1…200, patroller-1…1000, ranger-1…774.
    """
    first = today - timedelta(days=DAYS - 1)
    with connection.transaction(), connection.cursor() as cursor:
        # Looked up row by row, foreign keys take longer than all the rest; added again, they are judged together.
        keys = cursor.execute(FOREIGN_KEYS, (list(GROWING),)).fetchall()
        for table, name, _definition in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute("SET LOCAL synchronous_commit = off")
        months = "SELECT ensure_month(m::date) FROM generate_series(date_trunc('month', %s::date), %s, '1 month') m"
        cursor.execute(months, (first, today + timedelta(days=62)))
        given = {"seed": seed, "first": first, "today": today, "patrols": patrols, "days": DAYS}
        given |= {"county": COUNTY, "password_hash": password_hash, "staff": list(STAFF)}
        for step in STEPS:
            for statement in _statements(step):
                cursor.execute(statement, given)
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    autocommit, connection.autocommit = connection.autocommit, True
    connection.execute("VACUUM (ANALYZE)")
    connection.autocommit = autocommit


def widen(connection: psycopg.Connection, *, seed: int = 1, today: date) -> None:
    """Add to a built county what its boards list: 5,000 segments and 50,000 plots in all, 20,000 issues, 8,000 works,
    targets of every division."""
    with connection.transaction(), connection.cursor() as cursor:
        for statement in _statements(BOARDS):
            cursor.execute(statement, {"seed": seed, "today": today})


def _statements(step: str) -> list[str]:
    text = files("tests.bench").joinpath(f"{step}.sql").read_text(encoding="utf8")
    return [statement for statement in text.split(";\n") if statement.strip()]

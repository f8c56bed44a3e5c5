"""A GIS user who means ill gets nothing but what the views show."""

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, QueryCanceled
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from patrol.desk import users

EVERYONE = ("county_reads", "village_reads", "village_edits")
FORBIDDEN = {
    "a table with people in it": "SELECT * FROM public.officer",
    "tracks": "SELECT ST_AsText(path) FROM public.patrol",
    "a month of tracks": "SELECT * FROM public.patrol_2026_05",
    "tokens": "SELECT * FROM public.token",
    "a whole table below a view": "SELECT * FROM public.river_segment",
    "a column that no view shows": "SELECT stations FROM public.river_segment",
    "the table of GIS users": "SELECT * FROM public.gis_user",
    "jobs": "SELECT * FROM public.procrastinate_jobs",
    "a job of one's own": "SELECT procrastinate_defer_jobs_v1('{}')",
    "asking the worker": "SELECT gis_views.ask_laying()",
    "making a month": "SELECT public.ensure_month('2031-01-01')",
    "writing below a view": "UPDATE public.river_segment SET name = 'x'",
    "a table in the schema of views": "CREATE TABLE gis_views.mine (a int)",
    "a table in public": "CREATE TABLE public.mine (a int)",
    "a temporary table": "CREATE TEMP TABLE mine (a int)",
    "a schema": "CREATE SCHEMA mine",
    "a function": "CREATE FUNCTION gis_views.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "a block of code": "DO $$ BEGIN PERFORM 1; END $$",
    "an extension": "CREATE EXTENSION dblink",
    "sleeping": "SELECT pg_sleep(100)",
    "a lock of the application's": "SELECT pg_advisory_lock(1)",
    "a program": "COPY (SELECT 1) TO PROGRAM 'id'",
    "a file to write": "COPY (SELECT 1) TO '/tmp/mine'",
    "a file to read": "COPY gis_views.qgis_projects FROM '/etc/passwd'",
    "reading a file": "SELECT pg_read_file('/etc/passwd')",
    "a large object from a file": "SELECT lo_import('/etc/passwd')",
    "a large object": "SELECT lo_create(0)",
    "a large object of bytes": "SELECT lo_from_bytea(0, 'x')",
    "the owner's role": "SET ROLE patrol",
    "the superuser's role": "SET ROLE postgres",
    "another's session": "SET SESSION AUTHORIZATION patrol",
    "a role of one's own": "CREATE ROLE mine LOGIN",
    "more rights": "ALTER ROLE village_reads SUPERUSER",
    "editors' rights": "GRANT patrol_gis_edit TO village_reads",
    "statistics of tracks": "SELECT _postgis_stats('public.patrol', 'path_3857')",
    "where all tracks lie": "SELECT ST_EstimatedExtent('public', 'patrol_2026_05', 'path')",
    "the log": "SELECT pg_logical_emit_message(false, 'a', 'b')",
    "a policy": "ALTER TABLE public.river_segment DISABLE ROW LEVEL SECURITY",
    "a lock on a table": "LOCK TABLE public.river_segment IN ACCESS EXCLUSIVE MODE",
    "a lock through a view": "LOCK TABLE gis_views.segments IN ACCESS EXCLUSIVE MODE",
    "passwords": "SELECT * FROM pg_authid",
    "samples of values": "SELECT stxoid FROM pg_statistic_ext_data",
}


@pytest.mark.parametrize("user", EVERYONE)
@pytest.mark.parametrize("attempt", FORBIDDEN)
def test_is_refused(desk, user, attempt):
    with desk.connect(user) as connection, connection.transaction(), pytest.raises(psycopg.Error) as refused:
        connection.execute(FORBIDDEN[attempt])
    assert isinstance(refused.value, InsufficientPrivilege), refused.value


@pytest.mark.parametrize("view", ["segments", "plots", "zoning", "divisions", "issues", "works", "segment_coverage"])
def test_a_reader_writes_nothing(desk, view):
    for statement in (f"UPDATE {view} SET id = id", f"DELETE FROM {view}", f"INSERT INTO {view} DEFAULT VALUES"):
        with pytest.raises(psycopg.Error, match=r"permission denied|cannot"):
            desk.asked("county_reads", statement)


def test_other_databases_of_the_server_are_closed(desk):
    for database in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError):
            desk.connect("county_reads", dbname=database)


LEAKS = (
    # a cheap operator that fails on a value: what it says would be the value of a row outside
    "SELECT count(*) FROM {table} WHERE ('x' || code)::int = 1",
    "SELECT count(*) FROM {table} WHERE CASE WHEN code LIKE 'R2%' THEN 1/(length(code) - length(code)) ELSE 1 END = 1",
    "SELECT count(*) FROM {table} WHERE query_to_xml(format('SELECT %s', code), true, true, '') IS NULL",
)


@pytest.mark.parametrize("table", ["segments", "segment_coverage", "public.river_segment"])
@pytest.mark.parametrize("leak", LEAKS)
def test_a_function_in_where_never_meets_a_row_outside(desk, table, leak):
    with desk.connect("village_reads") as connection:
        try:
            connection.execute(leak.format(table=table))
            said = ""
        except psycopg.Error as error:
            said = str(error)
    assert "R2" not in said
    assert "division by zero" not in said


def test_plans_tell_nothing_of_values_outside(desk, as_owner):
    as_owner.execute("ANALYZE river_segment")
    with desk.connect("village_reads") as connection:
        plans = [
            connection.execute(f"EXPLAIN (FORMAT JSON) SELECT id FROM segments WHERE code = '{code}'").fetchone()[0]
            for code in ("R2", "no such segment")
        ]
        values = connection.execute("SELECT count(*) FROM pg_stats WHERE tablename IN ('river_segment', 'patrol')")
        assert values.fetchone() == (0,)
    assert plans[0][0]["Plan"]["Plan Rows"] == plans[1][0]["Plan"]["Plan Rows"]


def test_a_statement_ends_at_its_limit(desk):
    with desk.connect("county_reads") as connection:
        assert connection.execute("SHOW statement_timeout").fetchone() == ("1min",)
        connection.execute("SET statement_timeout = '200ms'")
        with pytest.raises(QueryCanceled):
            connection.execute("SELECT count(*) FROM generate_series(1, 1000000000)")


def test_who_lifts_the_limit_is_ended_by_the_application(desk, as_owner):
    owner = create_engine(desk.url)
    with desk.connect("county_reads") as connection, Session(owner) as session:
        connection.execute("BEGIN")
        connection.execute("SELECT 1")
        shorter = users.OVERLONG.replace("15 minutes", "0 minutes")
        assert users.end_overlong(session) == 0
        assert session.scalar(text(shorter)) == 1
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    owner.dispose()


def test_connections_are_few(desk):
    opened = []
    try:
        opened.extend(desk.connect("county_reads") for _ in range(users.CONNECTIONS))
        with pytest.raises(psycopg.OperationalError, match="too many connections"):
            desk.connect("county_reads")
    finally:
        for each in opened:
            each.close()

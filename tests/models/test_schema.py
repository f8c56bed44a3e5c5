"""The schema that the migrations make is the schema that the models say."""

import re

import pytest
from alembic import command
from sqlalchemy import CheckConstraint, create_engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError

from patrol import db
from patrol.models import Base


@pytest.fixture
def empty_url(cluster_url):
    """An empty database beside the others, gone afterwards."""
    engine = create_engine(db.driver_url(cluster_url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS empty"))
        connection.execute(text("CREATE DATABASE empty"))
        yield make_url(cluster_url).set(database="empty").render_as_string(hide_password=False)
        connection.execute(text("DROP DATABASE empty WITH (FORCE)"))
    engine.dispose()


def tables(url: str) -> set[str]:
    engine = create_engine(db.driver_url(url))
    names = set(inspect(engine).get_table_names()) - {"spatial_ref_sys", "alembic_version"}
    engine.dispose()
    return names


def test_the_newest_schema_leaves_nothing_for_autogenerate_to_add(empty_url):
    db.migrate(empty_url)
    config = db.migrations()
    config.attributes["url"] = db.driver_url(empty_url)
    command.check(config)


def test_the_words_that_a_check_allows_are_those_of_the_models(session):
    # Autogenerate does not compare checks.
    said = text(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype='c'"
    )
    kept = {(table, name): words(definition) for table, name, definition in session.execute(said)}
    checks = {
        (table.name, str(check.name)): words(str(check.sqltext.compile(dialect=session.bind.dialect)))
        for table in Base.metadata.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint) and check.name
    }
    asked = {key: allowed for key, allowed in checks.items() if allowed}
    assert len(asked) > 30
    assert {key: kept.get(key) for key in asked} == asked


def words(check: str) -> set[str]:
    return set(re.findall(r"'([a-z][a-z0-9_]*)'", check))


def test_downgrade_takes_everything_away_and_upgrade_brings_it_back(empty_url):
    db.migrate(empty_url)
    made = tables(empty_url)
    db.downgrade(empty_url, "base")
    assert tables(empty_url) == set()
    db.migrate(empty_url)
    assert tables(empty_url) == made


def test_a_month_is_made_once_and_holds_its_days(session):
    for day in ("2031-02-01", "2031-02-28"):
        session.execute(text("SELECT ensure_month(CAST(:day AS date))"), {"day": day})
    bound = text("SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = 'patrol_2031_02'")
    assert session.scalar(bound) == "FOR VALUES FROM ('2031-02-01') TO ('2031-03-01')"


@pytest.mark.parametrize(
    "line",
    [
        "LINESTRING(116.5 27.5, NaN 27.6)",
        "LINESTRING(116.5 27.5, Infinity 27.6)",
        "LINESTRING(116.5 27.5, 999 27.6)",
        "LINESTRING(27.5 116.5, 27.6 116.6)",
    ],
)
def test_the_database_itself_refuses_impossible_coordinates(session, line):
    insert = text(
        "INSERT INTO river_segment (code, division_code, geom)"
        " VALUES ('X', '361099000000', ST_GeomFromText(:line, 4490))"
    )
    with pytest.raises(DBAPIError), session.begin_nested():
        session.execute(insert, {"line": line})

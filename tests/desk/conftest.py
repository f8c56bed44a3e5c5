"""A county of two rivers in a database of its own, and people who connect to it with a GIS program."""

from dataclasses import dataclass, replace

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from gis import cluster
from patrol import db
from patrol.config import Settings
from patrol.desk import users
from patrol.desk.opening import open_views
from tests.two_rivers import COUNTY, VILLAGE, settle

PASSWORD = "a river and a forest"
PEOPLE = {"county_reads": (COUNTY, False), "village_reads": (VILLAGE, False), "village_edits": (VILLAGE, True)}


@dataclass(frozen=True)
class Desk:
    """The database: its owner's address, and connections of its people over TCP."""

    url: str
    port: int
    name: str

    def connect(self, user: str, **options) -> psycopg.Connection:
        """Somebody's connection, each statement a transaction."""
        own = {"host": "127.0.0.1", "port": self.port, "dbname": self.name, "user": user, "password": PASSWORD}
        return psycopg.connect(make_conninfo(**own | options), autocommit=True)

    def asked(self, user: str, statement: str, *values) -> list[tuple]:
        """All rows of a statement."""
        with self.connect(user) as connection:
            return connection.execute(statement, values or None).fetchall()


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """The desk, with its people let in."""
    with cluster.using(tmp_path_factory.mktemp("desk"), fast=True) as running:
        db.migrate(running.url)
        owner, server = create_engine(running.url), _administrator(running)
        with Session(owner) as session, session.begin():
            for month in range(1, 13):
                session.execute(text("SELECT ensure_month(make_date(2026, :month, 1))"), {"month": month})
            settle(session)
        with Session(server) as session, session.begin():
            users.guard(session)
        with Session(owner) as session, session.begin():
            open_views(session, replace(Settings(), database_url=running.url))
        with Session(server) as session, session.begin():
            for name, (division, edits) in PEOPLE.items():
                users.add(session, name, division, PASSWORD, edits=edits)
        owner.dispose()
        server.dispose()
        yield Desk(running.url, running.port, running.database)


def _administrator(running: cluster.Running):
    conninfo = running.superuser_conninfo(running.database)
    return create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(conninfo))


@pytest.fixture
def as_owner(desk):
    """A connection of the application's own role."""
    with psycopg.connect(db.plain_url(desk.url), autocommit=True) as connection:
        yield connection

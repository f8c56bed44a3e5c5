"""Real parts for every test: a migrated PostGIS, a session that is rolled back, the application, a running system."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings as examples
from sqlalchemy import create_engine, text

from gis import cluster
from patrol import db
from patrol.app import create_app
from patrol.config import ROOT, Settings
from tests.running import Phone, Server

NOW = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)
DEMO_PASSWORD = "shanhe-demo"
SHARED = ROOT.parent / "shared" / "data"
# How long an example takes tells of the machine's other work, and fails nothing.
examples.register_profile("patrol", deadline=None)
examples.load_profile("patrol")


@pytest.fixture(scope="session")
def cluster_url(tmp_path_factory) -> str:
    """The address of a private cluster that only this run of the tests uses."""
    with cluster.using(tmp_path_factory.mktemp("cluster"), fast=True) as running:
        yield running.url


@pytest.fixture(scope="session")
def engine(cluster_url):
    """An engine on the migrated, empty database."""
    db.migrate(cluster_url)
    engine = create_engine(db.driver_url(cluster_url))
    with engine.begin() as connection:
        for month in range(1, 13):
            connection.execute(text("SELECT ensure_month(make_date(2026, :month, 1))"), {"month": month})
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine):
    """A connection whose transaction is rolled back; every session of the test goes through it."""
    with engine.connect() as connection:
        outer = connection.begin()
        db.bind(connection)
        yield connection
        outer.rollback()


@pytest.fixture
def session(connection):
    """A session in a savepoint."""
    with db.transaction() as session:
        yield session


@pytest.fixture
def settings(tmp_path) -> Settings:
    """Settings with a data folder of the test's own."""
    return replace(Settings(), data=tmp_path)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Flask:
    """The application; making one takes longer than most tests."""
    return create_app(replace(Settings(), data=tmp_path_factory.mktemp("app")))


@pytest.fixture
def now() -> datetime:
    """The moment at which tests take place."""
    return NOW


@pytest.fixture(scope="session")
def live_server(tmp_path_factory):
    """The whole system with the demo county, as `bin/serve` brings it up; for tests that only read, or add patrols.

    Who works on a page sets DEMO_KEPT to a folder: the county is loaded into it once and the next run takes it up.
    """
    kept = os.environ.get("DEMO_KEPT")
    folder = Path(kept).resolve() if kept else tmp_path_factory.mktemp("demo")
    folder.mkdir(parents=True, exist_ok=True)
    with DemoServer(folder, kept=bool(kept), PATROL_DEMO="1") as server:
        yield server


class DemoServer(Server):
    """A running demo county."""

    @property
    def url(self) -> str:
        """Its address."""
        return self.base

    def phone(self, username: str) -> Phone:
        """Somebody of the demo, signed in."""
        return Phone(self.base).sign_in(username, DEMO_PASSWORD)

    def token(self, username: str) -> str:
        """A token of somebody of the demo."""
        return self.phone(username).session.headers["Authorization"].removeprefix("Bearer ")

    @property
    def database_url(self) -> str:
        """The address of its private database."""
        return cluster.status(Path(self.environment["PATROL_DATA"])).url


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real input; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("SHARED_DATA", SHARED))
    if not folder.is_dir():
        pytest.skip("no real input beside the project")
    return folder

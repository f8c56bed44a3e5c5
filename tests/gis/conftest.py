"""The valley on a cluster of its own, and a client of the application that publishes it."""

import pytest
from sqlalchemy import create_engine, text

from gis import cluster
from tests.gis import valley


@pytest.fixture(scope="session")
def valley_engine(tmp_path_factory):
    """An engine on a cluster that holds the valley alone."""
    with cluster.using(tmp_path_factory.mktemp("valley"), fast=True) as running:
        engine = create_engine(running.url)
        with engine.begin() as connection:
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
            valley.fill(connection)
        yield engine
        engine.dispose()


@pytest.fixture(scope="session")
def valley_app(valley_engine):
    """The application that publishes the valley."""
    return valley.application(valley_engine)


@pytest.fixture
def client(valley_app):
    """Flask's test client on the valley."""
    return valley_app.test_client()

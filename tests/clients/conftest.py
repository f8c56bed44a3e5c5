"""The demo county as GIS programs reach it: an address, a token, and the database to compare with."""

from dataclasses import dataclass

import pytest
from sqlalchemy import create_engine, text

from patrol import db

LAYERS = ("divisions", "segments", "stretches", "plots", "tracks", "issues", "works", "zoning")
PUBLISHED = (*LAYERS[:5], "effort", "photos", *LAYERS[5:])


@dataclass(frozen=True)
class Desk:
    """What a GIS person has: the service's address, their name and their token."""

    url: str
    username: str
    token: str

    @property
    def header(self) -> dict[str, str]:
        """How programs sign in."""
        return {"Authorization": f"Bearer {self.token}"}


@pytest.fixture(scope="session")
def desk(live_server):
    """The desk of the county's GIS staff."""
    return Desk(f"{live_server.url}/ogc", "gis", live_server.token("gis"))


@pytest.fixture(scope="session")
def town_desk(live_server):
    """The desk of somebody who may see one township."""
    return Desk(f"{live_server.url}/ogc", "chief", live_server.token("chief"))


@pytest.fixture(scope="session")
def stored(live_server):
    """A function that asks the database itself: SQL in, one value out."""
    engine = create_engine(db.driver_url(live_server.database_url))

    def ask(statement: str, **values):
        with engine.connect() as connection:
            return connection.execute(text(statement), values).scalar()

    yield ask
    engine.dispose()


THIS_MONTH = "patrolled_on >= date_trunc('month', now() AT TIME ZONE 'Asia/Shanghai')"
COUNTS = {
    "divisions": "SELECT count(*) FROM division",
    "segments": "SELECT count(*) FROM river_segment",
    "plots": "SELECT count(*) FROM forest_plot",
    "tracks": f"SELECT count(*) FROM patrol WHERE path IS NOT NULL AND {THIS_MONTH}",
    "issues": "SELECT count(*) FROM issue",
    "works": "SELECT count(*) FROM forestry_work WHERE geom IS NOT NULL",
    "zoning": "SELECT count(*) FROM zoning_unit",
}


@pytest.fixture(scope="session")
def counts(stored):
    """How many rows of each layer's table there are; stretches have no table."""
    return {name: stored(statement) for name, statement in COUNTS.items()}

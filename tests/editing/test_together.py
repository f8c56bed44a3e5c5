"""Two at the map at once: a code is given to one of them."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import pytest
import shapely
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.orm import Session

from gis.editing import Draft
from patrol import db
from patrol.access import Viewer
from patrol.editing.editable import EDITABLE
from patrol.editing.editors import editor
from patrol.errors import Conflict
from patrol.models import Division, Officer
from tests.api.conftest import COUNTY, OTHER_TOWN, TOWN, at, ewkt_box

LONGEST_S = 4
PLACES = {
    COUNTY: ("county", (0, 0, 20_000, 10_000)),
    TOWN: ("township", (0, 0, 10_000, 10_000)),
    OTHER_TOWN: ("township", (10_000, 0, 20_000, 10_000)),
}
RIVERS = {
    TOWN: shapely.LineString([at(2_000, 5_000), at(4_000, 5_000)]),
    OTHER_TOWN: shapely.LineString([at(12_000, 5_000), at(14_000, 5_000)]),
}


@pytest.fixture
def townships(cluster_url):
    """An engine on a database of its own, because what is done at once must be committed; GIS staff of two places."""
    server = create_engine(db.driver_url(cluster_url), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE two_at_the_map"))
        url = make_url(cluster_url).set(database="two_at_the_map").render_as_string(hide_password=False)
        db.migrate(url)
        engine = create_engine(db.driver_url(url))
        yield engine, _settled(engine)
        engine.dispose()
        connection.execute(text("DROP DATABASE two_at_the_map WITH (FORCE)"))
    server.dispose()


def _settled(engine) -> dict[str, Viewer]:
    with Session(engine) as session, session.begin():
        for code, (level, corners) in PLACES.items():
            parent = None if level == "county" else COUNTY
            session.add(Division(code=code, name=code, level=level, parent_code=parent, geom=ewkt_box(*corners)))
            session.flush()
        staff = {place: Officer(username=place, name="测", post="gis", division_code=place) for place in RIVERS}
        session.add_all(staff.values())
        session.flush()
        return {place: Viewer(who.id, place, "测", "gis", place) for place, who in staff.items()}


def _waits(engine) -> bool:
    with engine.connect() as connection:
        waiting = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"
        return connection.scalar(text(waiting))


def test_of_two_that_draw_features_of_one_code_at_once_the_second_is_told_that_it_is_taken(townships, settings):
    engine, staff = townships
    rules = editor(EDITABLE["segments"], settings)

    def draw(session, place):
        return rules.create(session, staff[place], Draft({"code": "N-1", "name": place}, RIVERS[place]))

    def draw_and_keep(place):
        with Session(engine) as session, session.begin():
            return draw(session, place)

    with ThreadPoolExecutor(1) as pool:
        with Session(engine) as first, first.begin():
            assert draw(first, TOWN) == "N-1"
            second = pool.submit(draw_and_keep, OTHER_TOWN)
            until = monotonic() + LONGEST_S
            while not _waits(engine) and monotonic() < until:
                sleep(0.02)
        with pytest.raises(Conflict) as refused:
            second.result()
    assert (refused.value.key, refused.value.params["code"]) == ("edit_code_taken", "N-1")
    with engine.connect() as connection:
        found = connection.execute(text("SELECT name, division_code FROM river_segment")).one()
    assert found == (TOWN, TOWN)

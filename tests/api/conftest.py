"""A small county in the database, and its people as callers of the API."""

import math
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from patrol import auth, coverage
from patrol.app import create_app
from patrol.models import Assignment, Division, ForestPlot, Officer, PatrolRule, River, RiverSegment
from patrol.queries.epochs import begin_epoch

COUNTY, TOWN, VILLAGE, OTHER_TOWN = "361099000000", "361099101000", "361099101201", "361099102000"
WEST, SOUTH = 116.5, 27.5
NORTH_M = 110_840.0
EAST_M = 111_320.0 * math.cos(math.radians(SOUTH))
PASSWORD = "一条河 and a footpath"
HASH = auth.hash_password(PASSWORD)
PEOPLE = {
    "wang": ("王河", "patroller", VILLAGE),
    "li": ("李林", "ranger", VILLAGE),
    "zhao": ("赵远", "patroller", OTHER_TOWN),
    "chief": ("周镇长", "township_chief", TOWN),
    "sup": ("孙督查", "supervisor", COUNTY),
}


def at(east_m: float, north_m: float) -> tuple[float, float]:
    """Degrees of a place in metres east and north of the county's south-west corner."""
    return WEST + east_m / EAST_M, SOUTH + north_m / NORTH_M


def ewkt_line(points) -> str:
    return "SRID=4490;LINESTRING(" + ",".join(f"{x:.9f} {y:.9f}" for x, y in points) + ")"


def ewkt_box(west_m: float, south_m: float, east_m: float, north_m: float) -> str:
    (w, s), (e, n) = at(west_m, south_m), at(east_m, north_m)
    return f"SRID=4490;MULTIPOLYGON((({w} {s},{e} {s},{e} {n},{w} {n},{w} {s})))"


@pytest.fixture
def county(session, settings):
    """Two townships, a village; a river of two segments (5 km and 3 km), a brook elsewhere, a plot; five people."""
    session.add_all(
        [
            Division(code=COUNTY, name="云岫县", level="county", geom=ewkt_box(0, 0, 20_000, 10_000)),
            Division(code=TOWN, name="上乡", level="township", parent_code=COUNTY, geom=ewkt_box(0, 0, 10_000, 10_000)),
            Division(code=VILLAGE, name="河口村", level="village", parent_code=TOWN),
            Division(code=OTHER_TOWN, name="下乡", level="township", parent_code=COUNTY),
        ]
    )
    river = River(code="R", name="清溪河")
    session.add(river)
    session.flush()
    lines = {
        "R-1": (VILLAGE, [at(1_000, 1_000), at(6_000, 1_000)], river.id),
        "R-2": (VILLAGE, [at(6_000, 1_000), at(9_000, 1_000)], river.id),
        "B-1": (OTHER_TOWN, [at(15_000, 2_000), at(15_000, 4_000)], None),
    }
    segments = {
        code: RiverSegment(code=code, name=code, division_code=place, geom=ewkt_line(line), river_id=river_id)
        for code, (place, line, river_id) in lines.items()
    }
    plot = ForestPlot(code="P-1", name="红9", division_code=VILLAGE, geom=ewkt_box(2_000, 3_000, 3_000, 3_500))
    officers = {
        username: Officer(username=username, name=name, post=post, division_code=place, password_hash=HASH)
        for username, (name, post, place) in PEOPLE.items()
    }
    session.add_all([*segments.values(), plot, *officers.values()])
    session.flush()
    coverage.lay_stations(session, [segment.id for segment in segments.values()], settings.coverage)
    coverage.lay_cells(session, [plot.id], 4547, settings.coverage)
    session.add_all(
        [
            Assignment(
                officer_id=officers["wang"].id,
                segment_id=segments["R-1"].id,
                post="patroller",
                valid_from=date(2026, 1, 1),
            ),
            Assignment(officer_id=officers["li"].id, plot_id=plot.id, post="ranger", valid_from=date(2026, 1, 1)),
            PatrolRule(
                division_code=COUNTY,
                post="patroller",
                kind="river",
                times=1,
                period="week",
                min_duration_s=600,
                min_distance_m=500,
                valid_from=date(2026, 1, 1),
            ),
        ]
    )
    session.flush()
    return segments


@dataclass
class Caller:
    """Somebody with a token."""

    client: FlaskClient
    headers: dict

    def get(self, path: str, **query):
        return self.client.get(path, headers=self.headers, query_string=query or None)

    def put(self, path: str, **content):
        return self.client.put(path, headers=self.headers, **content)

    def submit(self, body: dict, patrol_id: str | None = None):
        return self.put(f"/api/v1/patrols/{patrol_id or uuid.uuid4()}", json=body)


@pytest.fixture
def app(connection, session, settings, made_once) -> Flask:
    """The application on the test's connection, under the test's settings. What it counted for another test was of
    another life of the database."""
    begin_epoch(session)
    made_once.config["PATROL"] = settings
    return made_once


@pytest.fixture
def app_of_its_own(connection, settings) -> Flask:
    """One that nobody else uses: an application keeps tiles, whose versions begin anew with each test."""
    return create_app(settings)


@pytest.fixture
def client(app) -> FlaskClient:
    """A caller who is not signed in."""
    return app.test_client()


@pytest.fixture
def signed_in(county, app, session):
    """`signed_in("wang")` is Wang on the phone."""

    def sign_in(username: str) -> Caller:
        officer = session.scalar(select(Officer).where(Officer.username == username))
        token, _ = auth.issue_token(session, officer, "test", datetime.now(UTC), 1)
        session.flush()
        return Caller(app.test_client(), {"Authorization": f"Bearer {token}"})

    return sign_in


def walk(points_m, *, start: datetime | None = None, every_s: int = 10, speed: float = 1.25, **extra) -> dict:
    """The body of a patrol on foot from place to place (metres in the county), yesterday unless told otherwise."""
    start = start or datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    step = every_s * speed
    fixes = [points_m[0]]
    for (x0, y0), (x1, y1) in pairwise(points_m):
        length = math.hypot(x1 - x0, y1 - y0)
        count = max(1, round(length / step))
        fixes += [(x0 + (x1 - x0) * k / count, y0 + (y1 - y0) * k / count) for k in range(1, count + 1)]
    lons, lats = zip(*((round(lon * 1e6), round(lat * 1e6)) for lon, lat in (at(*fix) for fix in fixes)), strict=True)
    end = start + timedelta(seconds=every_s * (len(fixes) - 1))
    return {
        "kind": "river",
        "started_at": start.isoformat(),
        "ended_at": end.isoformat(),
        "device": {"model": "T1", "os": "Android 14", "app": "field 1", "mock_location": False},
        "track": {
            "t0": int(start.timestamp() * 1000),
            "dt": [0] + [every_s] * (len(fixes) - 1),
            "lon": _deltas(lons),
            "lat": _deltas(lats),
            "acc": [5 + number % 3 for number in range(len(fixes))],
        },
        "observations": [],
        "photos": [],
    } | extra


def _deltas(values) -> list[int]:
    return [values[0], *(b - a for a, b in pairwise(values))]

"""A village with its chiefs, and issues that are late by so many days."""

from datetime import date

import pytest
from sqlalchemy import insert

from patrol.models import Division, Issue, Officer

COUNTY, TOWN, VILLAGE = "361099000000", "361099101000", "361099101201"
CHIEFS = {"village": ("village_chief", VILLAGE), "town": ("township_chief", TOWN), "county": ("county_chief", COUNTY)}
POINT = "SRID=4490;POINT(116.5 27.5)"


@pytest.fixture
def officers(session) -> dict[str, int]:
    """Username → id of the three chiefs and an office."""
    session.add_all(
        [
            Division(code=COUNTY, name="云岫县", level="county"),
            Division(code=TOWN, name="上乡", level="township", parent_code=COUNTY),
            Division(code=VILLAGE, name="河口村", level="village", parent_code=TOWN),
        ]
    )
    people = {
        username: Officer(username=username, name=username, post=post, division_code=code)
        for username, (post, code) in (CHIEFS | {"office": ("office", COUNTY)}).items()
    }
    session.add_all(people.values())
    session.flush()
    return {username: officer.id for username, officer in people.items()}


@pytest.fixture
def late(session, officers, now):
    """`late("2026-1", date)` is the id of an issue that was due on a day."""

    def make(number: str, due_on: date | None, **columns) -> int:
        row = {
            "number": number,
            "kind": "river",
            "category": "岸边垃圾",
            "title": "垃圾",
            "state": "rectifying",
            "division_code": VILLAGE,
            "reported_at": now,
            "due_on": due_on,
            "geom": POINT,
        }
        return session.scalar(insert(Issue).values(row | columns).returning(Issue.id))

    return make

"""The small county of the API's tests, with a month of walks behind it."""

from datetime import UTC, datetime

import pytest

from patrol.bulletins.making import make
from patrol.models import Officer
from tests.api.conftest import COUNTY, HASH, app, client, county, signed_in, walk

__all__ = ["app", "client", "county", "signed_in"]
MADE_AT = datetime(2026, 6, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def may(session, county, signed_in):
    """Wang walked twice in May; the second segment of the river and the brook were left alone."""
    session.add(Officer(username="office", name="钱主任", post="office", division_code=COUNTY, password_hash=HASH))
    session.flush()
    for day in (4, 11):
        walked = walk([(1_000, 1_000), (4_000, 1_000)], start=datetime(2026, 5, day, 1, tzinfo=UTC))
        assert signed_in("wang").submit(walked).status_code == 201


@pytest.fixture
def made(may, signed_in, settings):
    """`made("bulletin", "2026-05")` is asked for by the office and made as the worker makes it; what the API tells."""

    def made(kind: str, period: str, **more) -> dict:
        office = signed_in("office")
        asked = office.client.post(
            "/api/v1/bulletins", headers=office.headers, json={"kind": kind, "period": period} | more
        )
        assert asked.status_code == 202, asked.json
        make(asked.json["id"], MADE_AT, settings)
        return office.get(f"/api/v1/bulletins/{asked.json['id']}").json

    return made

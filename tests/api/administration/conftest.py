"""An administrator, offices of a county and of a township, and others who administer nothing."""

import pytest

from patrol.models import Officer
from tests.api.conftest import COUNTY, HASH, TOWN

STAFF = {
    "root": ("admin", "000000000000"),
    "office": ("office", COUNTY),
    "town": ("office", TOWN),
    "gis": ("gis", COUNTY),
    "audit": ("auditor", COUNTY),
}
NOBODY_WHO_ADMINISTERS = ["wang", "chief", "sup", "town", "gis", "audit"]


@pytest.fixture
def staff(county, session):
    session.add_all(
        Officer(username=username, name=username, post=post, division_code=place, password_hash=HASH)
        for username, (post, place) in STAFF.items()
    )
    session.flush()


@pytest.fixture
def send(staff, signed_in):
    """`send("root", "post", "rules", {…})` below /api/v1."""

    def send(username: str, method: str, path: str, body=None, **query):
        caller = signed_in(username)
        content = {"data": body} if isinstance(body, bytes) else {"json": body} if body is not None else {}
        call = getattr(caller.client, method)
        return call(f"/api/v1/{path}", headers=caller.headers, query_string=query or None, **content)

    return send


@pytest.fixture
def acts(send):
    """What the audit log holds, the newest first: action and detail."""

    def acts(**query):
        return [
            (each["action"], each["detail"]) for each in send("root", "get", "officers/audit", **query).json["items"]
        ]

    return acts

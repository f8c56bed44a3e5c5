"""An administrator and the county's office among the people of the API's tests."""

import pytest

from patrol.models import Officer
from tests.api.conftest import COUNTY, HASH, TOWN


@pytest.fixture
def keepers(county, session):
    """The administrator, the county's office, and the office of a township."""
    people = {
        "root": ("管理员", "admin", COUNTY),
        "office": ("钱主任", "office", COUNTY),
        "town": ("孙干事", "office", TOWN),
    }
    for username, (name, post, place) in people.items():
        session.add(Officer(username=username, name=name, post=post, division_code=place, password_hash=HASH))
    session.flush()


@pytest.fixture
def ask(keepers, signed_in):
    """`ask("root").post(path, json=…)` below /api/v1/officers."""

    class Asking:
        def __init__(self, username: str):
            self.caller = signed_in(username)

        def __getattr__(self, method: str):
            def send(path: str = "", **content):
                call = getattr(self.caller.client, method)
                return call(f"/api/v1/officers{path}", headers=self.caller.headers, **content)

            return send

    return Asking

"""The smallest county on a system of its own, to be given nothing but bad input."""

import pytest

from tests.hamlet import settle
from tests.running import Server


@pytest.fixture(scope="session")
def hamlet(tmp_path_factory):
    """The running system; its ranger's phone is hamlet.phone."""
    with Server(tmp_path_factory.mktemp("hamlet")) as server:
        server.phone = settle(server)
        yield server


@pytest.fixture(scope="session")
def phone(hamlet):
    """The ranger's phone."""
    return hamlet.phone

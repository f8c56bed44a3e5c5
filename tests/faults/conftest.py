"""The smallest county on a system of its own, to be broken."""

import pytest

from tests.hamlet import settle
from tests.running import Server


@pytest.fixture(scope="module")
def hamlet(tmp_path_factory):
    """The running system; its ranger's phone is hamlet.phone."""
    with Server(tmp_path_factory.mktemp("hamlet")) as server:
        server.phone = settle(server)
        yield server

"""The files that the console is built into: which of them needs which before it runs."""

import re
from graphlib import TopologicalSorter

import pytest

from patrol.web import DIST

ASSETS = DIST / "assets"
NEEDED = re.compile(r'(?:from|import)\s*"\./([^"]+\.js)"')
LIBRARY = "maplibre-gl-"


@pytest.fixture(scope="module")
def parts() -> dict[str, set[str]]:
    """Each script with the ones that run before it."""
    return {path.name: set(NEEDED.findall(path.read_text("utf8"))) for path in ASSETS.glob("*.js")}


def test_no_part_waits_for_one_that_waits_for_it(parts):
    """Two that need each other run in the order in which the network brings them, one of them before its time."""
    assert parts
    TopologicalSorter(parts).prepare()


def test_no_screen_waits_for_the_maps_library(parts):
    """What draws with it asks for it when it is mounted."""
    [first] = [name for name in parts if name.startswith("map-")]
    reached, waiting = set(), [first]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += parts[name]
    assert len(reached) > 3
    assert not [name for name in reached if name.startswith(LIBRARY)]

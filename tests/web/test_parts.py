"""The files that the built console is cut into: how they need each other."""

import re
from pathlib import Path

import pytest

from patrol.config import ROOT

ASSETS = ROOT / "web" / "dist" / "assets"


@pytest.fixture(scope="module")
def needs(live_server) -> dict[str, set[str]]:
    """File → every file that must come before it, by itself or through others."""
    direct = {path.name: _named(path) for path in ASSETS.glob("*.js")}
    assert direct

    def all_of(name: str, found: set[str]) -> set[str]:
        for each in direct.get(name, set()) - found:
            found.add(each)
            all_of(each, found)
        return found

    return {name: all_of(name, set()) for name in direct}


def _named(path: Path) -> set[str]:
    return set(re.findall(r'(?:from|import)"\./([^"]+)"', path.read_text(encoding="utf-8")))


def test_no_file_needs_one_that_needs_it_back(needs):
    # Which of the two begins first would be decided by the network, and the other would find nothing there.
    assert [name for name, all_ in needs.items() if name in all_] == []


@pytest.mark.parametrize("part", ["boards", "lists", "map", "office"])
def test_boards_open_without_waiting_for_the_library_that_draws_maps(needs, part):
    name = next(each for each in needs if each.startswith(f"{part}-"))
    assert [each for each in needs[name] if each.startswith("maplibre")] == []

"""The presets as values."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Preset:
    """A county's published rules: a name, its titles, where they were read, and the rules as `PatrolRule` has them."""

    name: str
    title: str
    title_en: str
    source: str
    rules: tuple[dict[str, Any], ...]


@cache
def presets() -> dict[str, Preset]:
    """Every preset by name."""
    found = sorted((file for file in files("patrol.presets").iterdir() if file.name.endswith(".json")), key=_name)
    return {_name(file): _read(file) for file in found}


def _name(file) -> str:
    return file.name.removesuffix(".json")


def _read(file) -> Preset:
    told = json.loads(file.read_text(encoding="utf8"))
    return Preset(_name(file), told["title"], told["title_en"], told["source"], tuple(told["rules"]))

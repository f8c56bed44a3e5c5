"""The filter of a request as a tree of plain values, within bounds of depth and size."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

import cql2
from sqlalchemy import ColumnElement, Select

from gis.errors import BadParameter
from gis.json_faults import json_fault
from gis.layers import Property
from gis.references import CRS84, Reference

LANGUAGES = ("cql2-text", "cql2-json")
MOST_CHARACTERS = 100_000
MOST_BRACKETS_DEEP = 40
MOST_DEEP = 60
MOST_PARTS = 2_000
GEOMETRIES = frozenset(
    {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
)
SHAPE_NAMES = frozenset({"geom", "geometry"})


@dataclass(frozen=True)
class Scope:
    """What a filter may speak of: the rows it narrows, their properties, and how its literals are to be read."""

    rows: Select
    properties: Mapping[str, Property]
    zone: tzinfo
    reference: Reference = CRS84

    def property(self, name: str) -> Property:
        """A property that may be asked for, or a refusal that names those that may."""
        if name not in self.properties:
            known = ", ".join([*self.properties, "geom"])
            raise refused("filter.property", value=str(name)[:40], known=known)
        return self.properties[name]

    def column(self, name: str) -> ColumnElement:
        """The column behind a property."""
        return self.rows.selected_columns[name]


def refused(reason: str, **params) -> BadParameter:
    """A refusal of the filter."""
    return BadParameter("filter", reason, **params)


def read(text: str, language: str) -> Any:
    """The filter as a tree of dicts, lists, texts, numbers and booleans. BadParameter when it is none, or too large."""
    if len(text) > MOST_CHARACTERS:
        raise refused("filter.large", most=MOST_CHARACTERS)
    tree = _json(text) if language == "cql2-json" else _text(text)
    _measure(tree)
    return tree


def names(tree: Any) -> frozenset[str]:
    """The properties that a filter speaks of, beside its geometry."""
    found, level = set(), [tree]
    while level:
        found |= {str(node["property"]) for node in level if isinstance(node, dict) and "property" in node}
        level = [child for node in level for child in _children(node)]
    return frozenset(found - SHAPE_NAMES)


def _text(text: str) -> Any:
    # the parser descends once a bracket, on a stack that ends hard
    depth = deepest = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    if deepest > MOST_BRACKETS_DEEP:
        raise refused("filter.deep", most=MOST_BRACKETS_DEEP)
    try:
        return cql2.parse_text(text).to_json()
    except (cql2.ParseError, cql2.ValidationError, ValueError, RecursionError) as error:
        raise refused("filter.syntax", detail=" ".join(str(error).split())[:160]) from error


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        fault = json_fault(error)
        raise refused(fault.key, **fault.params) from error


def _no_constant(name: str):
    raise ValueError(name)


def _measure(tree: Any) -> None:
    """Refuse trees too deep or with too many parts; the coordinates of a geometry count where it is read."""
    parts, level = 0, [tree]
    for _ in range(MOST_DEEP):
        level = [child for node in level for child in _children(node)]
        parts += len(level)
        if parts > MOST_PARTS:
            raise refused("filter.large", most=MOST_PARTS)
        if not level:
            return
    raise refused("filter.deep", most=MOST_DEEP)


def _children(node: Any) -> list:
    if isinstance(node, dict):
        return [] if node.get("type") in GEOMETRIES else list(node.values())
    return node if isinstance(node, list) else []

"""Figures that are looked up beside the rows of a layer: for those rows alone that are shown, and not to count them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import CTE, Select, select

from gis.layers import Layer
from gis.wanted import Wanted, chosen, narrowed


@dataclass(frozen=True)
class Beside:
    """The rows that are wanted with what they have of their own, ``bare``; ``figured(keys)`` is the same rows of these
    keys (a Select of one column) with all that the layer tells of them."""

    bare: Select
    figured: Callable[[Select], Select]

    def has(self, names: Collection[str]) -> bool:
        """Whether rows have all that of their own."""
        return set(names) <= set(self.bare.selected_columns.keys())

    def with_figures(self, shown: CTE) -> Select:
        """The rows whose ``key`` is in ``shown``, with all that is told of them."""
        keys = select(shown.c.key)
        found = self.figured(keys)
        return found.where(found.selected_columns.key.in_(keys))


def beside(layer: Layer, viewer: Any, wanted: Wanted) -> Beside | None:
    """The rows apart from their figures; None where these tell which rows there are, or are no cost."""
    if layer.bare is None:
        return None
    interval, asked = wanted.interval if layer.temporal else None, chosen(layer, wanted)
    bare = layer.bare(viewer, interval, **asked)
    if bare is None:
        return None

    def figured(keys: Select) -> Select:
        return layer.select(viewer, interval, **asked, among=keys)

    found = Beside(bare, figured)
    return replace(found, bare=narrowed(layer, bare, wanted)) if found.has(wanted.names | wanted.equal.keys()) else None

"""Boundaries edited at the map: river segments, forest plots, divisions and zoning units, as GIS programs send them."""

from collections.abc import Mapping
from dataclasses import replace

from gis.layers import Layer
from patrol.config import Settings
from patrol.editing.dating import dated
from patrol.editing.editable import EDITABLE
from patrol.editing.editors import editor
from patrol.editing.undoing import Undone, may_undo, undo

__all__ = ["Undone", "may_undo", "undo", "with_editors"]


def with_editors(layers: Mapping[str, Layer], settings: Settings) -> dict[str, Layer]:
    """The layers; those that can be edited with their editors, and with their versions of earlier days."""
    return {
        name: replace(dated(layer, settings), editor=editor(EDITABLE[name], settings)) if name in EDITABLE else layer
        for name, layer in layers.items()
    }

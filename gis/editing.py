"""What an application hands in so that features of a layer can be edited: its own rules, called in a transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import shapely


@dataclass(frozen=True)
class Writable:
    """A property that may be written: whether a feature needs it, the words it may hold, its most characters."""

    required: bool = False
    choices: tuple[str, ...] = ()
    most: int = 200


@dataclass(frozen=True)
class Draft:
    """What a request says of a feature: writable properties by name, each of its type or None, and the geometry in
    EPSG:4490, longitude first; None where an update says nothing of it."""

    properties: Mapping[str, Any] = field(default_factory=dict)
    geometry: shapely.Geometry | None = None


class Stating(Protocol):
    """Tells the version of a feature, opaque here; None when the viewer has no such feature."""

    def __call__(self, session: Any, viewer: Any, feature_id: str, *, lock: bool) -> str | None:
        """With ``lock``, nobody else changes the feature until the transaction ends."""


@dataclass(frozen=True)
class Editor:
    """How the features of a layer are edited.

    ``may(viewer)`` says whether this viewer edits the layer at all. ``create`` returns the id of the new feature;
    ``replace`` and ``update`` are called for features whose ``state`` was told, all in one transaction. They raise
    :class:`gis.errors.BadFeature` for what the request says wrongly, and the application's own refusals.
    """

    fields: Mapping[str, Writable]
    may: Callable[[Any], bool]
    state: Stating
    create: Callable[[Any, Any, Draft], str]
    replace: Callable[[Any, Any, str, Draft], None]
    update: Callable[[Any, Any, str, Draft], None]
    delete: Callable[[Any, Any, str], None]

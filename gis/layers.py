"""A published layer: what it is called, what it carries, and the one ``Select`` that yields its rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Select

from gis.editing import Editor

HALF_WORLD_M = 20037508.342789244
"""From Greenwich to the edge of EPSG:3857."""

Interval = tuple[date | None, date | None]
"""Local days, both included; None is an open end."""

RESERVED = frozenset({"key", "id", "geom", "geometry", "geom_3857", "near", "spot_x", "spot_y", "span"})
PARAMETERS = frozenset(
    {"f", "profile", "limit", "bbox", "bbox-crs", "crs", "datetime", "token", "sortby", "properties"}
    | {"filter", "filter-lang", "filter-crs"}
)


@dataclass(frozen=True)
class Property:
    """One attribute of a layer.

    ``type`` is string, integer, number, boolean, date, date-time or uuid. ``tile_zoom`` is the zoom level from which
    vector tiles carry it (None: never). A ``queryable`` property can be asked for by ``name=value``.
    """

    type: str
    title: str
    title_en: str
    tile_zoom: int | None = 0
    queryable: bool = True


@dataclass(frozen=True)
class Filter:
    """A layer's own query parameter: ``apply(rows, value)`` narrows the Select or raises ``BadParameter``.

    Where figures depend on it, ``read(value)`` instead gives what the layer's ``select`` takes under the filter's name.
    With ``is_version`` it names a version of the features: what each of them was.
    """

    title: str
    title_en: str
    apply: Callable[[Select, str], Select] | None = None
    pattern: str | None = None
    read: Callable[[str], Any] | None = None
    is_version: bool = False


@dataclass(frozen=True)
class Merging:
    """How the areas of a layer are drawn together by tiles of levels above ``below``, where few could be told apart.

    ``alike(columns)`` gives, by name, SQL (never null) for what areas drawn together have in common; it is compared for
    each of them, so it should be short. ``told(columns)`` is how tiles tell it, where that is another. ``weight`` names
    the property that tells how much each is, and is added up; ``means`` those that are averaged by it. ``exact`` names
    columns that the layer's select may hold such properties in unrounded: they are read faster, and sums are closer.

    The select should carry the middle of each area's box as ``spot_x`` and ``spot_y`` and its longer side as ``span``
    (columns, rows and sides of tiles of level 26 of WebMercatorQuad, plain columns of a table): a tile over a whole
    county then looks at no geometry at all.
    """

    below: int
    alike: Callable[[Any], Mapping[str, ColumnElement]]
    weight: str
    means: tuple[str, ...] = ()
    exact: Mapping[str, str] = field(default_factory=dict)
    told: Callable[[Any], Mapping[str, ColumnElement]] | None = None


@dataclass(frozen=True)
class Keeping:
    """How long what was drawn and counted of a layer is kept.

    ``scope(viewer)`` is a word for whose rows are seen: the same word, the same rows. ``version(viewer, box)`` is a
    question whose answer is a word that changes with every change of what ``viewer`` sees in ``box`` (west, south,
    east, north in EPSG:3857), and never comes back: a Select of one value, one and the same object for every box, and
    the values of its parameters. ``counted`` says that it also changes with every change of how many rows there are:
    it need not where rows lie nowhere, and so on no tile.
    """

    scope: Callable[[Any], str]
    version: Callable[[Any, tuple[float, float, float, float]], tuple[Select, dict[str, Any]]]
    counted: bool = True


@dataclass(frozen=True)
class Look:
    """Somebody is shown features: as a ``tile``, as ``items``, as one ``item`` or as a ``file``; over which days and
    what else they asked, by the names of the query."""

    way: str
    interval: Interval | None
    asked: Mapping[str, str] = field(default_factory=dict)
    id: str | None = None


@dataclass(frozen=True)
class Layer:
    """What the publisher serves.

    ``select(viewer, interval, **chosen)`` returns a Select of the rows this viewer may see, with the labelled columns
    ``key`` (unique bigint: page order, feature id in tiles), ``id`` (public feature id), every property by its name,
    ``geom`` (EPSG:4490) and ``geom_3857``. The latter must be a plain, GiST-indexed column of a table in its FROM,
    because places are asked of it; where it is computed, a further column ``near`` is the indexed one that it lies in.
    No GROUP BY or LIMIT on the outer level. The viewer is opaque here. ``interval`` is None when not asked for, and
    always None for a layer that is not ``temporal``. A layer with an ``editor`` can be edited. ``watch(viewer, look)``
    is told of every look at features, before they are handed out. ``time`` names the property that tells the day or
    moment of a feature, or the two that tell when it began and ended.

    Where figures of many rows cost much, ``bare(viewer, interval, **chosen)`` is a Select of the same rows with those
    columns alone that they have of their own (``key``, ``id`` and the geometries among them), or None where figures
    tell which rows there are. ``select`` then takes ``among``, a Select of keys: of other rows it may tell anything.
    """

    name: str
    title: str
    title_en: str
    description: str
    description_en: str
    geometry_type: str
    properties: Mapping[str, Property]
    select: Callable[..., Select]
    filters: Mapping[str, Filter] = field(default_factory=dict)
    temporal: bool = False
    min_zoom: int = 0
    max_zoom: int = 16
    editor: Editor | None = None
    merging: Merging | None = None
    keeping: Keeping | None = None
    watch: Callable[[Any, Look], None] | None = None
    style: Callable[[str, str], dict] | None = None
    time: tuple[str, ...] = ()
    bare: Callable[..., Select | None] | None = None

    def __post_init__(self):
        taken = (RESERVED | PARAMETERS | self.filters.keys()) & self.properties.keys()
        if self.editor and self.editor.fields.keys() - self.properties.keys():
            raise ValueError(f"layer {self.name}: only its own properties can be written")
        if taken:
            raise ValueError(f"layer {self.name}: property names {sorted(taken)} are taken")

    def called(self, locale: str) -> tuple[str, str]:
        """Title and description in the reader's language."""
        if locale.startswith("en"):
            return self.title_en, self.description_en
        return self.title, self.description

    @cached_property
    def carried(self) -> str:
        """What its features can carry, in a word that is another when that is."""
        return blake2b(repr(list(self.properties.items())).encode(), digest_size=12).hexdigest()

    def queryables(self) -> dict[str, Property]:
        """The properties that ``name=value`` may ask for."""
        return {name: each for name, each in self.properties.items() if each.queryable}

    def versions(self) -> list[str]:
        """The filters that name a version of features: a single one can be asked for by them too."""
        return [name for name, each in self.filters.items() if each.is_version]

    def tile_properties(self, zoom: int) -> dict[str, Property]:
        """The attributes a tile of that zoom level carries: fewer further out."""
        return {
            name: each
            for name, each in self.properties.items()
            if each.tile_zoom is not None and zoom >= each.tile_zoom
        }


def watched(layer: Layer, viewer: Any, look: Look) -> None:
    """Tell whoever watches the layer that it is looked at."""
    if layer.watch:
        layer.watch(viewer, look)

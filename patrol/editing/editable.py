"""Which layers can be edited, and how what they publish meets the columns that an import writes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gis.editing import Writable
from patrol.importing import DIVISIONS, FOREST_PLOTS, RIVER_SEGMENTS, ZONING
from patrol.importing.kinds import Column, Kind
from patrol.importing.mapping import JOINED, Mapped
from patrol.importing.zoning import CATEGORIES
from patrol.models import Division, ForestPlot, RiverSegment, ZoningUnit
from patrol.models.divisions import LEVELS
from patrol.rules.areas import mu

DIVISION, CODE, NAME, WORD = (
    Writable(most=12),
    Writable(required=True, most=100),
    Writable(most=200),
    Writable(most=100),
)


@dataclass(frozen=True)
class Editable:
    """A layer that can be edited: the kind of its imports, its table, its writable properties by their published names.

    `called` names the column of the import where it is not called as the property is.
    """

    layer: str
    kind: Kind
    entity: Any
    fields: Mapping[str, Writable]
    called: Mapping[str, str] = field(default_factory=dict)

    def column(self, name: str) -> Column:
        """The import's column for a published property."""
        wanted = self.called.get(name, name)
        return next(column for column in self.kind.columns if column.name == wanted)

    def mapped(self, values: Mapping[str, Any]) -> list[Mapped]:
        """The import's fields for values that are known by the columns of its staging table."""
        first = {column.staged: column for column in reversed(self.kind.columns) if column.name not in JOINED}
        return [Mapped(first[name], source=name) for name in values]

    def stored(self, row: Any) -> dict[str, Any]:
        """What stands in the table of a feature, by the columns of the staging table."""
        names = {column.staged for column in self.kind.columns if column.is_kept and column.name not in JOINED}
        values = {name: getattr(row, name) for name in names}
        if self.entity is RiverSegment and row.river is not None:
            values |= {"river_code": row.river.code, "river": row.river.name}
        return values

    def is_as_published(self, name: str, given: Any, row: Any) -> bool:
        """Whether a value says again what the layer publishes, rounded, of the stored one."""
        if name == "recorded_area_mu" and row.recorded_area_m2 is not None and given is not None:
            return round(mu(row.recorded_area_m2), 2) == round(given, 2)
        return name == "river" and row.river is not None and row.river.name == given


SEGMENTS = Editable(
    "segments",
    RIVER_SEGMENTS,
    RiverSegment,
    {"code": CODE, "name": NAME, "river": NAME, "bank": WORD, "division_code": DIVISION},
    {"division_code": "division"},
)
PLOTS = Editable(
    "plots",
    FOREST_PLOTS,
    ForestPlot,
    {
        "code": Writable(most=100),
        "name": NAME,
        "division_code": DIVISION,
        **dict.fromkeys(("compartment", "plot_number", "tree_species", "land_class"), WORD),
        "recorded_area_mu": Writable(),
    },
    {"division_code": "division"},
)
DIVISION_LAYER = Editable(
    "divisions",
    DIVISIONS,
    Division,
    {
        "code": Writable(required=True, most=12),
        "name": Writable(required=True),
        "level": Writable(choices=LEVELS),
        "parent_code": DIVISION,
    },
    {"parent_code": "parent"},
)
ZONING_LAYER = Editable(
    "zoning",
    ZONING,
    ZoningUnit,
    {
        "code": CODE,
        "name": NAME,
        "category": Writable(required=True, choices=tuple(CATEGORIES)),
        "division_code": DIVISION,
    },
    {"division_code": "division"},
)
EDITABLE = {each.layer: each for each in (DIVISION_LAYER, SEGMENTS, PLOTS, ZONING_LAYER)}

"""A first look at a layer: its columns with what stands in them, its own coordinate system, where it lies."""

from dataclasses import dataclass

import numpy as np
import pyogrio
import shapely
from pyogrio import raw

from gis import crs as systems
from gis.files.locating import Found
from gis.files.reading import SAMPLE

SHOWN = 3
LONGEST_SHOWN = 40
_EMPTY = ("", "nan", "NaT")


@dataclass(frozen=True)
class Look:
    """A layer as a person wants to see it before it is read: every column with a few of its values as text.

    `system` is how the file calls its coordinate system, None where it does not say; `coordinates` (n, 2) are those of
    the first features as the file has them.
    """

    layers: tuple[str, ...]
    layer: str
    count: int
    geometry_type: str
    system: str | None
    columns: list[tuple[str, list[str]]]
    coordinates: np.ndarray


def look(found: Found) -> Look:
    """A look at the layer that was found."""
    info = pyogrio.read_info(found.path, layer=found.layer, encoding=found.encoding, force_feature_count=True)
    meta, _fids, wkb, values = raw.read(
        found.path, layer=found.layer, encoding=found.encoding, force_2d=True, max_features=SAMPLE
    )
    return Look(
        layers=found.layers,
        layer=found.layer,
        count=info["features"],
        geometry_type=info["geometry_type"] or "",
        system=systems.label(info["crs"]) if info["crs"] else None,
        columns=[(str(name), _shown(column)) for name, column in zip(meta["fields"], values, strict=True)],
        coordinates=shapely.get_coordinates(shapely.from_wkb(wkb, on_invalid="ignore")),
    )


def _shown(column: np.ndarray) -> list[str]:
    """The first different values that are not empty."""
    shown: dict[str, None] = {}
    for value in column:
        told = "" if value is None else str(value).strip().replace("\0", "")
        if told not in _EMPTY:
            shown[told[:LONGEST_SHOWN]] = None
        if len(shown) == SHOWN:
            break
    return list(shown)

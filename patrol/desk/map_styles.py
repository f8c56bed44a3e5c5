"""The looks of the layers in a browser: the same rules and colours as in QGIS and on the console."""

from collections.abc import Mapping
from dataclasses import replace

from gis.layers import Layer
from gis.styles.maplibre import Condition, style
from patrol.desk.looks import CATEGORIES, LOOKS

SHARE = ["coalesce", ["get", "share"], 0]
CLASSES: list[Condition] = [
    ["<=", SHARE, 0],
    ["all", [">", SHARE, 0], ["<", SHARE, 0.5]],
    ["all", [">=", SHARE, 0.5], ["<", SHARE, 0.8]],
    [">=", SHARE, 0.8],
]
COVERED = ["to-boolean", ["get", "covered"]]
OPEN = ["to-boolean", ["get", "open"]]
LATE = ["to-boolean", ["coalesce", ["get", "overdue"], False]]
PASSED = ["in", ["get", "stage"], ["literal", ["qualified", "established"]]]
STYLED: Mapping[str, tuple[str, list[Condition]]] = {
    "divisions": ("divisions", [["==", ["get", "level"], level] for level in ("county", "township", "village")]),
    "segments": ("segment_coverage", CLASSES),
    "stretches": ("stretches", [["!", COVERED], COVERED]),
    "plots": ("plot_coverage", CLASSES),
    "issues": ("issues", [["all", OPEN, LATE], ["all", OPEN, ["!", LATE]], ["!", OPEN]]),
    "works": ("works", [PASSED, ["!", PASSED]]),
    "zoning": ("zoning", [["==", ["get", "category"], category] for category in CATEGORIES]),
}
"""Layer → its look, and for each rule of the look the same condition as MapLibre says it."""


def styled(layers: Mapping[str, Layer]) -> dict[str, Layer]:
    """The layers with their styles."""
    return {name: _styled(layer) for name, layer in layers.items()}


def _styled(layer: Layer) -> Layer:
    if layer.name not in STYLED:
        return layer
    look, conditions = STYLED[layer.name]

    def drawn(title: str, tilejson: str) -> dict:
        return style(layer.name, title, tilejson, LOOKS[look](), conditions)

    return replace(layer, style=drawn)

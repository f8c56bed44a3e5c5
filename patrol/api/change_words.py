"""Changes of features in the caller's language."""

from typing import Any

from sqlalchemy import Row

from patrol import attributes
from patrol.api.tables.change_sets import LAYER_WORDS

PUBLISHED = {
    "divisions": attributes.DIVISIONS,
    "segments": attributes.SEGMENTS,
    "plots": attributes.PLOTS,
    "zoning": attributes.ZONING,
}
KEPT_BESIDE = {
    "stakes": ("起止桩号", "Stakes"),
    "object_class": ("等级", "Class"),
    "recorded_area_m2": ("登记面积（平方米）", "Recorded area (m²)"),
    "valid_from": ("生效日期", "Valid from"),
    "valid_to": ("失效日期", "Valid to"),
}
"""Columns of the tables that no layer publishes."""


def set_worded(row: Row, language: int) -> dict[str, Any]:
    """A change set with its layers in words, in Chinese (0) or English (1), and whether it stands."""
    names = [words[language] for layer, words in LAYER_WORDS.items() if layer in row.layers]
    standing = "stands" if row.undone_by is None else "undone"
    return {
        **row._mapping,
        "title": entitled(row.title, language),
        "layer": "、 "[language].join(names),
        "standing": standing,
    }


def entitled(title: str | None, language: int) -> str | None:
    """A set's title in Chinese (0) or English (1): one that names a layer and a feature, with the layer in words."""
    layer, colon, code = (title or "").partition(": ")
    return f"{LAYER_WORDS[layer][language]} {code}".strip() if colon and layer in LAYER_WORDS else title


def feature_worded(row: Row, language: int) -> dict[str, Any]:
    """A feature that a set touched, with the attributes that differ."""
    before, after = row.before or {}, row.after or {}
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    differences = [
        {
            "field": name,
            "title": _title(row.layer, name, language),
            "before": before.get(name),
            "after": after.get(name),
        }
        for name in names
    ]
    return {**row._mapping, "name": (after or before).get("name"), "differences": differences}


def _title(layer: str, name: str, language: int) -> str:
    known = PUBLISHED[layer].get(name)
    if known is not None:
        return (known.title, known.title_en)[language]
    return KEPT_BESIDE[name][language] if name in KEPT_BESIDE else name

"""The layers of an offline map."""

from collections.abc import Callable

from gis.layers import Layer
from gis.publisher import named
from patrol import attributes
from patrol.queries import map_packs, published


def packed(name: str, title: str, title_en: str, kind: str, properties, select: Callable, min_zoom: int) -> Layer:
    """A layer of an offline map. Its deepest level is drawn without simplification, because phones enlarge it."""
    told = (title, title_en, kind)
    return Layer(
        name, title, title_en, *told, properties, lambda viewer, _interval: select(viewer), {}, False, min_zoom, 14
    )


PACKED = named(
    [
        packed("divisions", "行政区划", "Divisions", "MultiPolygon", attributes.DIVISIONS, published.divisions, 8),
        packed("segments", "河段", "River segments", "LineString", attributes.PACKED_SEGMENTS, map_packs.segments, 8),
        packed("plots", "小班", "Forest plots", "MultiPolygon", attributes.PACKED_PLOTS, map_packs.plots, 11),
        packed("places", "地名", "Places", "Point", attributes.PLACES, map_packs.places, 8),
    ]
)

"""Zoning units of the county: control units by township, a red line in the mountains, farmland along the rivers."""

from dataclasses import dataclass

import numpy as np
import shapely

from patrol.demo.divisions import Place
from patrol.demo.forest import Plot
from patrol.demo.frame import in_degrees
from patrol.demo.streams import Stream

CATEGORIES = {"priority": "优先保护单元", "key": "重点管控单元", "general": "一般管控单元"}
RED_LINE_M = 620.0  # plots above this height lie within the red line
FARMLAND_ORDER = 2


@dataclass(frozen=True)
class Zone:
    """One unit; `boundary` is in EPSG:4490."""

    code: str
    name: str
    category: str
    division_code: str
    boundary: shapely.MultiPolygon


def zones(places: list[Place], streams: list[Stream], plots: list[Plot], seed: int) -> list[Zone]:
    """All zoning units."""
    return [*_control_units(places, plots), *_red_lines(places, plots), *_farmland(places, streams, seed)]


def _zone(code: str, name: str, category: str, division: str, outline) -> Zone:
    """A zone from an outline in metres, its parts under three hectares left out."""
    parts = [part for part in shapely.get_parts(outline) if part.geom_type == "Polygon" and part.area > 30_000]
    return Zone(code, name, category, division, shapely.multipolygons(in_degrees(np.array(parts))))


def _control_units(places: list[Place], plots: list[Plot]) -> list[Zone]:
    """Villages by how they are to be used: mountain villages protected, the seat and its like closely controlled."""
    height: dict[str, list[float]] = {place.code: [] for place in places}
    for plot in plots:
        height[plot.division_code].append(plot.height_m)
    found = []
    for town in (place for place in places if place.level == "township"):
        kinds: dict[str, list[Place]] = {category: [] for category in CATEGORIES}
        for village in (place for place in places if place.parent == town.code):
            kinds[_use(village, town, height[village.code])].append(village)
        for number, (category, villages) in enumerate(kinds.items(), start=1):
            if villages:
                outline = shapely.coverage_union_all([village.outline for village in villages])
                code = f"ZH{town.code[:9]}{number}"
                found.append(_zone(code, f"{town.name}{CATEGORIES[category]}", category, town.code, outline))
    return found


def _use(village: Place, town: Place, heights: list[float]) -> str:
    if np.hypot(village.seat[0] - town.seat[0], village.seat[1] - town.seat[1]) < 3_000:
        return "key"
    return "priority" if len(heights) > 35 and np.mean(heights) > 480 else "general"


def _red_lines(places: list[Place], plots: list[Plot]) -> list[Zone]:
    """One red line for each township with high forest: its highest plots and the gaps between them."""
    found = []
    for town in (place for place in places if place.level == "township"):
        high = [p.outline for p in plots if p.division_code[:9] == town.code[:9] and p.height_m > RED_LINE_M]
        if len(high) < 8:
            continue
        joined = shapely.union_all(shapely.buffer(high, 260, quad_segs=4))
        smooth = shapely.simplify(shapely.buffer(joined, -200, quad_segs=4), 12)
        outline = shapely.intersection(smooth, town.outline)
        found.append(_zone(f"HX{town.code[:9]}", f"{town.name}水源涵养生态保护红线", "red_line", town.code, outline))
    return found


def _farmland(places: list[Place], streams: list[Stream], seed: int) -> list[Zone]:
    """Fields on the flats beside the larger rivers, one unit a village."""
    larger = [_larger(stream) for stream in streams if (stream.orders >= FARMLAND_ORDER).sum() > 20]
    flats = shapely.union_all(shapely.buffer(shapely.simplify(larger, 25), 430, quad_segs=6))
    flats = shapely.difference(flats, shapely.union_all(shapely.buffer(shapely.simplify(larger, 10), 70, quad_segs=4)))
    shapely.prepare(flats)
    found = []
    for village in (place for place in places if place.level == "village" and flats.intersects(place.outline)):
        fields = shapely.intersection(flats, shapely.buffer(village.outline, -60))
        fields = shapely.difference(fields, shapely.Point(village.seat).buffer(380))
        if fields.area > 300_000:
            name = f"{village.name}永久基本农田"
            found.append(_zone(f"NT{village.code}", name, "farmland", village.code, fields))
    return found


def _larger(stream: Stream) -> shapely.LineString:
    """The part of a stream that is large enough for fields beside it."""
    return shapely.linestrings(stream.path[stream.orders >= FARMLAND_ORDER])

"""The pictures of bulletins as PNG: a map of coverage, bars of duties and issues, works against their pace."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from math import cos, radians
from typing import Any

import matplotlib as mpl
import matplotlib.patheffects
import matplotlib.ticker
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrow

from patrol.filling import Picture

mpl.use("Agg")
STYLE = {
    "font.family": ["Noto Sans CJK SC"],
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#8a94a3",
    "axes.axisbelow": True,
    "axes.unicode_minus": False,
}
DOTS, WIDTH_MM, MM = 200, 150.0, 1 / 25.4
NONE, LOW, MIDDLE, HIGH = "#c8382b", "#e39a2d", "#8fb63f", "#1f7a4d"
RIVER, FOREST, LAND, EDGE, INK = "#2468a8", "#2f8f5b", "#f4f6f1", "#9aa5b1", "#2a3442"
STEPS = ((0.0, NONE, "无人巡查"), (0.5, LOW, "不足一半"), (0.8, MIDDLE, "一半至八成"), (1.01, HIGH, "八成以上"))
METRES_PER_DEGREE = 111_195.0
TALLEST_MM = 84.0
"""A map that shares its page with the table before it."""

BARS_M = (50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 1)


def drawn(height_mm: float, draw: Callable[[Axes], None]) -> Picture:
    """A picture in the width of a page's text."""
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH_MM * MM, height_mm * MM), layout="constrained")
        draw(figure.subplots())
        content = BytesIO()
        figure.savefig(content, format="png", dpi=DOTS, metadata={"Software": None})
    return Picture(content.getvalue(), WIDTH_MM)


def nothing() -> Picture:
    """No picture: what would be drawn is not there."""
    return Picture(b"", WIDTH_MM)


def duties(rows: Sequence[Mapping[str, Any]]) -> Picture:
    """How much of what was owed was done, by part: rivers above, forests below."""
    owing = [row for row in rows if row["owed"]]
    if not owing:
        return nothing()
    names = list(dict.fromkeys(row["name"] for row in owing))

    def bars(axes: Axes) -> None:
        for offset, kind, colour, word in ((-0.2, "river", RIVER, "巡河"), (0.2, "forest", FOREST, "巡林")):
            own = [row for row in owing if row["kind"] == kind]
            at = [names.index(row["name"]) + offset for row in own]
            drawn_bars = axes.barh(at, [row["rate"] for row in own], height=0.36, color=colour, label=word)
            axes.bar_label(drawn_bars, [f"{row['rate']:.0%}" for row in own], padding=3, fontsize=8)
        _down(axes, names)
        axes.set_xlim(0, 1.12)
        axes.xaxis.set_major_formatter(mpl.ticker.PercentFormatter(1.0, decimals=0))
        axes.legend(frameon=False, loc="lower right", ncols=2, bbox_to_anchor=(1, 1))

    return drawn(16 + 7 * len(names), bars)


def issues(rows: Sequence[Mapping[str, Any]]) -> Picture:
    """Reported, closed and still open, by part."""
    if not any(row[name] for row in rows for name in ("reported", "closed", "open")):
        return nothing()
    names = [row["name"] for row in rows]

    def bars(axes: Axes) -> None:
        for offset, name, colour, word in (
            (-0.26, "reported", RIVER, "本期上报"),
            (0.0, "closed", HIGH, "本期销号"),
            (0.26, "open", LOW, "未销号"),
        ):
            at = [place + offset for place in range(len(names))]
            drawn_bars = axes.barh(at, [row[name] for row in rows], height=0.24, color=colour, label=word)
            axes.bar_label(drawn_bars, padding=3, fontsize=8)
        _down(axes, names)
        axes.xaxis.set_major_locator(mpl.ticker.MaxNLocator(integer=True))
        axes.margins(x=0.08)
        axes.legend(frameon=False, loc="lower right", ncols=3, bbox_to_anchor=(1, 1))

    return drawn(16 + 7.5 * len(names), bars)


def _down(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color="#e3e7ec", linewidth=0.6)


def coverage_map(divisions: Sequence[Any], segments: Sequence[Any]) -> Picture:
    """Segments by the share that was walked, over the divisions; degrees drawn so that shapes keep their form."""
    places = [(row.name, shapely.from_wkb(row.geom)) for row in divisions]
    lines = [(row.share if row.visits else 0.0, shapely.from_wkb(row.geom)) for row in segments]
    if not lines:
        return nothing()
    west, south, east, north = shapely.total_bounds([shape for _, shape in (*places, *lines)])
    squeeze = cos(radians((south + north) / 2))
    high = (north - south) / ((east - west) * squeeze)

    def sheet(axes: Axes) -> None:
        _ground(axes, places)
        for (_, colour, _word), some in zip(STEPS, _by_step(lines), strict=True):
            paths = [shapely.get_coordinates(part) for shape in some for part in shapely.get_parts(shape)]
            axes.add_collection(LineCollection(paths, colors=colour, linewidths=1.5, capstyle="round"))
        _names(axes, places)
        axes.set_aspect(1 / squeeze)
        axes.set_xlim(west, east)
        axes.set_ylim(south, north)
        axes.margins(0.03)
        axes.autoscale_view()
        axes.set_axis_off()
        marks = [Line2D([], [], color=colour, linewidth=2.4, label=word) for _share, colour, word in STEPS]
        axes.legend(handles=marks, frameon=False, loc="upper center", ncols=4, bbox_to_anchor=(0.5, 0.0))
        _scale_and_north(axes, (west, south, east, north), squeeze)

    return drawn(min(max(WIDTH_MM * high, 70.0), TALLEST_MM) + 12, sheet)


def _by_step(lines: Sequence[tuple[float, Any]]) -> list[list[Any]]:
    """The shapes of each step: nothing walked, and up to each share."""
    groups: list[list[Any]] = [[] for _ in STEPS]
    for share, shape in lines:
        groups[next(at for at, (most, *_rest) in enumerate(STEPS) if share <= most)].append(shape)
    return groups


def _ground(axes: Axes, places: Sequence[tuple[str, Any]]) -> None:
    for _name, shape in places:
        for part in shapely.get_parts(shape):
            ring = shapely.get_coordinates(shapely.get_exterior_ring(part))
            axes.fill(ring[:, 0], ring[:, 1], facecolor=LAND, edgecolor=EDGE, linewidth=0.8)


def _names(axes: Axes, places: Sequence[tuple[str, Any]]) -> None:
    for name, shape in places:
        inside = shapely.point_on_surface(shape)
        halo = [mpl.patheffects.withStroke(linewidth=2.5, foreground="white")]
        axes.text(inside.x, inside.y, name, ha="center", va="center", fontsize=9, color=INK, path_effects=halo)


def _scale_and_north(axes: Axes, box: Sequence[float], squeeze: float) -> None:
    west, south, east, north = box
    degree = METRES_PER_DEGREE * squeeze
    long_m = next(
        step for step in (50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 1) if step / degree < (east - west) / 4
    )
    end = west + long_m / degree
    axes.plot([west, end], [south, south], color=INK, linewidth=2, solid_capstyle="butt")
    word = f"{long_m / 1000:g} 千米" if long_m >= 1000 else f"{long_m} 米"
    axes.annotate(word, ((west + end) / 2, south), (0, 4), textcoords="offset points", ha="center", fontsize=8)
    size = (north - south) * 0.05
    arrow = FancyArrow(
        east,
        north - size,
        0,
        size,
        width=size * 0.12,
        head_width=size * 0.5,
        head_length=size * 0.6,
        color=INK,
        lw=0,
    )
    axes.add_patch(arrow)
    axes.annotate("北", (east, north - size), (0, -3), textcoords="offset points", ha="center", va="top", fontsize=8)

"""A small map as SVG, drawn from the geometry alone: for a page without scripts, and for print."""

from dataclasses import dataclass
from math import cos, floor, log10, radians
from typing import Any

from markupsafe import Markup, escape

METRES_PER_DEGREE = 110_900.0
WATER, OTHER, LAND, INK, FOREST = "#1463b8", "#9cc3ea", "#f1f7fd", "#12395f", "#2f8f5b"
MARGIN = 34
Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Frame:
    """Degrees onto a drawing: `scale` units a metre; a degree of longitude is `squeeze` degrees of latitude wide."""

    west: float
    north: float
    squeeze: float
    scale: float
    left: float
    top: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place is drawn."""
        metres = METRES_PER_DEGREE * self.scale
        return self.left + (lon - self.west) * self.squeeze * metres, self.top + (self.north - lat) * metres


def draw(
    shape: dict[str, Any], around: list[dict[str, Any]], marks: tuple[str, str], title: str, size=(480, 330)
) -> Markup:
    """An SVG with the shape (GeoJSON line or polygon), rivers around it, its ends marked, a scale and a north arrow."""
    frame = _frame([place for ring in _rings(shape) for place in ring], size)
    width, height = size
    parts = [f'<rect width="{width}" height="{height}" fill="{LAND}"/>']
    parts += [_path(frame, ring, OTHER, 2.5) for other in around for ring in _rings(other)]
    if shape["type"].endswith("Polygon"):
        parts += [_path(frame, ring, FOREST, 2.5, fill=FOREST) for ring in _rings(shape)]
    else:
        line = _rings(shape)[0]
        parts += [_path(frame, line, "#ffffff", 9), _path(frame, line, WATER, 5.5)]
        parts += [_mark(frame, line[0], marks[0], size), _mark(frame, line[-1], marks[1], size)]
    parts += [_scale_bar(frame, size), _north(size)]
    drawn = "".join(parts)
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' aria-label="{escape(title)}" font-family="Noto Sans CJK SC, sans-serif" font-size="19">{drawn}</svg>'
    )


def _rings(shape: dict[str, Any]) -> list[Ring]:
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}.get(shape["type"])
    if depth is None:
        return [ring for part in shape.get("geometries", []) for ring in _rings(part)]
    rings = [shape["coordinates"]]
    for _ in range(depth):
        rings = [ring for part in rings for ring in part]
    return [[(place[0], place[1]) for place in ring] for ring in rings if len(ring) > 1]


def _frame(places: Ring, size: tuple[int, int]) -> Frame:
    (west, east), (south, north) = ((min(each), max(each)) for each in zip(*places, strict=True))
    squeeze = cos(radians((south + north) / 2))
    wide, high = max((east - west) * squeeze, 1e-5), max(north - south, 1e-5)
    inner = [length - 2 * MARGIN for length in size]
    per_degree = min(inner[0] / wide, inner[1] / high)
    left = (size[0] - wide * per_degree) / 2
    top = (size[1] - high * per_degree) / 2
    return Frame(west, north, squeeze, per_degree / METRES_PER_DEGREE, left, top)


def _path(frame: Frame, ring: Ring, colour: str, width: float, fill: str = "none") -> str:
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in (frame.at(*place) for place in ring))
    shade = f'fill="{fill}" fill-opacity="0.35"' if fill != "none" else 'fill="none"'
    return (
        f'<polyline points="{places}" {shade} stroke="{colour}" stroke-width="{width}"'
        ' stroke-linejoin="round" stroke-linecap="round"/>'
    )


def _mark(frame: Frame, place: tuple[float, float], word: str, size: tuple[int, int]) -> str:
    """A ring at an end with its word above or below it, whichever has room; first its halo, then the letters."""
    x, y = frame.at(*place)
    below = y < size[1] / 2
    at = f'x="{min(max(x, 24), size[0] - 24):.1f}" y="{y + (28 if below else -15):.1f}" text-anchor="middle"'
    halo = f'<text {at} font-weight="bold" fill="#ffffff" stroke="#ffffff" stroke-width="5">{escape(word)}</text>'
    ring = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="#ffffff" stroke="{INK}" stroke-width="3"/>'
    return f'{ring}{halo}<text {at} font-weight="bold" fill="{INK}">{escape(word)}</text>'


def _scale_bar(frame: Frame, size: tuple[int, int]) -> str:
    metres = _round(size[0] / 5 / frame.scale)
    long = metres * frame.scale
    said = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    y = size[1] - 14
    return (
        f'<path d="M14,{y - 6} v6 h{long:.1f} v-6" fill="none" stroke="{INK}" stroke-width="2"/>'
        f'<text x="{14 + long / 2:.1f}" y="{y - 9}" fill="{INK}" font-size="15" text-anchor="middle">{said}</text>'
    )


def _round(metres: float) -> float:
    """1, 2 or 5 times a power of ten, not more than `metres`."""
    power = 10 ** floor(log10(metres))
    return max(step * power for step in (1, 2, 5) if step * power <= metres)


def _north(size: tuple[int, int]) -> str:
    x = size[0] - 26
    return (
        f'<path d="M{x},14 l9,26 l-9,-6 l-9,6 z" fill="{INK}"/>'
        f'<text x="{x}" y="58" fill="{INK}" font-size="14" text-anchor="middle">N</text>'
    )

"""A receiver and a clock that a test moves: hours of walking in seconds."""

from itertools import cycle, islice, pairwise
from math import cos, hypot, radians

METRES_PER_DEGREE = 111_195

# `feed.set(t)` moves the clock, which outlasts the page.
CLOCK = """
const Real = Date
let shift = Number(localStorage.getItem('test.shift') ?? 0)
window.Date = class extends Real {
  constructor(...given) { if (given.length) super(...given); else super(Real.now() + shift) }
  static now() { return Real.now() + shift }
}
window.feed = { set(t) { shift = t - Real.now(); localStorage.setItem('test.shift', shift) } }
"""

# `feed.give(fixes)` sets the clock to each fix's time and tells it to whoever watches; between two of them ten seconds
# pass on the clock that nobody sets, however long the machine takes.
FEED = f"""{CLOCK}
const tellers = new Map()
let last = 0, given = 0
performance.now = () => given * 10_000
const set = (name, value) => Object.defineProperty(Geolocation.prototype, name, {{ value }})
set('watchPosition', tell => (tellers.set(++last, tell), last))
set('clearWatch', id => void tellers.delete(id))
feed.watched = () => tellers.size > 0
feed.give = fixes => {{
  for (const [t, longitude, latitude, accuracy, timestamp] of fixes) {{
    feed.set(t)
    given++
    const coords = {{ longitude, latitude, accuracy }}
    for (const tell of tellers.values()) tell({{ coords, timestamp: timestamp ?? t }})
  }}
}}
"""


def clock_at(ms: float) -> str:
    """A script that sets the clock before the app starts: a killed browser may have forgotten it."""
    return f"localStorage.setItem('test.shift', {ms} - Date.now());"


def strolled(way: list[tuple[float, float]], count: int, step_m: float = 12.5) -> list[tuple[float, float]]:
    """So many places at walking pace along a way, to its end and back again, in degrees."""
    there = [way[0]]
    for west_south, east_north in pairwise(way):
        parts = max(1, round(_metres(west_south, east_north) / step_m))
        (x0, y0), (x1, y1) = west_south, east_north
        there += [(x0 + (x1 - x0) * k / parts, y0 + (y1 - y0) * k / parts) for k in range(1, parts + 1)]
    return list(islice(cycle(there + there[-2:0:-1]), count))


def _metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    return hypot((b[0] - a[0]) * cos(radians(a[1])), b[1] - a[1]) * METRES_PER_DEGREE

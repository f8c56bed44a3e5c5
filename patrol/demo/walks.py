"""What a phone records on an outing: the way that was walked, its pauses and gaps, and the noise of its receiver."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
import shapely

from patrol.demo.forest import Plot
from patrol.demo.frame import degrees
from patrol.demo.noise import shifted
from patrol.demo.outings import Outing
from patrol.demo.rivers import Segment
from patrol.demo.streams import rounded

DEVICES = (("YX-7 Pro", "Android 14"), ("YX-5", "Android 12"), ("Lan A3", "Android 10"), ("Qiao 20", "HarmonyOS 4"))
NOISE_M, NOISE_KEPT = 4.5, 0.92  # of one fix, and how much of it the next fix keeps
SPEED_MPS = {"river": (1.1, 1.55), "forest": (0.75, 1.1)}
FIX_S = {"river": 15, "forest": 15}
STOPS = 3  # in each plot of a round


def record(outing: Outing, ways: Sequence[Segment | Plot]) -> dict:
    """A recorded outing along segments or plots: a submission as the API's schema gives it, with nothing seen yet."""
    random = np.random.default_rng(outing.seed)
    if outing.kind == "river":
        way = _along_rivers([way.path for way in ways if isinstance(way, Segment)], random)
    else:
        way = _through_plots([way.outline for way in ways if isinstance(way, Plot)], outing.seed, random)
    points, seconds = _moved(_shortened(way, outing.manner, random), outing, random)
    points = points + _wander(len(points), random)
    points, seconds, accuracy = _as_received(points, seconds, outing.manner, random)
    return _body(outing, points, seconds, accuracy, random)


def _along_rivers(paths: list[np.ndarray], random: np.random.Generator) -> np.ndarray:
    """A way along the bank, mostly the whole segment, up or down, sometimes there and back."""
    path = paths[0]
    for onward in paths[1:]:
        joins = int(np.argmin(np.hypot(*(onward - path[-1]).T)))
        path = np.concatenate([path, onward[joins + 1 :]])
    keep = len(path) if random.uniform() < 0.72 else int(len(path) * random.uniform(0.45, 0.9))
    begin = int(random.integers(len(path) - keep + 1))
    path = path[begin : begin + max(keep, 3)]
    ahead = np.gradient(path, axis=0)
    ahead /= np.maximum(np.hypot(*ahead.T), 1e-9)[:, None]
    bank = random.choice((-1, 1)) * random.uniform(6, 20)
    way = path + bank * np.column_stack([-ahead[:, 1], ahead[:, 0]])
    way = way[::-1] if random.uniform() < 0.5 else way
    return np.concatenate([way, way[-2::-1]]) if len(paths) == 1 and random.uniform() < 0.18 else way


def _through_plots(outlines: list[shapely.Polygon], seed: int, random: np.random.Generator) -> np.ndarray:
    """A forest way: across each plot by some places in it, onward to the next, winding as paths on slopes do."""
    middles = shapely.get_coordinates(shapely.centroid(outlines))
    onward = np.gradient(middles, axis=0) if len(outlines) > 1 else np.ones((1, 2))
    stops = []
    for outline, ahead in zip(outlines, onward, strict=True):
        west, south, east, north = outline.bounds
        places = random.uniform((west, south), (east, north), (10, 2))
        inside = places[shapely.contains_xy(outline, places[:, 0], places[:, 1])][:STOPS]
        stops.append(inside[np.argsort(inside @ ahead)])
    line = rounded(np.concatenate([middles[:1], *stops, middles[-1:]]))
    return shifted(shapely.get_coordinates(shapely.segmentize(shapely.linestrings(line), 60)), 420, 38, seed % 997)


def _shortened(way: np.ndarray, manner: str, random: np.random.Generator) -> np.ndarray:
    """The lazy turn back after a few hundred metres."""
    if manner != "lazy":
        return way
    return way[: max(2, int(random.integers(3, 9)))]


def _moved(way: np.ndarray, outing: Outing, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Where the officer was every some seconds: walking at an uneven pace, standing now and then."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(way, axis=0).T))])
    speed = 11.0 if outing.manner == "drive" else random.uniform(*SPEED_MPS[outing.kind])
    count = max(8, int(along[-1] / speed / FIX_S[outing.kind]) + 1)
    pace = np.clip(1 + 0.25 * _kept_noise(count - 1, 0.9, random), 0.4, 1.7)
    at = np.concatenate([[0.0], np.cumsum(pace)])
    seconds = np.cumsum(random.integers(-2, 3, count) + FIX_S[outing.kind])
    if outing.manner != "drive" and random.uniform() < 0.35:
        stand = int(random.integers(1, count))
        pause = int(random.integers(15, 60))
        at, seconds = np.insert(at, [stand] * pause, at[stand]), np.arange(count + pause) * FIX_S[outing.kind]
    at *= along[-1] / at[-1]
    return np.column_stack([np.interp(at, along, way[:, 0]), np.interp(at, along, way[:, 1])]), seconds - seconds[0]


def _kept_noise(count: int, kept: float, random: np.random.Generator) -> np.ndarray:
    """AR(1) noise of unit spread: each value keeps a share of the one before."""
    memory = kept ** np.arange(int(np.ceil(np.log(0.01) / np.log(kept))))
    fresh = random.normal(0, np.sqrt(1 - kept**2), count + len(memory) - 1)
    return np.convolve(fresh, memory, "valid")


def _wander(count: int, random: np.random.Generator) -> np.ndarray:
    """The receiver's error in metres (count, 2): it drifts, it does not jump."""
    spread = NOISE_M * random.uniform(0.7, 1.8)
    return spread * np.column_stack([_kept_noise(count, NOISE_KEPT, random), _kept_noise(count, NOISE_KEPT, random)])


def _as_received(points, seconds, manner: str, random: np.random.Generator):
    """What arrives: under dense canopy some fixes are far off, and some minutes are missing."""
    accuracy = np.clip(random.gamma(4, 2, len(points)), 3, 60).round()
    poor = random.uniform(size=len(points)) < 0.012
    points[poor] += random.normal(0, 35, (poor.sum(), 2))
    accuracy[poor] = random.integers(40, 160, poor.sum())
    keep = np.ones(len(points), bool)
    if manner == "walk" and len(points) > 80 and random.uniform() < 0.12:
        gap = int(random.integers(10, len(points) - 40))
        keep[gap : gap + int(random.integers(12, 30))] = False
    return points[keep], seconds[keep], accuracy[keep]


def _body(outing: Outing, points, seconds, accuracy, random: np.random.Generator) -> dict:
    steps = np.rint(degrees(points) * 1e6).astype(np.int64)
    model, system = DEVICES[int(random.integers(len(DEVICES)))]
    return {
        "kind": outing.kind,
        "started_at": outing.started_at,
        "ended_at": outing.started_at + timedelta(seconds=int(seconds[-1]) + 20),
        "device": {"model": model, "os": system, "app": "0.1.0", "mock_location": outing.manner == "mock"},
        "track": {
            "t0": int(outing.started_at.timestamp() * 1000),
            "dt": np.diff(seconds, prepend=0).astype(int).tolist(),
            "lon": np.diff(steps[:, 0], prepend=0).tolist(),
            "lat": np.diff(steps[:, 1], prepend=0).tolist(),
            "acc": accuracy.astype(int).tolist(),
        },
        "observations": [],
        "photos": [],
    }


def fix(body: dict, share: float) -> tuple[datetime, dict]:
    """When and where the officer was after some share of a recorded outing."""
    track = body["track"]
    at = int(share * (len(track["dt"]) - 1))
    when = body["started_at"] + timedelta(seconds=sum(track["dt"][: at + 1]))
    lon, lat = sum(track["lon"][: at + 1]) / 1e6, sum(track["lat"][: at + 1]) / 1e6
    return when, {"lon": lon, "lat": lat, "accuracy_m": float(track["acc"][at])}

"""The smallest county: one village, one river of 5 km, one ranger; and bodies of walks along that river."""

import copy
import hashlib
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyogrio
import shapely

from tests.running import Phone, Server

COUNTY, TOWNSHIP, VILLAGE = "361099000000", "361099101000", "361099101201"
LON, LAT = 116.5, 27.5
RIVER = shapely.LineString([(LON - 0.025, LAT), (LON, LAT + 0.004), (LON + 0.025, LAT)])
PASSWORD = "一条河 and a footpath"


def write_layer(path: Path, shapes: list[shapely.Geometry], columns: dict[str, list]) -> Path:
    """A GeoPackage layer in WGS 84, named after the file."""
    pyogrio.raw.write(
        path,
        np.array([shapely.to_wkb(shape) for shape in shapes], dtype=object),
        [np.array(values, dtype=object) for values in columns.values()],
        list(columns),
        layer=path.stem,
        driver="GPKG",
        geometry_type=shapes[0].geom_type,
        crs="EPSG:4326",
    )
    return path


def settle(server: Server) -> Phone:
    """Puts the hamlet into an empty system through bin/patrol; its ranger's phone, signed in."""
    columns = {
        "code": [COUNTY, TOWNSHIP, VILLAGE],
        "name": ["试县", "试镇", "试村"],
        "level": ["county", "township", "village"],
        "parent": [None, COUNTY, TOWNSHIP],
    }
    box = shapely.box(LON - 0.1, LAT - 0.1, LON + 0.1, LAT + 0.1)
    server.patrol("import", "divisions", write_layer(server.folder / "divisions.gpkg", [box] * 3, columns))
    river = write_layer(server.folder / "river.gpkg", [RIVER], {"code": ["R1"], "name": ["试河"]})
    server.patrol("import", "river-segments", river, "--division", VILLAGE)
    officer = ("--name", "护林员", "--post", "ranger", "--division", VILLAGE, "--password-stdin")
    server.patrol("officer", "add", "ranger", *officer, stdin=f"{PASSWORD}\n")
    return Phone(server.base).sign_in("ranger", PASSWORD)


def deltas(values: np.ndarray) -> list[int]:
    """First value as it is, then differences."""
    return [int(v) for v in np.diff(np.rint(values).astype(np.int64), prepend=0)]


def walk_body(points: int = 60, seed: int = 1, days_ago: int = 2, started: datetime | None = None) -> dict:
    """A submission: a walk down the river with a fix every 5 s or so, some metres of error, in the packed encoding."""
    random = np.random.default_rng(seed)
    started = started or datetime.now(UTC).replace(hour=1, minute=0, second=0, microsecond=0) - timedelta(days=days_ago)
    spots = shapely.get_coordinates(
        RIVER.interpolate(np.linspace(0.05, 0.05 + 0.001 * points, points), normalized=True)
    )
    micro = (spots + random.normal(0, 3e-5, spots.shape)) * 1e6
    stamps = [(started + timedelta(seconds=s)).strftime("%Y-%m-%dT%H:%M:%SZ") for s in (0, 5 * (points - 1))]
    track = {
        "t0": int(started.timestamp() * 1000),
        "dt": [0] + [5] * (points - 1),
        "lon": deltas(micro[:, 0]),
        "lat": deltas(micro[:, 1]),
        "acc": deltas(np.full(points, 8)),
    }
    return {
        "kind": "river",
        "started_at": stamps[0],
        "ended_at": stamps[1],
        "device": {"model": "test", "os": "test", "app": "test", "mock_location": False},
        "track": track,
        "observations": [],
        "photos": [],
    }


def as_line(body: dict) -> dict:
    """The same submission with its track as a LineString with times."""
    body = copy.deepcopy(body)
    packed = body["track"]
    moments = packed["t0"] / 1000 + np.cumsum(packed["dt"])
    lonlat = np.column_stack([np.cumsum(packed["lon"]), np.cumsum(packed["lat"])]) / 1e6
    times = [datetime.fromtimestamp(m, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for m in moments]
    body["track"] = {"type": "LineString", "coordinates": lonlat.tolist(), "times": times}
    return body


def declared(data: bytes, body: dict) -> dict:
    """The same submission with one photo of these bytes in its manifest."""
    photo = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "taken_at": body["started_at"],
        "observation_id": None,
        "position": None,
    }
    return {**body, "photos": [photo]}


def new_id() -> str:
    """A UUID as a phone makes one."""
    return str(uuid.uuid4())

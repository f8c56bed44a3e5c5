"""Offline map packs: an officer's divisions as one file, made when first asked for and again when the layers change.

Where PATROL_BASE_MAP names a base map, vector tiles of it go into the same file, and raster tiles into a second one.
"""

import fcntl
import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from gis.features import extent
from gis.packs import making
from gis.packs.covering import Bounds
from gis.packs.ground import BadBaseMap, Ground, opened
from gis.packs.writing import Written
from patrol.access import Viewer
from patrol.config import Settings
from patrol.errors import NotFound, Unavailable
from patrol.layers.packed import PACKED
from patrol.queries import map_packs as questions
from patrol.queries.divisions import division

FORM = 1
"""Raised when the code makes other files out of the same rows."""

MEDIA_TYPE = "application/vnd.pmtiles"
MIN_ZOOM, MAX_ZOOM = 8, 14
MOST_TILES = 20_000
"""On one level of one file."""

KEPT_VERSIONS = 2
"""A download that began before the layers changed can still be finished."""

BASE = "-base"
logger = logging.getLogger(__name__)


def offered(session: Session, viewer: Viewer, settings: Settings) -> list[dict]:
    """The packs for this viewer, made now where they are not there yet; none while there is nothing to show.

    Each has id, version, name, bytes, sha256, layers, bounds (degrees), min_zoom, max_zoom and base, which is None or
    has kind ("vector", "raster"), layers and attribution, and as a raster all that a pack has.
    """
    version = _version(session, viewer, settings.base_map)
    folder = _folder(settings, viewer)
    told = folder / f"{version}.json"
    if not told.is_file():
        with _alone(folder):
            if not told.is_file():
                _make(session, viewer, told, settings.base_map)
    pack = json.loads(told.read_text(encoding="utf8"))
    return [pack] if pack else []


def file_of(viewer: Viewer, pack_id: str, version: str, settings: Settings) -> tuple[Path, str]:
    """The file of a pack that was offered to this viewer, and its SHA-256; NotFound otherwise."""
    told = _folder(settings, viewer) / f"{version}.json"
    if not _is_version(version) or not told.is_file():
        raise NotFound
    pack = json.loads(told.read_text(encoding="utf8")) or {}
    for each in (pack, pack.get("base") or {}):
        if each.get("id") == pack_id:
            return _archive(told, pack_id.endswith(BASE)), each["sha256"]
    raise NotFound


def complaint(settings: Settings) -> str | None:
    """What is wrong with the base map that was set; None when there is nothing to say."""
    if settings.base_map is None:
        return None
    try:
        with opened(settings.base_map):
            return None
    except BadBaseMap as error:
        return f"PATROL_BASE_MAP={settings.base_map} is left out of the offline maps: {error}."


def _version(session: Session, viewer: Viewer, base_map: Path | None) -> str:
    state = [FORM, viewer.division_code, questions.state_of_layers(session, viewer)]
    if base_map is not None and base_map.is_file():
        found = base_map.stat()
        state += [str(base_map), found.st_size, found.st_mtime_ns]
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def _is_version(text: str) -> bool:
    return len(text) == 16 and not set(text) - set("0123456789abcdef")


def _folder(settings: Settings, viewer: Viewer) -> Path:
    return settings.data / "map-packs" / viewer.division_code


def _archive(told: Path, base: bool) -> Path:
    return told.with_name(f"{told.stem}{BASE if base else ''}.pmtiles")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One builder at a time; the lock is the kernel's, so a killed process leaves none behind."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(session: Session, viewer: Viewer, told: Path, base_map: Path | None) -> None:
    """Write the archive and then what is told of it, which makes it known."""
    try:
        pack = _on_ground(session, viewer, told, base_map)
        half = told.with_name(f".{told.name}")
        half.write_text(json.dumps(pack, ensure_ascii=False), encoding="utf8")
        half.replace(told)
        _forget_old(told.parent)
    except OSError as error:
        raise Unavailable("pack_not_made") from error


def _on_ground(session: Session, viewer: Viewer, told: Path, base_map: Path | None) -> dict | None:
    """The pack with its base map; without it where that cannot be read."""
    if base_map is not None:
        try:
            with opened(base_map) as ground:
                return _draw(session, viewer, told, ground)
        except BadBaseMap as error:
            logger.warning("the base map %s is left out of an offline map: %s", base_map, error)
    return _draw(session, viewer, told, None)


def _draw(session: Session, viewer: Viewer, told: Path, ground: Ground | None) -> dict | None:
    drawn = [(layer, layer.select(viewer, None)) for layer in PACKED.values()]
    bounds = Bounds.around([box for _, rows in drawn if (box := extent(session, rows)) is not None])
    if bounds is None:
        return None
    place = division(session, viewer.division_code)
    order = making.Order(place.name if place else "", drawn, bounds, MIN_ZOOM, MAX_ZOOM, MOST_TILES)
    vector = ground if ground is not None and ground.vector else None
    written = making.make(session, order, _archive(told, False), vector)
    if written is None:
        return None
    common = {"version": told.stem, "name": order.name, "bounds": list(bounds)}
    own = {"id": viewer.division_code, "layers": [*(vector.layers if vector else ()), *PACKED]}
    return common | own | _figures(written) | {"base": _base(ground, own["id"], common, told)}


def _base(ground: Ground | None, pack_id: str, common: dict, told: Path) -> dict | None:
    if ground is None:
        return None
    if ground.vector:
        return {"kind": "vector", "layers": list(ground.layers), "attribution": ground.attribution}
    written = making.clip(ground, Bounds(*common["bounds"]), _archive(told, True), MOST_TILES)
    if written is None:
        return None
    own = {"id": pack_id + BASE, "kind": "raster", "layers": [], "attribution": ground.attribution}
    return common | own | _figures(written)


def _figures(written: Written) -> dict:
    return {
        "bytes": written.bytes,
        "sha256": written.sha256,
        "min_zoom": written.min_zoom,
        "max_zoom": written.max_zoom,
    }


def _forget_old(folder: Path) -> None:
    newest_first = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for told in newest_first[KEPT_VERSIONS:]:
        told.unlink(missing_ok=True)
        for base in (False, True):
            _archive(told, base).unlink(missing_ok=True)

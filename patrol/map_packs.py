"""Offline map packs: an officer's divisions as one file, made when first asked for and again when the layers change."""

import fcntl
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmtiles.tile import TileType
from sqlalchemy.orm import Session

from gis.features import extent
from gis.packs import drawing, writing
from gis.packs.covering import Bounds, deepest, span
from patrol.access import Viewer
from patrol.config import Settings
from patrol.errors import NotFound, Unavailable
from patrol.layers import PACKED
from patrol.queries import map_packs as questions
from patrol.queries.divisions import division

FORM = 1
"""Raised when the code makes other files out of the same rows."""

MEDIA_TYPE = "application/vnd.pmtiles"
MIN_ZOOM, MAX_ZOOM = 8, 14
MOST_TILES = 20_000
KEPT_VERSIONS = 2
"""A download that began before the layers changed can still be finished."""


def offered(session: Session, viewer: Viewer, settings: Settings) -> list[dict]:
    """The packs for this viewer, made now where they are not there yet; none while there is nothing to show.

    Each has id, version, name, bytes, sha256, layers, bounds (degrees), min_zoom, max_zoom and base.
    """
    version = _version(session, viewer)
    folder = _folder(settings, viewer)
    told = folder / f"{version}.json"
    if not told.is_file():
        with _alone(folder):
            if not told.is_file():
                _make(session, viewer, folder, version)
    pack = json.loads(told.read_text(encoding="utf8"))
    return [pack] if pack else []


def file_of(viewer: Viewer, pack_id: str, version: str, settings: Settings) -> tuple[Path, str]:
    """The file of a pack that was offered to this viewer, and its SHA-256; NotFound otherwise."""
    folder = _folder(settings, viewer)
    told = folder / f"{version}.json"
    if pack_id != viewer.division_code or not version.isalnum() or not told.is_file():
        raise NotFound
    pack = json.loads(told.read_text(encoding="utf8"))
    if not pack:
        raise NotFound
    return folder / f"{version}.pmtiles", pack["sha256"]


def _version(session: Session, viewer: Viewer) -> str:
    state = (FORM, viewer.division_code, questions.state_of_layers(session, viewer))
    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def _folder(settings: Settings, viewer: Viewer) -> Path:
    return settings.data / "map-packs" / viewer.division_code


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One builder at a time; the lock is the kernel's, so a killed process leaves none behind."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(session: Session, viewer: Viewer, folder: Path, version: str) -> None:
    """Write the archive and then what is told of it, which makes it known."""
    try:
        pack = _draw(session, viewer, folder / f"{version}.pmtiles", version)
        half = folder / f".{version}.json"
        half.write_text(json.dumps(pack, ensure_ascii=False), encoding="utf8")
        half.replace(folder / f"{version}.json")
        _forget_old(folder)
    except OSError as error:
        raise Unavailable("pack_not_made") from error


def _draw(session: Session, viewer: Viewer, target: Path, version: str) -> dict | None:
    drawn = [(layer, layer.select(viewer, None)) for layer in PACKED.values()]
    boxes = [box for box in (extent(session, rows) for _, rows in drawn) if box is not None]
    if not boxes:
        return None
    lows, highs = zip(*((box[:2], box[2:]) for box in boxes), strict=True)
    bounds = Bounds(*(min(each) for each in zip(*lows, strict=True)), *(max(each) for each in zip(*highs, strict=True)))
    place = division(session, viewer.division_code)
    name = place.name if place else ""
    max_zoom = deepest(bounds, MIN_ZOOM, MAX_ZOOM, MOST_TILES)
    levels = (span(bounds, z) for z in range(MIN_ZOOM, max_zoom + 1))
    tiles = (tile for over in levels for tile in writing.along_the_curve(over.z, drawing.level(session, drawn, over)))
    written = writing.write(target, tiles, TileType.MVT, bounds, drawing.metadata(name, PACKED.values(), max_zoom))
    if written is None:
        return None
    return {
        "id": viewer.division_code,
        "version": version,
        "name": name,
        "bytes": written.bytes,
        "sha256": written.sha256,
        "layers": list(PACKED),
        "bounds": list(bounds),
        "min_zoom": written.min_zoom,
        "max_zoom": written.max_zoom,
        "base": None,
    }


def _forget_old(folder: Path) -> None:
    newest_first = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for told in newest_first[KEPT_VERSIONS:]:
        told.unlink(missing_ok=True)
        told.with_suffix(".pmtiles").unlink(missing_ok=True)

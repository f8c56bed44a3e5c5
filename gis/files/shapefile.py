"""A shapefile made ready to be read: its parts together in a working folder, its text in a known encoding."""

from pathlib import Path

import pyproj

from gis.files import dbf
from gis.files.notes import Note
from gis.refused import Refused


def stage(path: Path, folder: Path, encoding: str | None) -> tuple[Path, str, list[Note]]:
    """Bring the parts of the shapefile at `path` together in `folder`.

    Returns the path to open, the encoding of its text and what was put right on the way.
    """
    parts = check_parts(path)
    notes = [] if ".shx" in parts else [Note("note_shx_rebuilt")]
    folder.mkdir(parents=True, exist_ok=True)
    if ".prj" in parts and not _is_system(parts[".prj"]):
        del parts[".prj"]
        notes.append(Note("note_prj_unreadable"))
    for suffix in (".shp", ".shx", ".prj"):
        if suffix in parts:
            (folder / f"{path.stem}{suffix}").symlink_to(parts[suffix].resolve())
    table = dbf.Table.load(parts[".dbf"])
    decision = dbf.decide(table, encoding, _said(parts))
    notes += _encoding_notes(decision)
    if cut := dbf.mend(table, decision.encoding):
        notes.append(Note("note_text_cut", {"count": cut}))
    (folder / f"{path.stem}.dbf").write_bytes(table.content)
    return folder / f"{path.stem}.shp", decision.encoding, notes


def check_parts(path: Path) -> dict[str, Path]:
    """The files that belong to the .shp at `path`, by suffix; Refused without the one that must not be missing."""
    parts = _parts(path)
    if ".dbf" not in parts:
        raise Refused("shapefile_part_missing", part=".dbf")
    return parts


def _parts(path: Path) -> dict[str, Path]:
    """The files beside a .shp that belong to it, whatever the case of their suffixes."""
    beside = (file for file in path.parent.iterdir() if file.stem.lower() == path.stem.lower())
    return {file.suffix.lower(): file for file in beside if file.is_file()}


def _is_system(prj: Path) -> bool:
    try:
        pyproj.CRS.from_wkt(prj.read_text("utf-8", "replace"))
    except pyproj.exceptions.CRSError:
        return False
    return True


def _said(parts: dict[str, Path]) -> str | None:
    return parts[".cpg"].read_text("ascii", "replace")[:40] if ".cpg" in parts else None


def _encoding_notes(decision: dbf.Decision) -> list[Note]:
    encoding = decision.encoding.upper()
    if decision.how == "corrected":
        return [Note("note_encoding_corrected", {"said": (decision.said or "").strip(), "encoding": encoding})]
    if decision.how == "detected":
        return [Note("note_encoding_detected", {"encoding": encoding})]
    return []

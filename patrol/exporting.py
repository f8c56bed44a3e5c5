"""Published layers out into files, streamed from the database in batches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from gis import counts, outputs
from gis.files import saving
from gis.files.schema import Rows
from gis.layers import Layer, Look, watched
from gis.wanted import Wanted, rows
from patrol.access import Viewer


@dataclass(frozen=True)
class Export:
    """What is asked for: the layer narrowed to `wanted`, the coordinate system, the language of titles."""

    layer: Layer
    wanted: Wanted
    crs: str | None = None
    language: str = "zh-CN"


def export(
    session: Session, viewer: Viewer, asked: Export, path: Path, progress: Callable[[str, int, int], None]
) -> int:
    """Write what `viewer` may see of the layer to `path`; returns how many features. Raises gis Refused."""
    saving.check(path)
    session.execute(text("SET LOCAL statement_timeout = 0"))
    found = rows(asked.layer, viewer, asked.wanted)
    watched(asked.layer, viewer, Look("file", asked.wanted.interval, asked.wanted.filters))
    names, total = list(asked.layer.properties), session.scalar(select(counts.count(found))) or 0
    read = outputs.batches(session, asked.layer, outputs.ordered(found, names), names)
    return saving.save(
        path, outputs.output(asked.layer, names, asked.language, _told(read, total, progress)), asked.crs
    )


def _told(batches: Iterator[Rows], total: int, progress: Callable) -> Iterator[Rows]:
    done = 0
    for batch in batches:
        done += len(batch)
        progress("export", done, total)
        yield batch

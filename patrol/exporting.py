"""Published layers out into files, streamed from the database in batches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from gis import features, layers
from gis.files import saving
from gis.files.schema import Column, Output, Rows
from patrol.access import Viewer

BATCH = 10_000


@dataclass(frozen=True)
class Export:
    """What is asked for: the layer narrowed to `wanted`, the coordinate system, the language of titles."""

    layer: layers.Layer
    wanted: layers.Wanted
    crs: str | None = None
    language: str = "zh-CN"


def export(
    session: Session, viewer: Viewer, asked: Export, path: Path, progress: Callable[[str, int, int], None]
) -> int:
    """Write what `viewer` may see of the layer to `path`; returns how many features. Raises gis Refused."""
    saving.check(path)
    session.execute(text("SET LOCAL statement_timeout = 0"))
    rows = layers.rows(asked.layer, viewer, asked.wanted)
    total = session.scalar(select(features.count(rows))) or 0
    properties = asked.layer.properties
    output = Output(
        asked.layer.name,
        asked.layer.geometry_type,
        [Column(name, _title(one, asked.language), one.type) for name, one in properties.items()],
        _batches(session, features.only(rows, "key", "geom", *properties), list(properties), total, progress),
    )
    return saving.save(path, output, asked.crs)


def _title(one: layers.Property, language: str) -> str:
    return one.title_en if language.startswith("en") else one.title


def _batches(session: Session, rows: Select, names: list[str], total: int, progress: Callable) -> Iterator[Rows]:
    """Rows in key order by a cursor of the database's, so that memory holds one batch whatever the layer's size."""
    read = rows.subquery("read")
    statement = select(func.ST_AsBinary(read.c.geom), *(read.c[name] for name in names)).order_by(read.c.key)
    done = 0
    for batch in session.execute(statement.execution_options(yield_per=BATCH)).partitions():
        done += len(batch)
        progress("export", done, total)
        yield batch

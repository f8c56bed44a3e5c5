"""One file into one table, in one transaction: staged by COPY, checked by sets, written by one statement."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gis import files
from gis.files import checking
from patrol.change_sets import open_set
from patrol.config import Settings
from patrol.importing import judging, laying, mapping, placing, staging, writing
from patrol.importing.kinds import Kind
from patrol.importing.reasons import ImportRefused
from patrol.importing.report import Remark, Report, Why

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Order:
    """What was asked for beside the file: field → column, field → value for all, the division of all; by which officer,
    where one is signed in."""

    fields: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    division: str | None = None
    officer_id: int | None = None


def load(
    session: Session, kind: Kind, source: files.Source, order: Order, settings: Settings, progress: Progress
) -> Report:
    """Bring the features of `source` into the table of `kind`, and lay the stations or cells of new and moved ones.

    Refused features stay out and are in the report; ImportRefused refuses the whole. Nothing is committed here.
    """
    report = Report(kind, source.name, source.layer, source.system.label, source.notes)
    fields = mapping.resolve(kind, [one.name for one in source.fields], order.fields, order.constants)
    division = placing.known_division(session, order.division)
    _claim(session, kind)
    staging.create(session, kind)
    for batch in source.batches():
        _stage(session, kind, batch, fields, report)
        progress("read", report.read, source.count)
    session.execute(text("ANALYZE incoming"))
    progress("check", 0, 0)
    judging.judge(session, kind, fields, division)
    if kind.look_up:
        kind.look_up(session, settings)
    report.refused += judging.refused(session)
    progress("write", 0, 0)
    report.change_set = open_set(session, "import", order.officer_id, source.name)
    written = kind.write(session, settings) if kind.write else writing.write(session, kind, fields)
    report.new, report.updated, report.same = written
    laying.lay(session, kind, settings, progress)
    return report


def _claim(session: Session, kind: Kind) -> None:
    """One import of a table at a time; readers and patrols go on."""
    session.execute(text("SET LOCAL statement_timeout = 0"))
    session.execute(text("SET LOCAL lock_timeout = '5s'"))
    try:
        session.execute(text(f"LOCK TABLE {kind.table} IN SHARE ROW EXCLUSIVE MODE"))
    except OperationalError as error:
        raise ImportRefused("busy") from error


def _stage(session: Session, kind: Kind, batch: files.Batch, fields: list[mapping.Mapped], report: Report) -> None:
    report.read += len(batch)
    checked = checking.check(batch.geometries, kind.family, batch.unreadable)
    if kind.table == "river_segment":
        checking.join(checked)
    values, refused = mapping.rows(batch, fields)
    why: dict[int, Why] = {**refused, **checked.refused}
    codes = _codes(fields, values, len(batch))
    report.refused += [Remark(int(batch.numbers[at]), codes[at], why[at]) for at in why]
    report.repaired += [Remark(int(batch.numbers[at]), codes[at], note) for at, note in checked.repaired.items()]
    report.offered |= {int(batch.numbers[at]): shape for at, shape in checked.offered.items()}
    good = np.setdiff1d(np.arange(len(batch)), list(why))
    kept = [[column[at] for at in good] for column in values]
    staging.copy(session, fields, batch.numbers[good], kept, checked.geometries[good])


def _codes(fields: list[mapping.Mapped], values: list[list], count: int) -> list[str | None]:
    at = next((i for i, mapped in enumerate(fields) if mapped.column.name == "code"), None)
    return [None] * count if at is None else values[at]

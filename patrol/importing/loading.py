"""One file into one table, in one transaction: staged by COPY, checked by sets, written by one statement."""

from collections.abc import Callable

import numpy as np
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from gis import files
from gis.files import checking
from patrol.change_sets import open_set
from patrol.config import Settings
from patrol.importing import judging, known_shapes, laying, mapping, placing, staging, writing
from patrol.importing.kinds import Kind
from patrol.importing.mapping import Mapped
from patrol.importing.ordering import Order
from patrol.importing.reasons import ImportRefused
from patrol.importing.report import Remark, Report, Why

Progress = Callable[[str, int, int], None]
Aside = Callable[[list[Remark], list], None]


def load(
    session: Session, kind: Kind, source: files.Source, order: Order, settings: Settings, progress: Progress
) -> Report:
    """Bring the features of `source` into the table of `kind`, and lay the stations or cells of new and moved ones.

    Refused features stay out and are in the report; ImportRefused refuses the whole. Nothing is committed here.
    """
    fields = mapping.resolve(kind, [one.name for one in source.fields], order.fields, order.constants)
    placing.known_division(session, order.division)
    claim(session, kind)
    report = stage(session, kind, source, fields, progress)
    progress("check", 0, 0)
    judge(session, kind, fields, order, settings, report, for_good=True)
    progress("write", 0, 0)
    report.change_set = open_set(session, "import", order.officer_id, source.name)
    writing.write(session, kind, fields, settings)
    laying.lay(session, kind, settings, progress)
    return report


def judge(
    session: Session,
    kind: Kind,
    fields: list[Mapped],
    order: Order,
    settings: Settings,
    report: Report,
    *,
    for_good: bool = False,
) -> None:
    """Judge what is staged, hold it against what is stored, and add what was found to the report."""
    report.notes += known_shapes.take(session, kind)
    judging.judge(session, kind, fields, order, settings, for_good=for_good)
    report.count(writing.compare(session, kind, fields), judging.refused(session))


def claim(session: Session, kind: Kind) -> None:
    """One import of a table at a time; readers and patrols go on. ImportRefused while another is at work."""
    session.execute(text("SET LOCAL statement_timeout = 0"))
    session.execute(text("SET LOCAL lock_timeout = '5s'"))
    try:
        session.execute(text(f"LOCK TABLE {kind.table} IN SHARE ROW EXCLUSIVE MODE"))
    except OperationalError as error:
        raise ImportRefused("busy") from error


def stage(
    session: Session,
    kind: Kind,
    source: files.Source,
    fields: list[Mapped],
    progress: Progress,
    aside: Aside | None = None,
) -> Report:
    """The features of `source` in a new `incoming`, and a report of those that could not even come so far.

    `aside` is handed the remarks on those, batch by batch, with their shapes as they came.
    """
    report = Report(kind, source.name, source.layer, source.system.label, list(source.notes))
    staging.create(session, kind)
    for batch in source.batches():
        remarks = _stage(session, kind, batch, fields, report)
        if aside and remarks:
            aside(remarks, [batch.geometries[remark.number - batch.numbers[0]] for remark in remarks])
        progress("read", report.read, source.count)
    session.execute(text("ANALYZE incoming"))
    return report


def _stage(session: Session, kind: Kind, batch: files.Batch, fields: list[Mapped], report: Report) -> list[Remark]:
    """Stage the batch's good features; returns the remarks on the others."""
    report.read += len(batch)
    checked = checking.check(batch.geometries, kind.family, batch.unreadable)
    known_shapes.spare(kind, batch.geometries, checked)
    if kind.table == "river_segment":
        checking.join(checked)
    values, refused = mapping.rows(batch, fields)
    why: dict[int, Why] = {**refused, **checked.refused}
    codes = _codes(fields, values, len(batch))
    remarks = [Remark(int(batch.numbers[at]), codes[at], why[at]) for at in why]
    report.refused += remarks
    report.repaired += [Remark(int(batch.numbers[at]), codes[at], note) for at, note in checked.repaired.items()]
    report.offered |= {int(batch.numbers[at]): shape for at, shape in checked.offered.items()}
    good = np.setdiff1d(np.arange(len(batch)), list(why))
    kept = [[column[at] for at in good] for column in values]
    staging.copy(session, fields, batch.numbers[good], kept, checked.geometries[good])
    return remarks


def _codes(fields: list[Mapped], values: list[list], count: int) -> list[str | None]:
    at = next((i for i, mapped in enumerate(fields) if mapped.column.name == "code"), None)
    return [None] * count if at is None else values[at]

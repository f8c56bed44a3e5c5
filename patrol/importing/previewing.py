"""A file judged, and shown before anything of it is written: what it would change, and what it would not take."""

import uuid
from datetime import datetime, timedelta

import shapely
from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from gis import crsoffer, files
from patrol import db
from patrol.access import prefix_of
from patrol.config import Settings
from patrol.importing import arriving, kept_rows, loading, mapping, placing, remembering, staging, standing
from patrol.importing.catalogue import KINDS
from patrol.importing.kinds import Kind
from patrol.importing.mapping import Mapped
from patrol.importing.ordering import Order
from patrol.importing.reasons import ImportRefused
from patrol.importing.report import Report
from patrol.queries import imports


def preview(import_id: uuid.UUID, settings: Settings, now: datetime) -> None:
    """Read and judge the file of an import that waits for it; the import then shows the verdicts, or what is wrong.

    May be begun again after it was cut off, as often as settings allow; an import that is gone is left alone.
    """
    with db.transaction() as session:
        if not imports.step(session, import_id, ("waiting", "reading"), state="reading", step="read", done=0, total=0):
            return
        one = imports.one(session, import_id)
        imports.step(session, import_id, ("reading",), attempts=one.attempts + 1, found=None, problem=None)
    with standing.told(import_id, "refused"):
        if one.attempts >= settings.imports.attempts:
            raise ImportRefused("worker_died", times=one.attempts)
        _read(one, KINDS[one.kind], settings, now)


def _read(one: Row, kind: Kind, settings: Settings, now: datetime) -> None:
    asked = one.asked
    path = arriving.folder_of(one.id, settings) / one.name
    with files.opened(path, asked.get("layer"), asked.get("encoding"), _place(asked)) as found:
        look = files.look(found)
        with db.reading() as session:
            near, county = placing.county_box(session), placing.county_shape(session)
            recalled = _recalled(session, kind, one, look)
        shown = _shown(look, county, recalled)
        _note(one.id, shown)
        source = files.source(found, asked.get("crs"), near)
        fields = _matched(kind, look, recalled, asked)
        shown |= {"fields": {m.column.name: m.source for m in fields if m.source}, "system": source.system.label}
        _note(one.id, shown)
        report = _judge(one, kind, source, fields, settings)
        report.save(arriving.results_of(one.id, settings), source, asked.get("language", "zh-CN"))
    _finish(one.id, report, shown, now, settings)


def _place(asked: dict) -> files.Place | None:
    if asked.get("wkt"):
        return files.Place(wkt=asked["wkt"])
    return files.Place(asked["x"], asked["y"]) if asked.get("x") and asked.get("y") else None


def _recalled(session: Session, kind: Kind, one: Row, look: files.Look) -> dict[str, str]:
    """What was matched the last time, unless it was said now what is what."""
    if "fields" in one.asked:
        return {}
    return remembering.recall(session, kind, [name for name, _ in look.columns], one.division_code)


def _shown(look: files.Look, county: shapely.Geometry | None, recalled: dict) -> dict:
    offered = [] if county is None else crsoffer.candidates(look.coordinates, county)
    return {
        "layers": list(look.layers),
        "layer": look.layer,
        "features": look.count,
        "geometry": look.geometry_type,
        "own_system": look.system,
        "columns": [{"name": name, "samples": samples} for name, samples in look.columns],
        "candidates": [{"crs": each.crs, "title": each.title, "share": round(each.share, 4)} for each in offered],
        "recalled": bool(recalled),
        "fields": {},
    }


def _note(import_id: uuid.UUID, shown: dict) -> None:
    with db.transaction() as session:
        imports.step(session, import_id, ("reading",), found=shown)


def _matched(kind: Kind, look: files.Look, recalled: dict, asked: dict) -> list[Mapped]:
    columns = [name for name, _samples in look.columns]
    return mapping.resolve(kind, columns, {**recalled, **asked.get("fields", {})}, asked["constants"])


def order_of(one: Row) -> Order:
    """What was asked for, within the divisions of who asked."""
    return Order(
        one.asked.get("fields", {}),
        one.asked["constants"],
        one.asked.get("division"),
        prefix_of(one.division_code),
        one.officer_id,
    )


def _judge(one: Row, kind: Kind, source: files.Source, fields: list[Mapped], settings: Settings) -> Report:
    """Stage, keep and judge the features, in one transaction that leaves the real tables alone."""
    with db.transaction() as session:
        session.execute(text("SET LOCAL statement_timeout = 0"))
        imports.drop_rows(session, one.id)
        tell = standing.progress(one.id)
        report = loading.stage(
            session, kind, source, fields, tell, lambda *unread: kept_rows.keep_unread(session, one.id, *unread)
        )
        kept_rows.keep(session, one.id)
        kept_rows.keep_repaired(session, one.id, report.repaired)
        tell("check", 0, 0)
        loading.judge(session, kind, fields, order_of(one), settings, report)
        kept_rows.mark(session, kind, one.id)
    return report


def again(session: Session, one: Row, kind: Kind, fields: list[Mapped], settings: Settings) -> None:
    """Judge what was kept anew, because what is stored has changed; the import shows it and waits."""
    staging.create(session, kind)
    kept_rows.restore(session, one.id, fields)
    report = Report(kind, one.name, "", "", [])
    loading.judge(session, kind, fields, order_of(one), settings, report)
    kept_rows.mark(session, kind, one.id)
    unread = one.counts["read"] - session.scalars(text("SELECT count(*) FROM incoming")).one()
    counts = one.counts | standing.counts_of(report) | {"refused": unread + len(report.refused)}
    counts |= {name: one.counts[name] for name in ("read", "repaired")}
    imports.step(session, one.id, ("committing",), state="previewed", counts=counts, changed_meanwhile=True)


def _finish(import_id: uuid.UUID, report: Report, found: dict, now: datetime, settings: Settings) -> None:
    notes = [kept_rows.encoded(note) for note in report.notes]
    with db.transaction() as session:
        imports.step(
            session,
            import_id,
            ("reading",),
            state="previewed",
            step="wait",
            found=found | {"notes": notes, "bounds": kept_rows.bounds(session, import_id)},
            counts=standing.counts_of(report),
            changed_meanwhile=False,
            attempts=0,
            expires_at=now + timedelta(days=settings.imports.days),
        )

"""A bulletin that was asked for is made: its figures at one moment, then the files that show them."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from patrol import db
from patrol.access import Viewer, prefix_of
from patrol.bulletins import drawing, printing, sheets, telling, templates
from patrol.bulletins.gathering import GATHER, INSIDE, Figures, Subject, plain
from patrol.config import Settings
from patrol.errors import Refusal
from patrol.filling import Picture, fill
from patrol.messages import t
from patrol.models import Bulletin, BulletinFile, Officer
from patrol.queries import bulletin_figures, divisions
from patrol.queries import bulletins as questions
from patrol.queries.bulletin_figures import Span
from patrol.queries.issues import Clockface
from patrol.queries.papers import office_around

USUAL_OFFICE = "{place}河长制林长制办公室"
# What goes wrong in a foreseen way is told beside it.
TOLD = (Refusal, printing.CannotPrint)


def make(number: int, now: datetime, settings: Settings) -> None:
    """Make the files of a bulletin that waits; one that is ready, or gone, is left as it is."""
    try:
        with db.transaction() as session:
            asked = questions.locked(session, number)
            if asked is not None and asked.state == "waiting":
                _make(session, asked, now, settings)
    except TOLD as trouble:
        _failed(number, _sentence(trouble))
    except Exception:
        _failed(number, t("internal"))
        raise


def _failed(number: int, sentence: str) -> None:
    with db.transaction() as session:
        asked = questions.locked(session, number)
        if asked is not None and asked.state == "waiting":
            asked.state, asked.failure = "failed", sentence


def _sentence(trouble: Exception) -> str:
    if not isinstance(trouble, Refusal):
        return str(trouble)
    said = next(iter(trouble.errors.values()), trouble.key)
    key, params = said if isinstance(said, tuple) else (str(said), trouble.params)
    return t(key, **params)


def _make(session: Session, asked: Bulletin, now: datetime, settings: Settings) -> None:
    # Everything is read in one snapshot: what comes in meanwhile belongs to the next version.
    session.execute(text("SET LOCAL statement_timeout = '5min'"))
    subject = subject_of(session, asked, now.astimezone(settings.timezone), settings)
    figures = GATHER[asked.kind](subject)
    basis = plain(bulletin_figures.basis(session, subject.span))
    about = _about(session, asked, subject, basis)
    told = telling.told(asked.kind, about, figures)
    drawn = pictures(asked.kind, subject, figures)
    template = questions.own_template(session, asked.division_code, asked.kind) or templates.made(asked.kind)
    word = fill(template, told, drawn)
    files = {"docx": word, "pdf": printing.pdf(word), "xlsx": sheets.write(asked.kind, told, figures)}
    session.execute(insert(BulletinFile), [_file(asked.id, form, content) for form, content in files.items()])
    asked.title, asked.figures, asked.basis, asked.data_at = about["title"], figures, basis, now
    asked.state = "ready"


def _file(number: int, form: str, content: bytes) -> dict[str, Any]:
    return {
        "bulletin_id": number,
        "format": form,
        "sha256": hashlib.sha256(content).hexdigest(),
        "content": content,
    }


def subject_of(session: Session, asked: Bulletin, now: datetime, settings: Settings) -> Subject:
    """What a bulletin speaks of. It is read with the eyes of its division's office, whoever asked for it."""
    code = asked.division_code
    digits = INSIDE[len(prefix_of(code))]
    office = Viewer(0, "", "", "office", code)
    span = Span(office, asked.first_on, asked.last_on, code, digits, settings.timezone.key)
    return Subject(session, span, asked.period, Clockface(now, now.date()), asked.officer_id)


def _about(session: Session, asked: Bulletin, subject: Subject, basis: Figures) -> dict[str, Any]:
    place = divisions.division(session, asked.division_code)
    name = place.name if place else asked.division_code
    office = office_around(session, asked.division_code)
    person = session.get_one(Officer, asked.officer_id).name if asked.officer_id else None
    return {
        "title": telling.title(asked.kind, name, asked.period, person),
        "place": name,
        "level": place.level if place else "county",
        "office": office.name if office else USUAL_OFFICE.format(place=name),
        "period": asked.period,
        "first": asked.first_on,
        "last": asked.last_on,
        "data_at": subject.at.now,
        "basis": basis,
    }


def pictures(kind: str, subject: Subject, figures: Mapping[str, Any]) -> dict[str, Picture]:
    """The pictures of a kind."""
    return {name: draw(subject, figures) for name, draw in PICTURES.get(kind, {}).items()}


def _map(subject: Subject, _figures: Mapping[str, Any]) -> Picture:
    places = bulletin_figures.drawn_divisions(subject.session, subject.span)
    return drawing.coverage_map(places, bulletin_figures.drawn_segments(subject.session, subject.span))


PICTURES: dict[str, dict[str, Callable[[Subject, Mapping[str, Any]], Picture]]] = {
    "bulletin": {
        "map": _map,
        "duties": lambda _subject, figures: drawing.duties(figures["duties"]),
        "issues": lambda _subject, figures: drawing.issues(figures["issues"]),
    }
}

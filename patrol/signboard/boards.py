"""Everything that one signboard tells, ready to be put on a page."""

from dataclasses import dataclass
from datetime import date

import segno
from markupsafe import Markup
from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol.casework.papers.issuing import USUAL_OFFICE
from patrol.errors import NotFound
from patrol.models import OfficeProfile
from patrol.queries import papers, signboards
from patrol.rules.areas import mu
from patrol.signboard.drawing import draw
from patrol.signboard.words import DUTIES, GOALS, LEVELS, say


@dataclass(frozen=True)
class Person:
    """Somebody who answers, as published."""

    level: str
    name: str
    title: str
    phone: str


@dataclass(frozen=True)
class Board:
    """One signboard in one language; `facts` are label and value."""

    kind: str
    code: str
    county: str
    heading: str
    facts: list[tuple[str, str]]
    people: list[Person]
    duties: list[str]
    goals: list[str]
    office: str
    supervising_phone: str | None
    map: Markup
    url: str
    qr: Markup


def thing_of(session: Session, kind: str, code: str) -> Row:
    """The segment or plot behind a board; NotFound when there is none of this code."""
    if "\x00" in code:
        raise NotFound("public_no_board")
    row = signboards.segment(session, code) if kind == "river" else signboards.plot(session, code)
    if row is None:
        raise NotFound("public_no_board")
    return row


def address(base_url: str, kind: str, code: str) -> str:
    """The address of a board's page."""
    return f"{base_url}/signboard/{'plot/' if kind == 'forest' else ''}{code}"


def board(session: Session, kind: str, code: str, on: date, base_url: str, english: bool) -> Board:
    """The board of a segment or plot on a day. Only what is published is in it: no private telephone, no user name."""
    thing = thing_of(session, kind, code)
    places = signboards.names_around(session, thing.division_code)
    office = papers.office_around(session, thing.division_code)
    heading = _heading(kind, thing)
    shape, around = signboards.shapes(session, kind, thing.id)
    url = address(base_url, kind, code)
    return Board(
        kind=kind,
        code=code,
        county=places[0] if places else "",
        heading=heading,
        facts=_facts(kind, thing, places, english),
        people=_people(session, kind, thing, on, english),
        duties=_lines(office, f"{kind}_duties", DUTIES[kind][english]),
        goals=_lines(office, f"{kind}_goals", GOALS[kind][english]),
        office=office.name if office else USUAL_OFFICE.format(county=places[0] if places else ""),
        supervising_phone=office.supervising_phone if office else None,
        map=draw(shape, around, (say("start_mark", english), say("end_mark", english)), heading),
        url=url,
        qr=Markup(segno.make(url, error="m", micro=False).svg_inline(border=2, omitsize=True, dark="#0b2f57")),
    )


def _heading(kind: str, thing: Row) -> str:
    named = thing.name or thing.code
    if kind == "forest" or not thing.river or thing.river in named:
        return named
    return f"{thing.river} · {named}"


def _facts(kind: str, thing: Row, places: list[str], english: bool) -> list[tuple[str, str]]:
    where = " ".join(places[1:] or places) if english else "".join(places[1:] or places)
    if kind == "forest":
        told = {"code": thing.code, "division": where, "area": f"{mu(thing.area_m2):,.1f} {say('mu', english)}"}
    else:
        told = {
            "river": thing.river,
            "code": thing.code,
            "division": where,
            "start": thing.starts_in,
            "end": thing.ends_in,
            "stakes": thing.stakes,
            "bank": thing.bank,
            "length": f"{thing.length_m / 1000:.2f} {say('km', english)}",
        }
    return [(say(key, english), value) for key, value in told.items() if value]


def _people(session: Session, kind: str, thing: Row, on: date, english: bool) -> list[Person]:
    rows = signboards.responsible(session, kind, thing.id, thing.division_code, on)
    levels = LEVELS[kind]
    return [Person(levels[row.post][english], row.name, row.office_title or "", row.office_phone or "") for row in rows]


def _lines(office: OfficeProfile | None, column: str, usual: str) -> list[str]:
    text = getattr(office, column, None) if office else None
    return [line.strip() for line in (text or usual).splitlines() if line.strip()]

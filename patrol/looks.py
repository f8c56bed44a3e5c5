"""Who looked at whose tracks: tracks of named people are sensitive personal information, and each look is kept.

A look at one track names the patrol. Maps, lists and files show thousands: of them the question is kept, once an hour
for each, from which it follows whose tracks were among what was shown.
"""

import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Row, insert
from sqlalchemy.dialects.postgresql import insert as insert_or_not
from sqlalchemy.orm import Session

from gis.layers import Interval, Look
from patrol import db
from patrol.access import Viewer, prefix_of, visible
from patrol.errors import NotFound
from patrol.models import Patrol, TrackLook, TrackView
from patrol.queries import looks as questions

# What narrows whose tracks are shown; all else only says where, and how they are written.
NARROWING = ("username", "officer", "patrol", "post", "effective", "filter")
# What asks for one person: by user name, by name, by one of their patrols, or by a filter that speaks of these.
OF_ONE = ("username", "officer", "patrol")
SPEAKS_OF_ONE = re.compile(r"\b(officer|patrol)\b", re.IGNORECASE)


def watcher(
    days: Callable[[Interval | None], tuple[date, date]], *, of_one: bool = False
) -> Callable[[Viewer, Look], None]:
    """Keeps looks at a layer that tells where people were, whose days are `days` of those that were asked for.

    With `of_one` those looks alone that ask for one person.
    """

    def watch(viewer: Viewer, look: Look) -> None:
        # Field staff see nobody's tracks but their own.
        if not viewer.sees_only_own_patrols and (not of_one or _asks_for_one(look.asked)):
            with db.transaction() as session:
                _keep(session, viewer, look, days(look.interval), datetime.now(UTC))

    return watch


def _asks_for_one(asked: Mapping[str, str]) -> bool:
    return any(name in asked for name in OF_ONE) or bool(SPEAKS_OF_ONE.search(asked.get("filter", "")))


def _keep(session: Session, viewer: Viewer, look: Look, days: tuple[date, date], now: datetime) -> None:
    if look.id is not None:
        row = questions.walked(session, uuid.UUID(look.id), visible(viewer, Patrol))
        keep_looks(session, viewer, [row] if row else [], now)
        return
    first, last = days
    places = (viewer.prefix, prefix_of(look.asked.get("division", viewer.division_code)))
    row = {
        "officer_id": viewer.officer_id or None,
        "hour": now.replace(minute=0, second=0, microsecond=0),
        "way": look.way,
        "first_on": first,
        "last_on": last,
        "prefix": max(places, key=len),
        "question": {name: look.asked[name] for name in NARROWING if name in look.asked},
    }
    session.execute(insert_or_not(TrackLook).values(row).on_conflict_do_nothing())


def keep_looks(session: Session, viewer: Viewer, rows: Sequence[Row], now: datetime) -> None:
    """Remember whose tracks (id, officer_id) somebody looks at; nobody is remembered for looking at their own."""
    looks = [
        {"patrol_id": row.id, "officer_id": viewer.officer_id, "at": now}
        for row in rows
        if row.officer_id != viewer.officer_id
    ]
    if looks:
        session.execute(insert(TrackView), looks)


def told(session: Session, viewer: Viewer, patrol_id: uuid.UUID) -> list[dict]:
    """Who has looked at a patrol's track, the latest first: to whoever walked it, and to those who watch over it.

    NotFound for anybody else.
    """
    walked = questions.walked(session, patrol_id, visible(viewer, Patrol))
    if walked is None or not (walked.officer_id == viewer.officer_id or viewer.watches):
        raise NotFound
    return [row._asdict() for row in questions.at(session, walked)]

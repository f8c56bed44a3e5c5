"""Who could put an issue right."""

from collections.abc import Collection

from sqlalchemy import Row, exists, func, or_, select
from sqlalchemy.orm import Session

from patrol.access import prefix_of
from patrol.models import (
    Assignment,
    Division,
    Officer,
)
from patrol.rules.casework import FINDERS

MOST_ANSWERING = 30


def answering(
    session: Session,
    division: str,
    place: tuple[int | None, int | None],
    text: str | None,
    posts: Collection[str] = FINDERS,
) -> list[Row]:
    """username, name, post, division and division_name of active officers of `posts` for what lies in `division`:
    who answers for its segment or plot first, then the nearest. `text` is looked for in names."""
    segment, plot = place
    own = exists().where(
        Assignment.officer_id == Officer.id,
        Assignment.valid_to.is_(None),
        or_(Assignment.segment_id == segment, Assignment.plot_id == plot),
    )
    around = Officer.division_code.in_({prefix_of(division)[:digits].ljust(12, "0") for digits in (12, 9, 6, 4, 2, 0)})
    found = (
        select(Officer.username, Officer.name, Officer.post, Officer.division_code.label("division"))
        .add_columns(Division.name.label("division_name"), own.label("own"))
        .outerjoin(Division, Division.code == Officer.division_code)
        .where(Officer.active, around, Officer.post.in_(posts))
    )
    if text:
        found = found.where(or_(*(each.icontains(text, autoescape=True) for each in (Officer.name, Officer.username))))
    nearest = func.length(func.rtrim(Officer.division_code, "0")).desc()
    return list(session.execute(found.order_by(own.desc(), nearest, Officer.name, Officer.id).limit(MOST_ANSWERING)))


def officer_answering(session: Session, username: str, division: str) -> Row | None:
    """id, username, name and post of an active officer whose division holds `division`."""
    row = session.execute(
        select(Officer.id, Officer.username, Officer.name, Officer.post, Officer.division_code).where(
            Officer.username == username, Officer.active
        )
    ).one_or_none()
    return row if row and division.startswith(prefix_of(row.division_code)) else None

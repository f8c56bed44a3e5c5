"""What the figures cannot be trusted for: flagged and incomplete patrols, places nobody answers for, people who never
signed in."""

from datetime import date
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import Session

from patrol.access import PATROLLING_POSTS, Viewer, own_duties, scope, within
from patrol.models import Assignment, Division, ForestPlot, Officer, Patrol, River, RiverSegment, Token
from patrol.queries.coverage import narrower
from patrol.queries.outing_counts import flawed, lacking_photos, walked_between
from patrol.queries.outings import POOR_ACCURACY_M
from patrol.queries.slices import by_sound

SEGMENT_SORTS: dict[str, Any] = {
    "code": RiverSegment.code,
    "name": by_sound(RiverSegment.name),
    "river": by_sound(River.name),
    "division_name": RiverSegment.division_code,
    "length_m": RiverSegment.length_m,
}
PLOT_SORTS: dict[str, Any] = {
    "code": ForestPlot.code,
    "name": by_sound(ForestPlot.name),
    "division_name": ForestPlot.division_code,
    "area_mu": ForestPlot.area_m2,
}
OFFICER_SORTS: dict[str, Any] = {
    "name": by_sound(Officer.name),
    "username": Officer.username,
    "post": Officer.post,
    "division_name": Officer.division_code,
    "created_at": Officer.created_at,
}


def patrol_figures(session: Session, viewer: Viewer, first: date, last: date, division: str | None) -> dict[str, int]:
    """patrols, flagged, to_review, without_photos and poor_accuracy of the patrols walked in a period."""
    asked = viewer, first, last, division
    # Each sought by an index of its own: a year's patrols are too many to look at one by one.
    counts = {
        "patrols": walked_between(*asked),
        "flagged": flawed(*asked, Patrol.severity > 0),
        "to_review": flawed(*asked, Patrol.review == "open"),
        "without_photos": lacking_photos(*asked),
        "poor_accuracy": flawed(*asked, Patrol.mean_accuracy_m > POOR_ACCURACY_M),
    }
    found = select(*(column.label(name) for name, column in counts.items()))
    return dict(session.execute(found).one()._mapping)


def unassigned_segments(viewer: Viewer, on: date, division: str | None, text: str | None = None) -> Select:
    """code, name, river, division, division_name and length_m of segments that nobody answers for on a day."""
    thing = RiverSegment
    found = (
        select(thing.code, thing.name, River.name.label("river"), thing.division_code.label("division"))
        .add_columns(Division.name.label("division_name"), thing.length_m)
        .outerjoin(River, River.id == thing.river_id)
        .outerjoin(Division, Division.code == thing.division_code)
        .where(~_answered(Assignment.segment_id == thing.id, on), *_named(text, thing.code, thing.name, River.name))
    )
    return scope(found, thing, viewer, division)


def unassigned_plots(viewer: Viewer, on: date, division: str | None, text: str | None = None) -> Select:
    """code, name, division, division_name and area_mu of plots that nobody answers for on a day."""
    thing = ForestPlot
    found = (
        select(thing.code, thing.name, thing.division_code.label("division"), Division.name.label("division_name"))
        .add_columns((thing.area_m2 * 3 / 2000).label("area_mu"))
        .outerjoin(Division, Division.code == thing.division_code)
        .where(~_answered(Assignment.plot_id == thing.id, on), *_named(text, thing.code, thing.name))
    )
    return scope(found, thing, viewer, division)


def never_signed_in(viewer: Viewer, division: str | None, text: str | None = None) -> Select:
    """username, name, post, division, division_name and created_at of active people who patrol and never signed in."""
    return (
        select(Officer.username, Officer.name, Officer.post, Officer.division_code.label("division"))
        .add_columns(Division.name.label("division_name"), Officer.created_at)
        .outerjoin(Division, Division.code == Officer.division_code)
        .where(Officer.active, Officer.post.in_(PATROLLING_POSTS))
        .where(~exists().where(Token.officer_id == Officer.id))
        .where(within(Officer.division_code, narrower(viewer, division)), own_duties(viewer, Officer.id))
        .where(*_named(text, Officer.name, Officer.username))
    )


def count(session: Session, found: Select) -> int:
    """How many rows a list has."""
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0


def _answered(of, on: date):
    lasting = or_(Assignment.valid_to.is_(None), Assignment.valid_to >= on)
    return exists().where(of, Assignment.valid_from <= on, lasting)


def _named(text: str | None, *columns) -> list:
    return [or_(*(column.icontains(text, autoescape=True) for column in columns))] if text else []

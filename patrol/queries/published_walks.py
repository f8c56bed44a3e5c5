"""The published layers of what patrols did and brought home: hours on the ground, and photos."""

from datetime import date

from sqlalchemy import Float, Integer, Select, and_, cast, func, literal_column, select

from patrol.access import Viewer, visible
from patrol.models import DeclaredPhoto, Observation, Officer, Patrol, PatrolEffort, Photo, Submission
from patrol.photo_access import sent_by
from patrol.queries.published import rounded
from patrol.queries.walked import ALL, Walked

LEVEL = 16
"""Of the tiles of Web Mercator that are the cells: 611 m on the equator, about 540 m at 28 degrees."""

SIDE = 2**LEVEL
UNPULLED = literal_column("0")


def effort(viewer: Viewer, first: date, last: date, walked: Walked = ALL, division: str | None = None) -> Select:
    """Cells of the county's grid with the hours, kilometres and patrols spent in each over the period."""
    same = and_(Patrol.id == PatrolEffort.patrol_id, Patrol.patrolled_on == PatrolEffort.patrolled_on)
    spent = (
        select(
            PatrolEffort.cell,
            func.sum(cast(PatrolEffort.seconds, Float)).label("seconds"),
            func.sum(cast(PatrolEffort.metres, Float)).label("metres"),
            func.count().label("patrols"),
        )
        .join(Patrol, same)
        .where(PatrolEffort.patrolled_on.between(first, last), Patrol.patrolled_on.between(first, last))
        .where(Patrol.counts, visible(viewer, Patrol, division), walked.by(viewer, Patrol))
        .group_by(PatrolEffort.cell)
        # A place is asked of cells, not of each patrol's part of one: OFFSET keeps the planner from moving it inwards.
        .offset(UNPULLED)
        .subquery("spent")
    )
    square = func.ST_TileEnvelope(LEVEL, cast(spent.c.cell / SIDE, Integer), cast(spent.c.cell % SIDE, Integer))
    return select(
        spent.c.cell.label("key"),
        spent.c.cell.label("id"),
        rounded(spent.c.seconds / 3600, 2).label("hours"),
        rounded(spent.c.metres / 1000, 2).label("walked_km"),
        spent.c.patrols.label("patrols"),
        func.ST_Transform(square, 4490).label("geom"),
        square.label("geom_3857"),
    )


def photos(viewer: Viewer, first: date, last: date, walked: Walked = ALL) -> Select:
    """Photos of the period's patrols whose bytes are here, where they were taken.

    As with seeing a photo, only who sent its bytes speaks for it.
    """
    same = and_(Patrol.id == Submission.id, Patrol.patrolled_on == Submission.patrolled_on)
    return (
        select(
            DeclaredPhoto.number.label("key"),
            DeclaredPhoto.number.label("id"),
            DeclaredPhoto.sha256.label("sha256"),
            DeclaredPhoto.taken_at.label("taken_at"),
            DeclaredPhoto.patrol_id.label("patrol"),
            Patrol.patrolled_on.label("patrolled_on"),
            Patrol.kind.label("kind"),
            Officer.name.label("officer"),
            Observation.category.label("category"),
            Patrol.division_code.label("division_code"),
            DeclaredPhoto.geom.label("geom"),
            DeclaredPhoto.geom_3857.label("geom_3857"),
        )
        .join(Photo, Photo.sha256 == DeclaredPhoto.sha256)
        .join(Submission, Submission.id == DeclaredPhoto.patrol_id)
        .join(Patrol, same)
        .join(Officer, Officer.id == Patrol.officer_id)
        .outerjoin(Observation, Observation.id == DeclaredPhoto.observation_id)
        .where(DeclaredPhoto.geom.is_not(None), Submission.patrolled_on.between(first, last))
        .where(Patrol.patrolled_on.between(first, last), Patrol.counts)
        .where(visible(viewer, Patrol), sent_by(Patrol.officer_id), walked.by(viewer, Patrol))
    )

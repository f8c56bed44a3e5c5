"""The rows of each published layer that a viewer may see: key, id, properties, geom and geom_3857."""

from datetime import date

from sqlalchemy import BigInteger, Date, Double, Numeric, Select, and_, cast, func, literal_column, select

from patrol.access import Viewer, scope
from patrol.models import Division, Issue, Officer, Patrol, ZoningUnit
from patrol.queries.summary import OPEN_STATES
from patrol.queries.walked import ALL, Walked

MU_PER_M2 = 3 / 2000


def divisions(viewer: Viewer) -> Select:
    """Counties, townships and villages."""
    found = select(
        *identity(Division),
        Division.level.label("level"),
        Division.parent_code.label("parent_code"),
        *shape(Division),
    )
    return scope(found, Division, viewer)


def tracks(viewer: Viewer, first: date, last: date, walked: Walked = ALL) -> Select:
    """The cleaned paths of the patrols of the period; field staff see their own."""
    found = (
        select(
            Patrol.number.label("key"),
            Patrol.id.label("id"),
            Patrol.id.label("patrol"),
            Officer.name.label("officer"),
            Officer.post.label("post"),
            Patrol.kind.label("kind"),
            Patrol.patrolled_on.label("patrolled_on"),
            Patrol.started_at.label("started_at"),
            Patrol.ended_at.label("ended_at"),
            rounded(Patrol.distance_m, 1).label("distance_m"),
            rounded(Patrol.duration_s, 0).label("duration_s"),
            Patrol.effective.label("effective"),
            Patrol.division_code.label("division_code"),
            Patrol.path.label("geom"),
            Patrol.path_3857.label("geom_3857"),
        )
        .outerjoin(Officer, Officer.id == Patrol.officer_id)
        .where(Patrol.patrolled_on.between(first, last), Patrol.path.is_not(None), Patrol.counts)
        .where(walked.by(viewer, Patrol))
    )
    return scope(found, Patrol, viewer)


def _overdue(zone: str):
    """Whether the step that is owed now has not been taken in time, by the database's clock."""
    today = cast(func.timezone(zone, func.now()), Date)
    late = func.coalesce(Issue.due_at < func.now(), Issue.due_on < today, False)
    return and_(Issue.state.in_(OPEN_STATES), late)


def issues(viewer: Viewer, first: date, last: date, zone: str) -> Select:
    """The issues reported in the period."""
    reported_on = cast(func.timezone(zone, Issue.reported_at), Date)
    found = select(
        Issue.id.label("key"),
        Issue.number.label("id"),
        Issue.number.label("number"),
        Issue.kind.label("kind"),
        Issue.category.label("category"),
        Issue.title.label("title"),
        Issue.state.label("state"),
        Issue.state.in_(OPEN_STATES).label("open"),
        Issue.severity.label("severity"),
        Issue.alert.label("alert"),
        _overdue(zone).label("overdue"),
        Issue.supervised_at.is_not(None).label("supervised"),
        Issue.source.label("source"),
        *division_of(Issue),
        Issue.reported_at.label("reported_at"),
        Issue.due_on.label("due_on"),
        Issue.closed_at.label("closed_at"),
        Issue.geom.label("geom"),
        Issue.geom_3857.label("geom_3857"),
    )
    return scope(with_division(found, Issue).where(reported_on.between(first, last)), Issue, viewer)


def zoning(viewer: Viewer) -> Select:
    """Zoning units, red lines and permanent basic farmland."""
    found = select(
        *identity(ZoningUnit),
        ZoningUnit.category.label("category"),
        *division_of(ZoningUnit),
        rounded(ZoningUnit.area_m2, 1).label("area_m2"),
        rounded(ZoningUnit.area_m2 * MU_PER_M2, 2).label("area_mu"),
        *shape(ZoningUnit),
    )
    return scope(with_division(found, ZoningUnit), ZoningUnit, viewer)


def with_division(found: Select, entity) -> Select:
    """The same rows with the division they lie in at hand."""
    return found.outerjoin(Division, Division.code == entity.division_code)


def identity(entity) -> tuple:
    """The columns by which a published feature is known: its key, its id, its code and its name."""
    return entity.id.label("key"), entity.code.label("id"), entity.code.label("code"), entity.name.label("name")


def shape(entity) -> tuple:
    """A feature's geometry as it is stored and as tiles have it."""
    return entity.geom.label("geom"), entity.geom_3857.label("geom_3857")


def division_of(entity) -> tuple:
    """The division's code and name."""
    return entity.division_code.label("division_code"), Division.name.label("division_name")


def rounded(value, digits: int):
    """A decimal of so many digits: what a table shows, without the noise of binary fractions."""
    # By way of whole numbers: to make a decimal of a binary fraction, PostgreSQL writes it out and reads it.
    scaled = func.round(cast(value, Double) * literal_column(f"1e{digits}"), type_=Double)
    return cast(cast(scaled, BigInteger), Numeric) * literal_column(f"1e-{digits}", Numeric)

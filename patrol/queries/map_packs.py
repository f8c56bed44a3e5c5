"""What a phone's map shows without a network: the rows of each layer, and whether they have changed."""

from sqlalchemy import BigInteger, Row, Select, cast, func, literal, literal_column, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, scope
from patrol.models import Division, ForestPlot, River, RiverSegment
from patrol.queries.published import division_of, identity, rounded, shape, with_division


def segments(viewer: Viewer) -> Select:
    """River segments as they lie; what was walked of them changes daily and comes by other ways."""
    found = select(
        *identity(RiverSegment),
        River.name.label("river"),
        *division_of(RiverSegment),
        rounded(RiverSegment.length_m, 1).label("length_m"),
        *shape(RiverSegment),
    ).outerjoin(River, River.id == RiverSegment.river_id)
    return scope(with_division(found, RiverSegment), RiverSegment, viewer)


def plots(viewer: Viewer) -> Select:
    """Forest plots as they lie."""
    found = select(
        *identity(ForestPlot),
        *division_of(ForestPlot),
        ForestPlot.plot_number.label("plot_number"),
        rounded(ForestPlot.area_m2, 1).label("area_m2"),
        *shape(ForestPlot),
    )
    return scope(with_division(found, ForestPlot), ForestPlot, viewer)


def places(viewer: Viewer) -> Select:
    """The names of counties, townships and villages, each at a point inside its boundary."""
    inside = func.ST_PointOnSurface(Division.geom_3857)
    found = select(
        *identity(Division),
        Division.level.label("level"),
        func.ST_Transform(inside, 4490).label("geom"),
        inside.label("geom_3857"),
        Division.geom_3857.label("near"),
    ).where(Division.geom.is_not(None))
    return scope(found, Division, viewer)


def state_of_layers(session: Session, viewer: Viewer) -> tuple:
    """Counts and digests of everything in the viewer's scope: equal as long as no row came, went or changed.

    Each row counts with the transaction that wrote it last and where it was put, so that no table needs a column or a
    trigger for this.
    """
    with_rivers = _state(RiverSegment, viewer, River).outerjoin(River, River.id == RiverSegment.river_id)
    statements = (_state(Division, viewer), with_rivers, _state(ForestPlot, viewer))
    found: list[Row] = [session.execute(statement).one() for statement in statements]
    return tuple(tuple(row) for row in found)


def _state(entity, viewer: Viewer, *further) -> Select:
    tables = [each.__tablename__ for each in (entity, *further)]
    written = [literal_column(f"{table}.{what}::text") for table in tables for what in ("xmin", "ctid")]
    row = func.concat_ws(":", entity.id, *written)
    digest = func.bit_xor(func.hashtextextended(row, cast(literal(0), BigInteger)))
    return scope(select(func.count(), digest).select_from(entity), entity, viewer)

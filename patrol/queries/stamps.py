"""What the record says of a photo: when, where, by whom, on which segment or plot."""

from geoalchemy2 import Geography
from sqlalchemy import Row, and_, case, cast, func, null, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, visible
from patrol.models import DeclaredPhoto, Division, ForestPlot, Officer, Patrol, Photo, River, RiverSegment, Submission
from patrol.photo_access import sent_by

GEOGRAPHY = Geography(srid=4490)


def declaration(session: Session, viewer: Viewer, sha256: str) -> Row | None:
    """taken_at, lon, lat, kind, division_code and officer of one patrol that declares a photo; None without one.

    Of several, one that the viewer may see, then the earliest. The officer is None where the viewer may not see the
    patrol and the photo comes by an issue. As with seeing a photo, only who sent its bytes speaks for it.
    """
    seen = visible(viewer, Patrol)
    return session.execute(
        select(
            DeclaredPhoto.taken_at,
            func.ST_X(DeclaredPhoto.geom).label("lon"),
            func.ST_Y(DeclaredPhoto.geom).label("lat"),
            Patrol.kind,
            Patrol.division_code,
            case((seen, Officer.name), else_=null()).label("officer"),
        )
        .join(Photo, Photo.sha256 == DeclaredPhoto.sha256)
        .join(Submission, Submission.id == DeclaredPhoto.patrol_id)
        .join(Patrol, and_(Patrol.id == Submission.id, Patrol.patrolled_on == Submission.patrolled_on))
        .join(Officer, Officer.id == Patrol.officer_id)
        .where(DeclaredPhoto.sha256 == sha256, sent_by(Patrol.officer_id))
        .order_by(seen.desc(), Submission.received_at, Submission.id)
        .limit(1)
    ).one_or_none()


def division_names(session: Session, code: str, point: str | None) -> list[str]:
    """Names from the county down to the smallest division around a point (EWKT), else down to division `code`."""
    if point is not None:
        around = (
            select(Division.code)
            .where(func.ST_Intersects(Division.geom, func.ST_GeomFromEWKT(point)))
            .order_by(func.length(func.rtrim(Division.code, "0")).desc())
            .limit(1)
        )
        code = session.scalar(around) or code
    codes = {code[:digits].ljust(12, "0") for digits in (6, 9, 12)}
    return list(session.scalars(select(Division.name).where(Division.code.in_(codes)).order_by(Division.code)))


def object_name(session: Session, kind: str, point: str, within_m: float) -> str | None:
    """The segment (with its river) or the plot nearest to a point (EWKT) and no farther than so many metres."""
    thing = RiverSegment if kind == "river" else ForestPlot
    place = func.ST_GeomFromEWKT(point)
    columns = [thing.code, thing.name, River.name.label("river") if kind == "river" else null().label("river")]
    distance = func.ST_Distance(cast(thing.geom, GEOGRAPHY), cast(place, GEOGRAPHY))
    nearest = select(*columns, distance.label("distance_m")).select_from(thing)
    if kind == "river":
        nearest = nearest.outerjoin(River, River.id == RiverSegment.river_id)
    nearest = nearest.order_by(thing.geom_3857.op("<->")(func.ST_Transform(place, 3857))).limit(1).subquery()
    found = session.execute(select(nearest).where(nearest.c.distance_m <= within_m)).one_or_none()
    return None if found is None else _called(found)


def _called(found: Row) -> str:
    name = found.name or found.code
    return f"{found.river} {name}" if found.river and found.river not in name else name

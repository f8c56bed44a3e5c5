"""What a step of an issue is judged by: people, places, photos, earlier steps, clocks."""

from datetime import date
from typing import NamedTuple

from geoalchemy2 import Geography
from sqlalchemy import Row, and_, cast, exists, false, func, or_, select, union
from sqlalchemy.orm import Session

from patrol.access import Viewer, prefix_of, sent_by, visible
from patrol.models import (
    Assignment,
    DeclaredPhoto,
    Division,
    ForestPlot,
    Holiday,
    Issue,
    IssueEvent,
    IssuePaper,
    IssuePhoto,
    Observation,
    Officer,
    Patrol,
    Photo,
    RiverSegment,
    StepClock,
    Submission,
)
from patrol.queries import photos as photo_queries
from patrol.rules.casework import FINDERS
from patrol.rules.clocks import Clock
from patrol.rules.working_days import Calendar

GEOGRAPHY = Geography(srid=4490)
MOST_ANSWERING = 30
TURNED_IN = ("submit", "conclude_case")
CAME_BACK = ("return", "reopen")


class Evidence(NamedTuple):
    """What the history of an issue shows already."""

    steps: int
    before_photo: bool
    after_photo: bool
    rechecked: bool
    proposers: frozenset[int]
    letter: str | None


def evidence(session: Session, issue: Issue | Row) -> Evidence:
    """Photos and re-checks; those of after and the re-check count since the work was last turned in."""
    own = IssueEvent.issue_id == issue.id
    turned_in = (
        select(func.coalesce(func.max(IssueEvent.id), 0)).where(own, IssueEvent.action.in_(TURNED_IN)).scalar_subquery()
    )
    before = exists().where(IssuePhoto.issue_id == issue.id, IssuePhoto.stage == "before")
    seen = (
        exists().where(
            DeclaredPhoto.observation_id == issue.observation_id,
            Photo.sha256 == DeclaredPhoto.sha256,
            Submission.id == DeclaredPhoto.patrol_id,
            sent_by(Submission.officer_id),
        )
        if issue.observation_id
        else false()
    )
    after = exists().where(
        IssuePhoto.issue_id == issue.id, IssuePhoto.stage == "after", IssuePhoto.event_id >= turned_in
    )
    rechecked = exists().where(own, IssueEvent.action == "recheck", IssueEvent.id > turned_in)
    steps = select(func.count()).where(own, IssueEvent.action != "escalate").scalar_subquery()
    count, *found = session.execute(select(steps, or_(before, seen), after, rechecked)).one()
    return Evidence(count, *found, proposers(session, issue), letter_of_handover(session, issue.id))


def proposers(session: Session, issue: Issue | Row) -> frozenset[int]:
    """The two officers who last proposed a handover."""
    row = session.execute(
        select(IssueEvent.officer_id, IssueEvent.detail["partner_id"].as_integer())
        .where(IssueEvent.issue_id == issue.id, IssueEvent.action == "propose_handover")
        .order_by(IssueEvent.id.desc())
        .limit(1)
    ).one_or_none()
    return frozenset(row) if row else frozenset()


def letter_of_handover(session: Session, issue_id: int) -> str | None:
    """The number of the letter of transfer that was issued since the handover was last proposed."""
    proposed = (
        select(func.max(IssueEvent.id))
        .where(IssueEvent.issue_id == issue_id, IssueEvent.action == "propose_handover")
        .scalar_subquery()
    )
    own = IssuePaper.issue_id == issue_id, IssuePaper.kind == "transfer_letter", IssuePaper.event_id > proposed
    return session.scalar(select(IssuePaper.number).where(*own).order_by(IssuePaper.id.desc()).limit(1))


def answering(session: Session, division: str, place: tuple[int | None, int | None], text: str | None) -> list[Row]:
    """username, name, post, division and division_name of active officers who could put right what lies in `division`:
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
        .where(Officer.active, around, Officer.post.in_(FINDERS))
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


def distance_m(session: Session, issue: Issue, place: str) -> float:
    """Metres from an issue to a place (EWKT)."""
    point = cast(func.ST_GeomFromEWKT(place), GEOGRAPHY)
    distance = select(func.ST_Distance(cast(Issue.geom, GEOGRAPHY), point)).where(Issue.id == issue.id)
    return session.scalars(distance).one()


def spent_photos(session: Session, issue: Issue, stage: str) -> set[str]:
    """The SHA-256 of photos that prove something else on this issue already, and so cannot be shown as `stage`.

    As after: what was shown as before, here or on the patrol that saw it, and what was shown as after until the work
    last came back (returned, reopened). As before: what was shown as after.
    """
    own = IssuePhoto.issue_id == issue.id
    after = select(IssuePhoto.sha256).where(own, IssuePhoto.stage == "after")
    if stage == "before":
        return set(session.scalars(after))
    came_back = (
        select(func.coalesce(func.max(IssueEvent.id), 0))
        .where(IssueEvent.issue_id == issue.id, IssueEvent.action.in_(CAME_BACK))
        .scalar_subquery()
    )
    before = select(IssuePhoto.sha256).where(own, IssuePhoto.stage == "before")
    seen = select(DeclaredPhoto.sha256).where(DeclaredPhoto.observation_id == issue.observation_id)
    return set(session.scalars(union(before, seen, after.where(IssuePhoto.event_id <= came_back))))


def unknown_photos(session: Session, viewer: Viewer, sha256s: list[str]) -> set[int]:
    """The positions in the list of photos that are not here, or not the viewer's to show."""
    return {at for at, sha256 in enumerate(sha256s) if not photo_queries.may_see(session, viewer, sha256)}


def observed(session: Session, viewer: Viewer, observation_id) -> Row | None:
    """kind, category, text, observed_at, lon, lat, officer_id and division of an observation that viewer may see."""
    return session.execute(
        select(
            Patrol.kind,
            Observation.category,
            Observation.text,
            Observation.observed_at,
            func.ST_X(Observation.geom).label("lon"),
            func.ST_Y(Observation.geom).label("lat"),
            Patrol.officer_id,
            Patrol.division_code,
        )
        .join(Patrol, Patrol.id == Observation.patrol_id)
        .where(Observation.id == observation_id, visible(viewer, Patrol))
    ).one_or_none()


def object_with_code(session: Session, viewer: Viewer, kind: str, code: str) -> Row | None:
    """id and division_code of the segment (river) or plot (forest) with a code."""
    thing = RiverSegment if kind == "river" else ForestPlot
    return session.execute(
        select(thing.id, thing.division_code).where(thing.code == code, visible(viewer, thing))
    ).one_or_none()


def object_near(session: Session, viewer: Viewer, kind: str, place: str, within_m: float) -> Row | None:
    """id and division_code of the nearest segment or plot around a place (EWKT)."""
    thing = RiverSegment if kind == "river" else ForestPlot
    point = func.ST_Transform(func.ST_GeomFromEWKT(place), 3857)
    distance = func.ST_Distance(cast(thing.geom, GEOGRAPHY), cast(func.ST_GeomFromEWKT(place), GEOGRAPHY))
    nearest = (
        select(thing.id, thing.division_code, distance.label("distance_m"))
        .where(visible(viewer, thing))
        .order_by(thing.geom_3857.op("<->")(point))
        .limit(1)
        .subquery()
    )
    return session.execute(select(nearest).where(nearest.c.distance_m <= within_m)).one_or_none()


def division_around(session: Session, viewer: Viewer, place: str) -> str | None:
    """The code of the smallest division around a place (EWKT)."""
    return session.scalar(
        select(Division.code)
        .where(visible(viewer, Division), func.ST_Intersects(Division.geom, func.ST_GeomFromEWKT(place)))
        .order_by(func.length(func.rtrim(Division.code, "0")).desc())
        .limit(1)
    )


def places_around(code: str) -> list[str]:
    """A division code and those of the divisions around it, up to everywhere."""
    return [code[:digits].ljust(12, "0") for digits in (12, 9, 6, 4, 2, 0)]


def clock_in_force(session: Session, division: str, state: str, severity: str, on: date) -> Clock | None:
    """How long an issue may stay in a state: by the smallest division, for the severity rather than for all."""
    row = session.execute(
        select(StepClock.amount, StepClock.unit)
        .where(
            and_(StepClock.division_code.in_(places_around(division)), StepClock.state == state),
            StepClock.severity.in_(("", severity)),
            StepClock.valid_from <= on,
            or_(StepClock.valid_to.is_(None), StepClock.valid_to >= on),
        )
        .order_by(
            func.length(func.rtrim(StepClock.division_code, "0")).desc(),
            StepClock.severity.desc(),
            StepClock.valid_from.desc(),
        )
        .limit(1)
    ).one_or_none()
    return Clock(*row) if row else None


def calendar(session: Session) -> Calendar:
    """The working days."""
    return Calendar({row.day: row.worked for row in session.execute(select(Holiday.day, Holiday.worked))})

"""A logger's GPX file becomes patrols, through the same intake as a phone's.

One patrol is one local day without a gap of `loggers.outing_gap_s` or more. Its id follows from the officer and the
fixes, so that the same file sent twice is one patrol. A waypoint becomes an observation of the outing in whose time it
was marked, give or take an hour; without a time, of the outing that came within `WAYPOINT_NEAR_M` of it. Others were
on the receiver before and are left out.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from gis import gpx
from patrol import intake, receipts
from patrol.access import Viewer
from patrol.checks import apart_m
from patrol.config import Settings
from patrol.errors import Conflict, Invalid
from patrol.logged import moment, outing_id, patrol_of
from patrol.queries import patrols as patrol_queries
from patrol.rules.outings import local_day, nearest, outings
from patrol.rules.track import Fix
from patrol.same_walks import GPX_APP, known_walk

WAYPOINT = "航点"
WAYPOINT_NEAR_M = 200.0
MOST_WAYPOINTS = 500
LONGEST_TEXT = 4000
AROUND_OUTING = timedelta(hours=1)


class Taken(NamedTuple):
    """An outing's receipt and whether it was new; `differs` names its day when it was here already, with another kind,
    other waypoints or from another program or the phone: what was submitted stays."""

    receipt: dict
    new: bool
    differs: str | None = None


def submit_gpx(
    session: Session, officer: Viewer, content: bytes, kind: str, zone: tzinfo, *, now: datetime, settings: Settings
) -> list[Taken]:
    """Take in every outing of a GPX file, or none. A receiver's growing file brings the outings that are new in it.

    Times without a zone are read in `zone`. Invalid says what is wrong with the file, or with which day of it.
    """
    try:
        found = gpx.read(content, zone)
    except gpx.BadGpx as error:
        raise Invalid({"file": (error.code, error.params)}) from error
    parted = outings(_fixes(found), settings.timezone, settings.loggers.outing_gap_s)
    if not parted:
        raise Invalid({"file": "gpx_no_track"})
    marked = _by_outing(found.waypoints, parted)
    return [
        _submit(session, officer, kind, found.creator, outing, waypoints, now, settings)
        for outing, waypoints in zip(parted, marked, strict=True)
    ]


def _fixes(found: gpx.Gpx) -> list[Fix]:
    points = [point for segment in found.segments for point in segment]
    untimed = sum(point.at is None for point in points)
    if untimed:
        raise Invalid({"file": ("gpx_no_times", {"untimed": untimed, "count": len(points)})})
    return [Fix(point.at.timestamp(), point.lon, point.lat) for point in points if point.at is not None]


def _by_outing(waypoints: Sequence[gpx.Waypoint], parted: list[list[Fix]]) -> list[list[tuple[gpx.Waypoint, datetime]]]:
    """Per outing the waypoints that belong to it, each with its moment."""
    marked: list[list[tuple[gpx.Waypoint, datetime]]] = [[] for _ in parted]
    for waypoint in waypoints:
        for outing, mine in zip(parted, marked, strict=True):
            at = _moment_within(waypoint.point, outing)
            if at is not None:
                mine.append((waypoint, at))
                break
    return marked


def _moment_within(point: gpx.Point, outing: list[Fix]) -> datetime | None:
    """When a waypoint was marked on this outing; None when it was not."""
    if point.at is not None:
        began, ended = moment(outing[0]) - AROUND_OUTING, moment(outing[-1]) + AROUND_OUTING
        return point.at if began <= point.at <= ended else None
    fix = nearest(outing, point.lon, point.lat)
    return moment(fix) if apart_m(fix, point.lon, point.lat) <= WAYPOINT_NEAR_M else None


def _submit(session, officer, kind, creator, outing, waypoints, now, settings) -> Taken:
    on = local_day(outing[0], settings.timezone)
    day, patrol_id = on.isoformat(), outing_id(officer, outing)
    if patrol_queries.submission(session, patrol_id) is None:
        known = known_walk(session, officer, outing, on)
        if known is not None:
            return Taken(receipts.receipt(session, known.id, officer, known.patrolled_on), new=False, differs=day)
    if len(waypoints) > MOST_WAYPOINTS:
        raise Invalid({day: ("gpx_waypoints", {"max": MOST_WAYPOINTS, "count": len(waypoints)})})
    observations = [_observation(patrol_id, index, *marked) for index, marked in enumerate(waypoints)]
    data = patrol_of(kind, creator, GPX_APP, outing, observations)
    try:
        return Taken(*intake.submit_patrol(session, officer, patrol_id, data, now=now, settings=settings))
    except Invalid as refused:
        raise Invalid({f"{day}.{field}": said for field, said in refused.errors.items()}) from refused
    except Conflict:
        # The number follows from officer and fixes: it is this very outing.
        return Taken(receipts.receipt(session, patrol_id, officer), new=False, differs=day)


def _observation(patrol_id: uuid.UUID, index: int, waypoint: gpx.Waypoint, at: datetime) -> dict[str, Any]:
    point = waypoint.point
    return {
        "id": uuid.uuid5(patrol_id, str(index)),
        "category": WAYPOINT,
        "text": "：".join(part for part in (waypoint.name, waypoint.text) if part)[:LONGEST_TEXT],
        "at": at,
        "position": {"lon": point.lon, "lat": point.lat, "accuracy_m": None},
    }

"""A county of two rivers: one walked twice in May by two rangers, one that nobody walked."""

import uuid
from datetime import UTC, date, datetime

from sqlalchemy import func

from patrol.config import Settings
from patrol.coverage import SPEND_EFFORT, lay_stations
from patrol.models import (
    Assignment,
    DeclaredPhoto,
    Division,
    ForestPlot,
    ForestryWork,
    Issue,
    Officer,
    Patrol,
    PatrolRule,
    Photo,
    PhotoSender,
    PlotVisit,
    RiverSegment,
    SegmentVisit,
    Submission,
    ZoningUnit,
)

COUNTY, TOWN, VILLAGE, OTHER = "361099000000", "361099101000", "361099101201", "361099102201"
BOX = "SRID=4490;MULTIPOLYGON(((116.4 27.4,116.6 27.4,116.6 27.6,116.4 27.6,116.4 27.4)))"
RIVER = "SRID=4490;LINESTRING(116.45 27.5,116.50 27.51,116.55 27.50)"
FAR_RIVER = "SRID=4490;LINESTRING(116.45 27.45,116.50 27.45)"
PATH = "SRID=4490;MULTILINESTRINGM((116.45 27.5 1,116.47 27.504 600))"
TRACK = "SRID=4490;LINESTRINGM(116.45 27.5 1,116.47 27.504 600)"
RULES = [("river", "ranger", 1, "ten_days"), ("river", "village_chief", 1, "quarter"), ("forest", "ranger", 2, "month")]


def settle(session):
    """Two segments in two villages; the first walked twice in May over half its stations, by one of two rangers."""
    names = {COUNTY: "县", TOWN: "镇", VILLAGE: "村", OTHER: "邻村"}
    levels = {COUNTY: "county", TOWN: "township", VILLAGE: "village", OTHER: "village"}
    for code, name in names.items():
        parent = None if code == COUNTY else COUNTY
        session.add(Division(code=code, name=name, level=levels[code], parent_code=parent, geom=BOX))
    near = RiverSegment(code="R1", name="近河", division_code=VILLAGE, geom=RIVER)
    far = RiverSegment(code="R2", name="远河", division_code=OTHER, geom=FAR_RIVER)
    plot = ForestPlot(code="P1", name="红9", division_code=VILLAGE, plot_number="红9", geom=BOX, cells=10)
    officers = [Officer(username=name, name=name, post="ranger", division_code=VILLAGE) for name in ("first", "second")]
    work = ForestryWork(code="W1", year=2026, work_type="tending", division_code=TOWN, geom=BOX)
    session.add(work)
    zone = ZoningUnit(code="Z1", name="红线", category="red_line", division_code=TOWN, geom=BOX)
    session.add_all([near, far, plot, zone, *officers])
    session.flush()
    lay_stations(session, [near.id, far.id], Settings().coverage)
    session.refresh(near)
    half = near.stations // 2
    walked = (date(2026, 5, 3), officers[0], [(0, 20)]), (date(2026, 5, 9), officers[1], [(10, half)])
    for day, officer, runs in walked:
        walk(session, day, officer, near, plot, runs)
    since = date(2026, 4, 20)
    for officer, post in zip(officers, ("ranger", "village_chief"), strict=True):
        session.add(Assignment(officer_id=officer.id, segment_id=near.id, post=post, valid_from=since))
        session.add(Assignment(officer_id=officer.id, plot_id=plot.id, post=post, valid_from=since))
    for kind, post, times, period in RULES:
        whole = {"division_code": COUNTY, "valid_from": date(2020, 1, 1), "min_duration_s": 0, "min_distance_m": 0}
        session.add(PatrolRule(kind=kind, post=post, times=times, period=period, **whole))
    session.add(
        Issue(
            number="I1",
            kind="river",
            category="litter",
            title="垃圾",
            division_code=VILLAGE,
            reported_at=datetime(2026, 4, 30, 17, tzinfo=UTC),
            geom="SRID=4490;POINT(116.46 27.5)",
        )
    )
    session.flush()
    return near


def walk(session, day, officer, segment, plot, runs):
    """A patrol of that day with its visits."""
    found = uuid.uuid4()
    at = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    session.add(
        Submission(id=found, patrolled_on=day, officer_id=officer.id, content_sha256=b"\0" * 32, received_at=at)
    )
    session.flush()
    session.add(
        Patrol(
            id=found,
            patrolled_on=day,
            officer_id=officer.id,
            division_code=VILLAGE,
            kind="river",
            started_at=at,
            ended_at=at,
            received_at=at,
            device={},
            track=TRACK,
            path=PATH,
            distance_m=2000.0,
            duration_s=600.0,
            effective=True,
        )
    )
    covered = func.int4multirange(*(func.int4range(low, high) for low, high in runs))
    of = {"patrol_id": found, "patrolled_on": day, "division_code": VILLAGE, "officer_id": officer.id}
    session.add(SegmentVisit(segment_id=segment.id, effective=True, covered=covered, **of))
    photograph(session, found, day, officer)
    session.add(PlotVisit(plot_id=plot.id, effective=True, covered=func.int4multirange(func.int4range(0, 4)), **of))
    session.flush()
    session.execute(SPEND_EFFORT, {"patrols": [found], "first": day, "last": day})


def photograph(session, patrol_id, day, officer):
    """A photo that this patrol declares and whose bytes its officer sent."""
    at, sha256 = datetime(day.year, day.month, day.day, 1, tzinfo=UTC), uuid.uuid4().hex * 2
    session.add(Photo(sha256=sha256, bytes=9, format="JPEG", width=4, height=3, stored_at=at, stored_by=officer.id))
    session.flush()
    session.add(PhotoSender(sha256=sha256, officer_id=officer.id, sent_at=at))
    place = "SRID=4490;POINT(116.46 27.502)"
    session.add(DeclaredPhoto(patrol_id=patrol_id, sha256=sha256, bytes=9, taken_at=at, geom=place))

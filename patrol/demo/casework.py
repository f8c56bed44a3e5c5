"""Problems that were seen on patrols, as issues on their way from found to closed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy import Row, func, insert, select
from sqlalchemy.orm import Session

from patrol.demo.outings import LOCAL
from patrol.demo.sightings import PROBLEMS
from patrol.models import (
    ForestPlot,
    Issue,
    IssueEvent,
    Observation,
    Officer,
    Patrol,
    PlotVisit,
    RiverSegment,
    SegmentVisit,
)
from patrol.queries import categories
from patrol.rules.casework import ENDED
from patrol.rules.catalogue import Category, severity_of

# Each step: action, the state after it, what is usually said, and how many days it usually takes.
WAY = (
    ("report", "reported", "现场发现，上报。", 0.0),
    ("accept", "accepted", "情况属实，予以受理。", 0.7),
    ("assign", "assigned", "请责任单位限期整改。", 1.2),
    ("rectify", "rectifying", "已组织人员整改。", 4.0),
    ("submit", "reviewing", "整改完成，申请复核。", 6.0),
    ("recheck", "reviewing", "现场复核，问题已整改。", 2.0),
    ("close", "closed", "经复核整改到位，予以销号。", 1.0),
)
REJECTED = (WAY[0], ("reject", "invalid", "经核实不属实。", 1.0))
BY_ASSIGNEE = {"report", "rectify", "submit"}
EVERYWHERE = "000000000000"
INVALID, SLOW = 0.06, 0.2  # of the issues are nothing; are worked on much more slowly
RECTIFY_DAYS = {"minor": 15, "major": 30, "critical": 45}
STEP_DAYS = {"found": 1, "reported": 2, "accepted": 3, "reviewing": 7}


@dataclass(frozen=True)
class Step:
    """One step that has been taken."""

    action: str
    state: str
    opinion: str
    at: datetime


def open_issues(session: Session, now: datetime, seed: int) -> None:
    """Make an issue of every problem that was seen, with its history until now."""
    random = np.random.default_rng(seed + 71)
    desk = select(Officer.id).where(Officer.post.in_(("office", "supervision"))).order_by(Officer.id)
    handlers = list(session.scalars(desk))
    known = {each.code: each for each in categories.in_force(session, EVERYWHERE, (now + LOCAL).date())}
    numbered: dict[int, int] = {}
    for seen in session.execute(_problems()):
        year = (seen.observed_at + LOCAL).year
        numbered[year] = numbered.get(year, 0) + 1
        steps = _history(seen.observed_at, now, random)
        issue = _issue(seen, f"{year}-{numbered[year]:04d}", steps, known.get(seen.category))
        issue_id = session.scalar(insert(Issue).returning(Issue.id).values(issue))
        events = [_event(step, seen, handlers, issue["rectify_by"], random) for step in steps]
        if events:
            session.execute(insert(IssueEvent), [{"issue_id": issue_id, **event} for event in events])


def _problems():
    """The problems in the order they were seen, each with what it lies on: the segment or plot that was walked."""
    segment = _nearest(SegmentVisit, SegmentVisit.segment_id, RiverSegment)
    plot = _nearest(PlotVisit, PlotVisit.plot_id, ForestPlot)
    problems = [category for kind in PROBLEMS.values() for category in kind]
    return (
        select(
            Observation.id,
            Observation.category,
            Observation.text,
            Observation.observed_at,
            Observation.geom,
            Patrol.kind,
            Patrol.officer_id,
            func.coalesce(segment.c.division_code, plot.c.division_code, Patrol.division_code).label("division_code"),
            segment.c.id.label("segment_id"),
            plot.c.id.label("plot_id"),
        )
        .join(Patrol, Patrol.id == Observation.patrol_id)
        .outerjoin(segment, Patrol.kind == "river")
        .outerjoin(plot, Patrol.kind == "forest")
        .where(Observation.category.in_(problems))
        .order_by(Observation.observed_at, Observation.id)
    )


def _nearest(visit, visited_id, thing):
    """The segment or plot nearest to an observation among those its patrol visited."""
    return (
        select(thing.id, thing.division_code)
        .join(visit, visited_id == thing.id)
        .where(visit.patrol_id == Observation.patrol_id)
        .order_by(thing.geom.op("<->")(Observation.geom))
        .limit(1)
        .lateral()
    )


def _history(found_at: datetime, now: datetime, random: np.random.Generator) -> list[Step]:
    """The steps that were taken by now."""
    way = REJECTED if random.uniform() < INVALID else WAY
    slowness = 5.0 if random.uniform() < SLOW else 1.0
    at, steps = found_at + timedelta(minutes=2), []
    for action, state, opinion, days in way:
        at += timedelta(days=days * slowness * random.gamma(3, 1 / 3))
        if at > now:
            break
        steps.append(Step(action, state, opinion, at))
    return steps


def _issue(seen: Row, number: str, steps: list[Step], category: Category | None) -> dict:
    """The issue as it stands after its steps."""
    state = steps[-1].state if steps else "found"
    severity = severity_of(category)
    assigned = any(step.action == "assign" for step in steps)
    rectify_by = _day(seen.observed_at) + timedelta(days=RECTIFY_DAYS[severity]) if assigned else None
    since = next((step.at for step in steps if step.state == state), seen.observed_at)
    owed = _day(since) + timedelta(days=STEP_DAYS[state]) if state in STEP_DAYS else rectify_by
    return {
        "number": number,
        "kind": seen.kind,
        "category": seen.category,
        "severity": severity,
        "title": seen.text,
        "text": seen.text,
        "state": state,
        "division_code": seen.division_code,
        "segment_id": seen.segment_id,
        "plot_id": seen.plot_id,
        "observation_id": seen.id,
        "reported_by": seen.officer_id,
        "reported_at": seen.observed_at,
        "assignee_id": seen.officer_id if assigned else None,
        "due_on": None if state in ENDED else owed,
        "rectify_by": rectify_by,
        "closed_at": steps[-1].at if state == "closed" else None,
        "geom": seen.geom,
    }


def _day(at: datetime) -> date:
    return (at + LOCAL).date()


def _event(step: Step, seen: Row, handlers: list[int], rectify_by: date | None, random: np.random.Generator) -> dict:
    """One step as a row; the finder puts right what was found, the desk does the rest."""
    assigns, rechecks = step.action == "assign", step.action == "recheck"
    return {
        "action": step.action,
        "state": step.state,
        "officer_id": seen.officer_id if step.action in BY_ASSIGNEE else int(random.choice(handlers)),
        "opinion": step.opinion,
        "due_on": rectify_by if assigns else None,
        "assignee_id": seen.officer_id if assigns else None,
        "geom": seen.geom if rechecks else None,
        "distance_m": round(float(random.gamma(2, 6)), 1) if rechecks else None,
        "at": step.at,
    }

"""Problems that were seen on patrols, as issues on their way from found to closed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from sqlalchemy import func, insert, select
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

DAYS = {"违规涉河建设": 60, "非法采砂": 30, "违法占用林地": 60, "污水直排": 30, "松材线虫病": 30}
USUAL_DAYS = 15
# Each step: action, the state after it, what is usually said, and how many days it usually takes.
WAY = (
    ("report", "reported", "现场发现，上报。", 0.0),
    ("accept", "accepted", "情况属实，予以受理。", 0.7),
    ("assign", "assigned", "请责任单位限期整改。", 1.2),
    ("rectify", "rectifying", "已组织人员整改。", 4.0),
    ("submit", "reviewing", "整改完成，申请复核。", 6.0),
    ("close", "closed", "经复核整改到位，予以销号。", 2.5),
)
INVALID = 0.06
SLOW = 0.2  # of the issues are worked on much more slowly


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
    handlers = list(
        session.scalars(select(Officer.id).where(Officer.post.in_(("office", "supervision"))).order_by(Officer.id))
    )
    numbered: dict[int, int] = {}
    for seen in session.execute(_problems()):
        year = (seen.observed_at + LOCAL).year
        numbered[year] = numbered.get(year, 0) + 1
        steps = _history(seen.observed_at, now, random)
        due_on = (seen.observed_at + LOCAL).date() + timedelta(days=DAYS.get(seen.category, USUAL_DAYS))
        issue_id = session.scalar(
            insert(Issue).returning(Issue.id).values(_issue(seen, f"{year}-{numbered[year]:04d}", steps, due_on))
        )
        session.execute(insert(IssueEvent), [_event(issue_id, step, seen, handlers, due_on, random) for step in steps])


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
    way = (WAY[0], ("reject", "invalid", "经核实不属实。", 1.0)) if random.uniform() < INVALID else WAY
    pace = 5.0 if random.uniform() < SLOW else 1.0
    at, steps = found_at + timedelta(minutes=2), []
    for action, state, opinion, days in way:
        at += timedelta(days=days * pace * random.gamma(3, 1 / 3))
        if at > now:
            break
        steps.append(Step(action, state, opinion, at))
    return steps


def _issue(seen, number: str, steps: list[Step], due_on: date) -> dict:
    state = steps[-1].state if steps else "found"
    return {
        "number": number,
        "kind": seen.kind,
        "category": seen.category,
        "title": seen.text,
        "state": state,
        "division_code": seen.division_code,
        "segment_id": seen.segment_id,
        "plot_id": seen.plot_id,
        "observation_id": seen.id,
        "reported_by": seen.officer_id,
        "reported_at": seen.observed_at,
        "due_on": due_on,
        "closed_at": steps[-1].at if state == "closed" else None,
        "geom": seen.geom,
    }


def _event(issue_id: int, step: Step, seen, handlers: list[int], due_on: date, random: np.random.Generator) -> dict:
    by_finder = step.action in ("report", "rectify", "submit")
    return {
        "issue_id": issue_id,
        "action": step.action,
        "state": step.state,
        "officer_id": seen.officer_id if by_finder else int(random.choice(handlers)),
        "opinion": step.opinion,
        "due_on": due_on if step.action == "assign" else None,
        "at": step.at,
    }

"""How far each forestry work has come: its stage, its history, and the inspections that judged it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from patrol import zones
from patrol.demo.outings import LOCAL
from patrol.demo.works import Work
from patrol.demo.writing import insert, stored
from patrol.forestry.inspecting import seed_of
from patrol.models import AcceptanceScheme, ForestryWork, Inspection, Officer, WorkEvent
from patrol.rules.areas import mu
from patrol.rules.sampling import sample

KINDS = {"afforestation": "survival", "restoration": "survival", "tending": "quality", "closing": "quality"}
RATES = {"qualified": (0.88, 0.99), "replant": (0.5, 0.8), "failed": (0.1, 0.35)}
PASSED = {"qualified": 1.0, "replant": 0.65, "failed": 0.3}
REASONS = {"replant": "伏旱，部分苗木死亡", "failed": "野猪毁坏，缺株严重", "lost": "山洪冲毁"}
REDONE, LOST, DESIGNED, WITHDRAWN = 0.5, 0.02, 0.5, 0.06  # shares of works
REPORTED_AFTER, CHECKED_AFTER, REDONE_AFTER = 8, 30, 120  # days
JUDGED_AFTER = 70
DRAW = text("""
INSERT INTO sample_plot (inspection_id, number, planted, alive, measures, counted_at, geom)
SELECT i.id, d.path[1], p.planted, CASE WHEN i.kind = 'survival' THEN round(p.planted * asked.rate) END,
  CASE WHEN i.kind = 'quality' THEN jsonb_build_object('residue_cleared', 0.95,
    'canopy_after', CASE WHEN d.path[1] <= round(asked.passed * asked.plots) THEN 0.7 ELSE 0.5 END,
    'seedlings_per_mu', CASE WHEN d.path[1] <= round(asked.passed * asked.plots) THEN 85 ELSE 40 END) ELSE '{}' END,
  i.concluded_at, d.geom
FROM unnest(CAST(:ids AS int[]), CAST(:plots AS int[]), CAST(:rates AS float8[]), CAST(:passed AS float8[]))
  AS asked(id, plots, rate, passed)
JOIN inspection i ON i.id = asked.id
JOIN forestry_work w ON w.id = i.work_id
CROSS JOIN LATERAL ST_Dump(ST_GeneratePoints(w.geom, asked.plots, i.seed)) d
CROSS JOIN LATERAL (SELECT CASE WHEN i.kind = 'survival' THEN 40 + d.path[1] * 7 % 23 END AS planted) p
""")
RATE = text("""
UPDATE inspection i SET rate = counted.rate FROM (
  SELECT s.inspection_id, CASE WHEN count(planted) > 0 THEN sum(alive)::float8 / sum(planted)
    ELSE avg(CASE WHEN (measures ->> 'canopy_after')::float8 >= 0.6 THEN 1.0 ELSE 0.0 END) END AS rate
  FROM sample_plot s GROUP BY s.inspection_id
) counted WHERE counted.inspection_id = i.id
""")


@dataclass
class Story:
    """A work with what becomes of it: columns of its row, its events, its inspections (round, verdict, day)."""

    work: Work
    columns: dict
    events: list[tuple] = field(default_factory=list)
    inspections: list[tuple[int, str, datetime]] = field(default_factory=list)


def tell(session: Session, works: list[Work], plot_ids: dict[str, int], today: date, seed: int) -> None:
    """Write works with their stages, histories and inspections, and stamp them with the zones they lie in."""
    random = np.random.default_rng(seed + 81)
    stories = [_story(work, plot_ids, today, random) for work in works]
    ids = insert(
        session, ForestryWork, (story.columns for story in stories), returning=(ForestryWork.code, ForestryWork.id)
    )
    people = _people(session)
    insert(session, WorkEvent, (_event(ids, story, event, people) for story in stories for event in story.events))
    _inspect(session, stories, ids, people, random)
    zones.stamp_works(session)


def _people(session: Session) -> dict[str, int]:
    """The first officer of each post that has to do with works."""
    first = select(Officer.post, Officer.id).distinct(Officer.post).order_by(Officer.post, Officer.id)
    return dict(session.execute(first).tuples().all())


def _story(work: Work, plot_ids: dict[str, int], today: date, random: np.random.Generator) -> Story:
    """From plan to where the work stands; every day lies in the past."""
    story = Story(work, _columns(work, plot_ids))
    planned = date(work.year - 1, 12, 5) + timedelta(days=int(random.integers(20)))
    _step(story, "plan", "planned", "gis", planned)
    if work.done_on is None:
        _plan(story, planned, random)
        return story
    _design(story, planned)
    _step(story, "carry_out", "carried_out", "township_chief", work.done_on)
    age = (today - work.done_on).days
    if work.outcome is None and age < REPORTED_AFTER:
        story.columns |= {"stage": "carried_out", "reported_area_m2": 0.0}
        return story
    _step(
        story, "report", "reported", "township_chief", work.done_on + timedelta(days=5), area_m2=work.reported_area_m2
    )
    if work.outcome is not None or age >= CHECKED_AFTER:
        _judge(story, 1, work.outcome or "qualified", work.done_on + timedelta(days=25), bool(work.outcome))
        if work.outcome == "qualified" and age < JUDGED_AFTER:
            del story.events[-1]
            story.columns |= {"stage": "verified", "qualified_area_m2": None}
        else:
            _end(story, today, random)
    return story


def _columns(work: Work, plot_ids: dict[str, int]) -> dict:
    shown = ("code", "year", "work_type", "division_code", "done_on", "reported_area_m2", "verified_area_m2")
    factors = {"plan_year": work.year, "species": work.species, "has_design": work.done_on is not None}
    return {name: getattr(work, name) for name in shown} | {
        "plot_id": plot_ids[work.plot_code],
        "qualified_area_m2": work.qualified_area_m2,
        "replant_area_m2": work.verified_area_m2 if work.outcome == "replant" else 0.0,
        "replant_reason": REASONS["replant"] if work.outcome == "replant" else None,
        "failed_area_m2": work.verified_area_m2 if work.outcome == "failed" else 0.0,
        "failed_reason": REASONS["failed"] if work.outcome == "failed" else None,
        "unverified_reason": "部分为原有林" if work.verified_area_m2 else None,
        "lost_area_m2": 0.0,
        "lost_reason": None,
        "stage": "planned",
        "round": 1,
        "design_reference": None,
        "factors": factors | ({"origin": "planted"} if work.work_type == "afforestation" else {}),
        "geom": stored(work.boundary),
    }


def _plan(story: Story, planned: date, random: np.random.Generator) -> None:
    if random.uniform() < WITHDRAWN:
        _step(story, "withdraw", "withdrawn", "office", planned + timedelta(days=25), opinion="林权有争议，撤销")
    elif random.uniform() < DESIGNED:
        _design(story, planned)


def _design(story: Story, planned: date) -> None:
    story.columns["design_reference"] = f"林设〔{story.work.year}〕{story.work.code[-3:]}号"
    detail = {"reference": story.columns["design_reference"]}
    _step(story, "design", "designed", "office", planned + timedelta(days=10), detail=detail)


def _judge(story: Story, turn: int, verdict: str, on: date, judged: bool) -> None:
    """The county looks at all; what was judged was verified by the supervisor on the county's findings."""
    story.inspections.append((turn, verdict, _moment(on)))
    _step(story, "self_check", "self_checked", "office", on)
    if judged:
        _step(story, "verify", "verified", "supervisor", on + timedelta(days=15))
        step = {"qualified": "qualify", "replant": "require_replant", "failed": "fail"}[verdict]
        _step(story, step, verdict, "supervisor", on + timedelta(days=16), reason=REASONS.get(verdict))


def _end(story: Story, today: date, random: np.random.Generator) -> None:
    """Half of what was to be replanted has come back in a second round and was accepted; a flood took a little."""
    work, chance = story.work, random.uniform()
    again = work.done_on + timedelta(days=REDONE_AFTER)
    if work.outcome in ("replant", "failed") and chance < REDONE and again + timedelta(days=60) < today:
        story.columns |= {"round": 2, "replant_area_m2": 0.0, "replant_reason": None, "failed_area_m2": 0.0}
        story.columns |= {"failed_reason": None, "qualified_area_m2": work.verified_area_m2}
        _step(story, "redo", "carried_out", "township_chief", again, opinion="已按要求补植")
        _step(story, "report", "reported", "township_chief", again + timedelta(days=4), area_m2=work.reported_area_m2)
        _judge(story, 2, "qualified", again + timedelta(days=25), True)
    elif work.outcome == "qualified" and chance < LOST:
        lost = round(work.verified_area_m2 * 0.1, 1)
        story.columns |= {"lost_area_m2": lost, "lost_reason": REASONS["lost"]}
        on = work.done_on + timedelta(days=45)
        _step(story, "record_loss", "qualified", "office", on, area_m2=lost, reason=REASONS["lost"])


def _step(story: Story, action: str, stage: str, post: str, on: date, **more) -> None:
    story.columns["stage"] = stage
    story.events.append((action, stage, story.columns["round"], post, _moment(on), more))


def _moment(on: date) -> datetime:
    """Ten in the morning."""
    return datetime.combine(on, time(10), UTC) - LOCAL


def _event(ids: dict[str, int], story: Story, event: tuple, people: dict[str, int]) -> dict:
    action, stage, turn, post, at, more = event
    plain = {"opinion": "", "area_m2": None, "reason": None, "detail": {}}
    row = {"work_id": ids[story.work.code], "action": action, "stage": stage, "round": turn}
    return row | {"officer_id": people.get(post), "at": at} | plain | more


def _inspect(
    session: Session, stories: list[Story], ids: dict[str, int], people: dict[str, int], random: np.random.Generator
) -> None:
    """The county's inspections with sample plots whose counts lead to the verdicts."""
    found = select(AcceptanceScheme.work_type, AcceptanceScheme.kind, AcceptanceScheme.id)
    schemes = {(kind, what): number for kind, what, number in session.execute(found)}
    told, rows = [], []
    for story in stories:
        for turn, verdict, at in story.inspections:
            drawn = sample(mu(story.work.reported_area_m2))
            told.append((drawn.count, float(random.uniform(*RATES[verdict])), PASSED[verdict]))
            rows.append(_inspection(story, ids, schemes, people, turn, verdict, at, drawn.plot_area_m2))
    insert(session, Inspection, rows)
    numbers = dict(session.execute(select(Inspection.seed, Inspection.id)).tuples().all())
    inspections = [numbers[row["seed"]] for row in rows]
    plots, rates, passed = (list(column) for column in zip(*told, strict=True)) if told else ([], [], [])
    session.execute(DRAW, {"ids": inspections, "plots": plots, "rates": rates, "passed": passed})
    session.execute(RATE)


def _inspection(story, ids, schemes, people, turn: int, verdict: str, at: datetime, plot_area_m2: float) -> dict:
    work = story.work
    kind = KINDS[work.work_type]
    return {
        "work_id": ids[work.code],
        "scheme_id": schemes[work.work_type, kind],
        "tier": "county",
        "kind": kind,
        "round": turn,
        "seed": seed_of(f"{work.code} {turn} county {kind}"),
        "plot_area_m2": plot_area_m2,
        "inspected_on": (at + LOCAL).date(),
        "drawn_by": people.get("office"),
        "drawn_at": at,
        "verified_area_m2": work.verified_area_m2 or work.reported_area_m2,
        "unverified_reason": story.columns["unverified_reason"],
        "rate": 1.0,
        "verdict": verdict,
        "concluded_by": people.get("office"),
        "concluded_at": at,
    }

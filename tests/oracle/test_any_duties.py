"""Whatever rules, duties, leave, changes and walks there are: what is owed and done is what counting by hand finds."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, text

from patrol.access import Viewer
from patrol.models import (
    Assignment,
    Division,
    ForestPlot,
    Leave,
    Officer,
    PastSlot,
    Patrol,
    PatrolRule,
    PlotVisit,
    RiverSegment,
    SegmentVisit,
    Submission,
)
from patrol.queries import duties
from patrol.queries.duty_atoms import Asked
from patrol.rules.asked_period import days_of
from patrol.rules.quotas import PERIODS
from patrol.scoring import score
from tests.oracle.duties_by_hand import ByHand
from tests.two_rivers import BOX, COUNTY, FAR_RIVER, OTHER, PATH, RIVER, TOWN, TRACK, VILLAGE

OTHER_TOWN = "361099102000"
LEVELS = {COUNTY: "county", TOWN: "township", OTHER_TOWN: "township", VILLAGE: "village", OTHER: "village"}
SIZE = 10
POSTS = ("patroller", "ranger", "village_chief")
BLACK = "黑臭水体"
SEASONS = ((None, None), (1001, 531), (601, 930), (229, 1231))
ASKED = ("2026-12", "2027-01", "2027-02", "2026-W53", "2027-02-3", "2026-Q4", "2027-H1", "2026", "2027")
EVERYBODY = Viewer(0, "", "", "office", COUNTY)

days = partial(st.dates, date(2026, 9, 1), date(2027, 4, 30))
rules = st.fixed_dictionaries(
    {
        "division_code": st.sampled_from(["000000000000", COUNTY, TOWN, VILLAGE]),
        "post": st.sampled_from(POSTS),
        "kind": st.sampled_from(["river", "forest"]),
        "per": st.sampled_from(["object", "person"]),
        "object_class": st.sampled_from([None, BLACK]),
        "times": st.integers(1, 7),
        "period": st.sampled_from(PERIODS),
        "season": st.sampled_from(SEASONS),
        "deputies_allowed": st.booleans(),
        "distinct_days": st.booleans(),
        "cool_down_s": st.sampled_from([0, 3 * 86_400]),
        "min_own_share": st.sampled_from([0, 0.5]),
        "valid_from": st.just(date(2026, 9, 1)) | days(),
        "lasts": st.none() | st.integers(0, 120),
        "late": st.none() | st.integers(0, 40),
    }
)
# What the database takes two rules for one by (`uq_patrol_rule_start`).
SAME_RULE = ("division_code", "post", "kind", "per", "object_class", "season_from", "season_to", "valid_from")
SLOTS = [(post, kind) for post in POSTS for kind in ("river", "forest")]
EVERYWHERE = {
    "division_code": COUNTY,
    "per": "object",
    "object_class": None,
    "season": (None, None),
    "valid_from": date(2026, 9, 1),
    "lasts": None,
    "late": None,
}


def everywhere(some: list[dict]) -> list[dict]:
    """Rules that hold in the whole county for each post and kind, so that most duties owe something."""
    return [rule | EVERYWHERE | {"post": post, "kind": kind} for rule, (post, kind) in zip(some, SLOTS, strict=True)]


ruled = st.builds(list.__add__, st.lists(rules, min_size=6, max_size=6).map(everywhere), st.lists(rules, max_size=5))
# Who, of what (three segments, two plots), in which post, from when, how long.
held = st.tuples(st.integers(0, 2), st.integers(0, 4), st.sampled_from(POSTS), days(), st.none() | st.integers(0, 150))
away = st.tuples(st.integers(0, 2), st.booleans(), days(), st.integers(0, 40))
# What (an object, or from 5 on an officer) was elsewhere, or of another class or post, until a day.
was = st.tuples(st.integers(0, 7), st.booleans(), st.booleans(), days())
# Which of the duties somebody did, on which day and hour, past which other objects, over how much of each.
winter = st.dates(date(2026, 11, 25), date(2027, 3, 5))
walks = st.tuples(st.integers(0, 7), winter, st.integers(0, 15), st.sets(st.integers(0, 4)), st.integers(1, SIZE))
counties = st.tuples(ruled, st.lists(held, min_size=3, max_size=8), st.lists(away, max_size=3))


@pytest.fixture
def ground(session):
    """Three officers, three segments and two plots in two townships; officers and objects by their numbers above."""
    for code, level in LEVELS.items():
        session.add(
            Division(code=code, name=code, level=level, parent_code=None if code == COUNTY else COUNTY, geom=BOX)
        )
    places = (VILLAGE, VILLAGE, OTHER)
    officers = [Officer(username=f"o{n}", name=f"o{n}", post="ranger", division_code=places[n]) for n in range(3)]
    segments = [
        RiverSegment(
            code=f"R{n}",
            name=f"R{n}",
            division_code=places[n],
            geom=FAR_RIVER if n else RIVER,
            object_class=BLACK if n == 1 else None,
            stations=SIZE,
        )
        for n in range(3)
    ]
    plots = [
        ForestPlot(code=f"P{n}", division_code=places[n + 1], plot_number=str(n), geom=BOX, cells=SIZE)
        for n in range(2)
    ]
    session.add_all([*officers, *segments, *plots])
    session.flush()
    session.execute(
        text("SELECT ensure_month(m::date) FROM generate_series(date '2026-09-01', '2027-04-01', '1 month') m")
    )
    return [o.id for o in officers], [o.id for o in segments], [o.id for o in plots]


@given(
    county=counties,
    changes=st.lists(was, max_size=3),
    walked=st.lists(walks, min_size=10, max_size=40),
    asked=st.sampled_from(ASKED),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_owed_and_done_is_what_counting_by_hand_finds(session, ground, county, changes, walked, asked):
    with session.begin_nested() as nested:
        settle(session, ground, *county, changes)
        walk(session, ground, county[1], walked)
        first, last = days_of(asked)
        raw = session.connection().connection.driver_connection
        expected = ByHand(raw, first, last).tables()
        question = Asked(EVERYBODY, first, last)
        for by in duties.BY:
            rows = duties.page(session, by, question, date(2027, 1, 2), duties.Page())
            told = {(row.key, row.kind, row.per): [row.owed, row.done, row.effective, row.missing] for row in rows}
            # Who owes nothing may have a row that says so, or none.
            assert without_nothing(told) == without_nothing(expected[by]), by
        nested.rollback()


def without_nothing(table: dict[tuple, list[int]]) -> dict[tuple, list[int]]:
    """The rows in which something is owed."""
    return {key: figures for key, figures in table.items() if any(figures)}


def settle(session, ground, ruled: list[dict], duties_held: list[tuple], leaves: list[tuple], changes: list[tuple]):
    """Write the rules, duties, leave and changes; of several that the database takes for the same, the first."""
    officers, segments, plots = ground
    of_objects = [{"segment_id": number} for number in segments] + [{"plot_id": number} for number in plots]
    seen = set()
    for said in ruled:
        rule = dict(said)
        (opens, closes), lasts, late = rule.pop("season"), rule.pop("lasts"), rule.pop("late")
        rule |= {"season_from": opens, "season_to": closes}
        rule["object_class"] = rule["object_class"] if rule["per"] == "object" else None
        rule["valid_to"] = rule["valid_from"] + timedelta(days=lasts) if lasts is not None else None
        rule["counts_from"] = rule["valid_from"] + timedelta(days=late) if late is not None else None
        key = tuple(rule[name] for name in SAME_RULE)
        if key not in seen:
            session.add(PatrolRule(**rule))
        seen.add(key)
    free: dict[tuple[int, int], date] = {}
    for who, what, post, begins, lasts in sorted(duties_held, key=lambda each: each[3]):
        # Nobody answers for one object twice on one day.
        if free.get((who, what), begins) > begins:
            continue
        ends = begins + timedelta(days=lasts) if lasts is not None else None
        free[who, what] = ends + timedelta(days=1) if ends else date.max
        session.add(
            Assignment(officer_id=officers[who], post=post, valid_from=begins, valid_to=ends, **of_objects[what])
        )
    for who, substituted, begins, lasts in leaves:
        stands_in = officers[who - 1] if substituted else None
        session.add(
            Leave(
                officer_id=officers[who],
                substitute_id=stands_in,
                first_on=begins,
                last_on=begins + timedelta(days=lasts),
                reason="年假",
                approved_at=begins,
            )
        )
    for what, elsewhere, other, until in {each[0]: each for each in changes}.values():
        whose = of_objects[what] if what < 5 else {"officer_id": officers[what - 5]}
        place, called = OTHER if elsewhere else VILLAGE, BLACK if other else None
        session.add(PastSlot(**whose, place_code=place, object_class=called if what < 5 else None, valid_to=until))
    session.flush()


def walk(session, ground, duties_held: list[tuple], walked: list[tuple]):
    """Write patrols with their visits, and let them be judged by the rules."""
    officers, segments, plots = ground
    at_noon = datetime(2026, 1, 1, 4, tzinfo=UTC)
    for which, day, hour, others, tenths in walked:
        who, what, *_ = duties_held[which % len(duties_held)]
        passed = {what, *others}
        found, at = uuid4(), at_noon + timedelta(days=(day - at_noon.date()).days, minutes=hour * 30)
        of = {"patrolled_on": day, "officer_id": officers[who]}
        session.add(Submission(id=found, content_sha256=b"\0" * 32, received_at=at, **of))
        session.flush()
        figures = {"distance_m": 2000.0, "duration_s": 600.0, "effective": False, "device": {}}
        times = dict.fromkeys(("started_at", "ended_at", "received_at"), at)
        kind = "river" if what < len(segments) else "forest"
        session.add(
            Patrol(id=found, kind=kind, division_code=VILLAGE, track=TRACK, path=PATH, **times, **figures, **of)
        )
        seen = {"patrol_id": found, "division_code": VILLAGE, "effective": False, **of}
        covered = func.int4multirange(func.int4range(0, tenths))
        for what in passed:
            if what < len(segments):
                session.add(SegmentVisit(segment_id=segments[what], covered=covered, **seen))
            else:
                session.add(PlotVisit(plot_id=plots[what - len(segments)], covered=covered, **seen))
    session.flush()
    if walked:
        spans = [day for _, day, *_ in walked]
        score(session, Patrol.id.is_not(None), min(spans), max(spans))

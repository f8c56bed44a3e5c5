"""The generated county into an empty database: first what stands, then a year of patrols, then what came of them.

The divisions are written last, in one transaction with what came of the patrols. A database without divisions has no
county, so a load that was broken off is begun afresh by the next one.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import delete, exists, select, text
from sqlalchemy.orm import Session

from patrol import auth, coverage, db, forestry, growth
from patrol.change_sets import open_set
from patrol.config import Settings
from patrol.demo import acceptance, assessment, casework, fakes, leaves, outings, rows, rules, special_cases, works
from patrol.demo.county import SEED, County, generate
from patrol.demo.divisions import COUNTY_CODE
from patrol.demo.handing_in import hand_in, helpers
from patrol.demo.people import PASSWORD, SIGN_INS
from patrol.demo.writing import ids, insert
from patrol.models import Assignment, Division, ForestPlot, Leave, Officer, PatrolRule, River, RiverSegment, ZoningUnit

LOCAL_ZONE = 4548  # CGCS2000, 3-degree zone of 117 E, by meridian
# With what refers to them. Issues come last, with the divisions, so none of their history is ever lost here.
UNFINISHED = (
    "submission, patrol, segment_visit, plot_visit, photo, river, river_segment, forest_plot, forestry_work,"
    " annual_target, patrol_rule, zoning_unit, office_profile"
)
TITLE = "demo county"
Say = Callable[[str], None]


class AlreadyACounty(RuntimeError):
    """The database holds a county already; the demonstration goes into an empty one only."""


def load(say: Say, settings: Settings | None = None) -> None:
    """Generate the demonstration county and load it. `say` is told each step with its time. AlreadyACounty if any."""
    settings = settings or Settings.from_env()
    now = datetime.now(UTC)
    with db.transaction() as session:
        make_room(session)
    with helpers() as pool:
        county = _timed(say, "Demo county: land, rivers, forest", generate)
        _timed(say, "Demo county: layers and people", _stand, county, settings, now)
        away = leaves.leaves(county, (now + outings.LOCAL).date())
        planned = leaves.stood_in(outings.plan(county, now, SEED), away)
        _timed(say, f"Demo county: {len(planned)} patrols", hand_in, pool, county, planned, settings)
    _timed(say, "Demo county: patrols that nobody walked", _fake, county, planned, now, settings)
    _timed(say, "Demo county: issues, works, targets", _follow, county, settings, now)


def _timed(say: Say, what: str, step: Callable, *given):
    began = time.monotonic()
    result = step(*given)
    say(f"{what} … {time.monotonic() - began:.1f} s")
    return result


def make_room(session: Session) -> None:
    """Refuse where a county is; clear away what a load that was broken off has left."""
    if session.scalar(select(exists().where(Division.id.is_not(None)))):
        raise AlreadyACounty(
            "The database holds a county already. The demonstration goes into an empty database only: "
            "choose another folder with PATROL_DATA, or another database with DATABASE_URL."
        )
    session.execute(text(f"TRUNCATE {UNFINISHED} CASCADE"))
    session.execute(delete(Officer).where(Officer.phone == rows.PHONE))


def _stand(county: County, settings: Settings, now: datetime) -> None:
    """Everything that patrols need: people, rivers, plots, rules, duties, stations and cells."""
    today = now.astimezone(settings.timezone).date()
    with db.transaction() as session:
        open_set(session, "import", title=TITLE)
        growth.prepare_months(session, today)
        hashed = auth.hash_password(PASSWORD)
        known = set(session.scalars(select(Officer.username)))
        people = [row for row in rows.officers(county, hashed, SIGN_INS) if row["username"] not in known]
        insert(session, Officer, people)
        officers = ids(session, Officer.username, Officer.id)
        rivers = insert(session, River, rows.rivers(county), returning=(River.code, River.id))
        segments = insert(
            session, RiverSegment, rows.segments(county, rivers), returning=(RiverSegment.code, RiverSegment.id)
        )
        plots = insert(session, ForestPlot, rows.plots(county), returning=(ForestPlot.code, ForestPlot.id))
        insert(session, ZoningUnit, rows.zones(county))
        insert(session, PatrolRule, rules.rules(today))
        insert(session, PatrolRule, rules.rules_for_persons(today))
        insert(session, Assignment, rows.assignments(county, officers, segments | plots, today))
        insert(session, Leave, rules.leaves(leaves.leaves(county, today), officers, now))
        coverage.lay_stations(session, list(segments.values()), settings.coverage)
        coverage.lay_cells(session, list(plots.values()), LOCAL_ZONE, settings.coverage)
    _analyse()


def _fake(county: County, planned: list[outings.Outing], now: datetime, settings: Settings) -> None:
    with db.transaction() as session:
        fakes.hand_in(session, county, planned, now, settings)


def _follow(county: County, settings: Settings, now: datetime) -> None:
    """What came of the patrols, the year's works and targets, and, with them, the divisions and their assessment."""
    today = (now + outings.LOCAL).date()
    with db.transaction() as session:
        open_set(session, "import", title=TITLE)
        casework.open_issues(session, now, SEED)
        special_cases.publish(session)
        special_cases.happen(session, now, settings)
        plots = ids(session, ForestPlot.code, ForestPlot.id)
        owed = works.targets(county, today)
        done = works.works(county, owed, today, SEED)
        acceptance.tell(session, done + works.plans(county, owed, done, today, SEED), plots, today, SEED)
        rows.insert_targets(session, owed)
        for year, work_type in sorted({(target.year, target.work_type) for target in owed}):
            forestry.recount(session, year, work_type)
        insert(session, Division, rows.divisions(county, today))
        assessment.assess(session, COUNTY_CODE, now, settings)
    _analyse()


def _analyse() -> None:
    """Let the planner know what came in."""
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))

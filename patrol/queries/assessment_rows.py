"""What is behind each indicator of an assessment, a row each.

Every indicator is one selection with the columns subject (a township's code or an officer's id, as text), kind, ref,
name, day, numerator and denominator. A figure is the sum over a subject's rows, and the list behind the figure is
these rows; only the hundreds of thousands of patrols are summed by month beforehand (`queries.months`). Names come by
outer joins, which the database leaves out where only sums are asked.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    Row,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from patrol.access import within
from patrol.models import ForestPlot, Officer, Patrol, RiverSegment
from patrol.queries import assessment_issues as issues
from patrol.queries import duties
from patrol.queries.assessment_columns import Assessed, row, township_of
from patrol.queries.assessment_coverage import covered
from patrol.queries.demands import by_hash
from patrol.queries.duty_atoms import informed
from patrol.queries.months import outings_done


def _completion(asked: Assessed) -> Select:
    """What is owed to each object, or in person, and what of it was done: surplus of one term helps no other.

    Beside the columns of all: `of` (river, forest) and `per` (object, person), which say whose duty a row tells of.
    """
    atoms = union_all(*duties.atoms(asked.by, asked.duties)).subquery()
    subject = atoms.c.officer_id if asked.by == "officer" else township_of(atoms.c.division_code)
    river = and_(atoms.c.kind == "river", RiverSegment.id == atoms.c.object_id)
    forest = and_(atoms.c.kind == "forest", ForestPlot.id == atoms.c.object_id)
    ref = func.coalesce(RiverSegment.code, ForestPlot.code, Officer.username)
    name = func.coalesce(RiverSegment.name, ForestPlot.name, Officer.name)
    return (
        select(*row(subject, "duty", ref, name, null().cast(Date), atoms.c.credited, atoms.c.owed))
        .add_columns(atoms.c.kind.label("of"), atoms.c.per)
        .outerjoin(RiverSegment, river)
        .outerjoin(ForestPlot, forest)
        .outerjoin(Officer, Officer.id == atoms.c.officer_id)
        .where(atoms.c.owed > 0)
    )


def _patrols(asked: Assessed, numerator, denominator, *conditions) -> Select:
    subject = Patrol.officer_id if asked.by == "officer" else township_of(Patrol.division_code)
    walker = aliased(Officer)
    return (
        select(*row(subject, "patrol", Patrol.id, walker.name, Patrol.patrolled_on, numerator, denominator))
        .outerjoin(walker, walker.id == Patrol.officer_id)
        .where(Patrol.patrolled_on.between(asked.duties.first, asked.duties.last))
        .where(within(Patrol.division_code, asked.duties.code), *conditions)
    )


def _effective(asked: Assessed) -> Select:
    return _patrols(asked, cast(Patrol.effective, Integer), literal(1), Patrol.counts)


def _rejected(asked: Assessed) -> Select:
    return _patrols(asked, literal(1), literal(0), Patrol.review == "rejected")


def _reporting(asked: Assessed) -> Select:
    walked = _patrols(asked, literal(0), literal(1), Patrol.counts, Patrol.effective)
    found = issues.found_on_patrol(asked)
    both = union_all(walked, found).subquery()
    return select(both)


SELECTIONS: dict[str, Callable[[Assessed], Select]] = {
    "completion": _completion,
    "effective": _effective,
    "river_coverage": lambda asked: covered(asked, "river"),
    "forest_coverage": lambda asked: covered(asked, "forest"),
    "closing": issues.closing,
    "in_time": issues.in_time,
    "reporting": _reporting,
    "prompt": issues.prompt,
    "satisfaction": issues.satisfaction,
    "rejected": _rejected,
    "adjustment": issues.entries,
}


def _sums_of_completion(asked: Assessed) -> Select:
    """The same sums as of `_completion`, which has a row for each duty, out of the parts of these."""
    part = union_all(*duties.parts(asked.by, asked.duties)).subquery()
    subject = part.c.officer_id if asked.by == "officer" else township_of(part.c.division_code)
    nothing = null().cast(String)
    found = select(*row(subject, "duty", nothing, nothing, null().cast(Date), part.c.credited, part.c.owed))
    return found.where(or_(part.c.owed > 0, part.c.credited > 0))


def _sums_of_patrols(asked: Assessed, numerator: str, denominator: str) -> Select:
    """The same sums as of `_patrols`, which has a row for each patrol of a year, out of those of its months."""
    walked = outings_done(asked.duties.first, asked.duties.last).subquery()
    subject = walked.c.officer_id if asked.by == "officer" else township_of(walked.c.division_code)
    terms = (walked.c[name] if name else literal(0) for name in (numerator, denominator))
    nothing = null().cast(String)
    found = select(*row(subject, "patrol", nothing, nothing, null().cast(Date), *terms))
    return found.where(within(walked.c.division_code, asked.duties.code))


def _sums_of_reporting(asked: Assessed) -> Select:
    both = union_all(_sums_of_patrols(asked, "", "effective"), issues.found_on_patrol(asked)).subquery()
    return select(both)


SUMMED: dict[str, Callable[[Assessed], Select]] = {
    "completion": _sums_of_completion,
    "effective": lambda asked: _sums_of_patrols(asked, "effective", "patrols"),
    "reporting": _sums_of_reporting,
}


def figures(session: Session, indicators: list[str], asked: Assessed) -> Iterator[Row]:
    """indicator, subject, numerator and denominator of everybody, in one statement and so of one moment."""
    if not indicators:
        return iter(())
    known = asked._replace(duties=informed(session, asked.duties))
    with by_hash(session):
        return iter(session.execute(_figures(tuple(indicators), known)))


# Putting the statement of a whole table together takes as long as answering it.
@lru_cache(maxsize=64)
def _figures(indicators: tuple[str, ...], asked: Assessed) -> CompoundSelect:
    return union_all(*(summed(indicator, asked) for indicator in indicators))


def summed(indicator: str, asked: Assessed) -> Select:
    """An indicator's figures: indicator, subject, numerator, denominator."""
    rows = (SELECTIONS | SUMMED)[indicator](asked).subquery()
    return (
        select(literal(indicator).label("indicator"), rows.c.subject)
        .add_columns(func.sum(rows.c.numerator).label("numerator"), func.sum(rows.c.denominator).label("denominator"))
        .group_by(rows.c.subject)
    )


def behind(session: Session, indicator: str, subject: str, asked: Assessed, after: int, limit: int) -> list[Row]:
    """A subject's rows, the newest first, those after the first so many: kind, ref, name, day and both terms."""
    rows = SELECTIONS[indicator](asked).subquery()
    order = (rows.c.day.desc().nulls_last(), rows.c.kind, rows.c.ref)
    found = select(rows).where(rows.c.subject == subject).order_by(*order).offset(after).limit(limit)
    return list(session.execute(found))

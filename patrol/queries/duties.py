"""How many effective visits each segment or plot is owed in a period, by assignment and dated rule."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Select, and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from patrol.models import Assignment, ForestPlot, PatrolRule, RiverSegment
from patrol.rules.quotas import owed

FOREVER = date.max


def required_visits(session: Session, kind: str, object_ids: list[int], first: date, last: date) -> Mapping[int, int]:
    """Object id → visits owed between two days; objects that owe nothing are absent.

    Each assignment owes what the rule for its post asks, for the days on which both are valid. Among rules for a post
    the one of the smallest division holds.
    """
    found = defaultdict(list)
    for row in session.execute(demands(kind, first, last).where(_key(kind) == func.any(object_ids))):
        found[row.object_id].append((row.times, row.period, row.first, row.last))
    return {object_id: owed(each) for object_id, each in found.items()}


def _key(kind: str):
    return Assignment.segment_id if kind == "river" else Assignment.plot_id


def demands(kind: str, first: date, last: date) -> Select:
    """Per assignment and rule in force between two days: object_id, times, period, and the first and last day of it."""
    thing, key = aliased(RiverSegment) if kind == "river" else aliased(ForestPlot), _key(kind)
    begin = func.greatest(first, Assignment.valid_from, PatrolRule.valid_from)
    end = func.least(last, func.coalesce(Assignment.valid_to, FOREVER), func.coalesce(PatrolRule.valid_to, FOREVER))
    places = (
        thing.division_code,
        func.left(thing.division_code, 9).concat("000"),
        func.left(thing.division_code, 6).concat("000000"),
    )
    nearest = func.length(func.rtrim(PatrolRule.division_code, "0")).desc()
    return (
        select(
            key.label("object_id"),
            PatrolRule.times,
            PatrolRule.period,
            begin.label("first"),
            end.label("last"),
        )
        .ext(distinct_on(Assignment.id, begin))
        .join(thing, thing.id == key)
        .join(
            PatrolRule,
            and_(
                PatrolRule.kind == kind,
                PatrolRule.post == Assignment.post,
                PatrolRule.division_code.in_(places),
            ),
        )
        .where(begin <= end)
        .order_by(Assignment.id, begin, nearest)
    )

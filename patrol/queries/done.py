"""What was done in each term of a rule: from the sums that the database keeps, or from the patrols and visits."""

from sqlalchemy import ColumnElement, Select, and_, func, select, true

from patrol.models import Patrol, PatrolRule, PatrolTerm, PlotTerm, SegmentTerm
from patrol.queries.scoring import VISITS
from patrol.queries.terms import Told

SUMS = {"river": (SegmentTerm, SegmentTerm.segment_id), "forest": (PlotTerm, PlotTerm.plot_id)}


def visits_done(kind: str, told: Told, only: ColumnElement[bool] | None = None) -> Select:
    """Effective visits by the terms of their rules: officer_id (whose duty they do), object_id, period, begins,
    effective, counted, borne, borne_counted, each as of `models.SegmentTerm`; one row each.

    `only` is a condition on SegmentVisit or PlotVisit, for those of few objects.
    """
    sums, key = SUMS[kind]
    if told.whole and only is None:
        counts = (sums.effective, sums.counted, sums.borne, sums.borne_counted)
        found = select(sums.officer_id, key.label("object_id"), sums.period, sums.begins, *counts)
        return found.where(told.holds(sums.period, sums.begins), sums.begins.between(*told.reach))
    visit, key = VISITS[kind]
    who, borne = func.coalesce(visit.stands_in_for, visit.officer_id), visit.bearer_id.is_not(None)
    by = (who, key, PatrolRule.period, told.begins(PatrolRule.period, visit.patrolled_on))
    labels = ("officer_id", "object_id", "period", "begins")
    return (
        select(*(each.label(name) for each, name in zip(by, labels, strict=True)))
        .add_columns(func.count().label("effective"), _count(visit.counted, "counted"))
        .add_columns(_count(borne, "borne"), _count(and_(borne, visit.counted), "borne_counted"))
        .join(PatrolRule, and_(PatrolRule.id == visit.rule_id, PatrolRule.per == "object"))
        .where(visit.effective, visit.patrolled_on.between(*told.reach), true() if only is None else only)
        .where(told.holds(PatrolRule.period, visit.patrolled_on))
        .group_by(*by)
    )


def outings_done(kind: str, told: Told) -> Select:
    """Effective patrols of a kind by the terms of their officers' rules for persons: officer_id, period, begins,
    effective, counted; one row each."""
    if told.whole:
        found = select(PatrolTerm.officer_id, PatrolTerm.period, PatrolTerm.begins)
        found = found.add_columns(PatrolTerm.effective, PatrolTerm.counted)
        here = told.holds(PatrolTerm.period, PatrolTerm.begins)
        return found.where(PatrolTerm.kind == kind, here, PatrolTerm.begins.between(*told.reach))
    begins = told.begins(PatrolRule.period, Patrol.patrolled_on)
    return (
        select(Patrol.officer_id, PatrolRule.period, begins.label("begins"))
        .add_columns(func.count().label("effective"), _count(Patrol.counted, "counted"))
        .join(PatrolRule, and_(PatrolRule.id == Patrol.rule_id, PatrolRule.per == "person"))
        .where(Patrol.counts, Patrol.effective, Patrol.kind == kind, Patrol.patrolled_on.between(*told.reach))
        .where(told.holds(PatrolRule.period, Patrol.patrolled_on))
        .group_by(Patrol.officer_id, PatrolRule.period, begins)
    )


def _count(what: ColumnElement[bool], name: str):
    return func.count().filter(what).label(name)

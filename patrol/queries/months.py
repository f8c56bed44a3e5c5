"""What was done between two days: of whole months from their sums, of other periods from the patrols and visits."""

from datetime import date, timedelta

from sqlalchemy import Select, and_, func, select

from patrol.models import Patrol, PatrolMonth, PlotMonth, SegmentMonth
from patrol.rules.quotas import calendar_period

SUMS = {"river": (SegmentMonth, SegmentMonth.segment_id), "forest": (PlotMonth, PlotMonth.plot_id)}
ONE_DAY = timedelta(days=1)


def whole_months(first: date, last: date) -> list[date]:
    """The first day of each month between two days; none unless these open a month and close one."""
    months = []
    while first <= last:
        begin, end = calendar_period("month", first)
        if begin < first or end > last:
            return []
        months.append(begin)
        first = end + ONE_DAY
    return months


def month_run(first: date, last: date) -> tuple[tuple[date, date] | None, list[tuple[date, date]]]:
    """The first and the last of the whole months between two days, and the days before and after them that are no
    whole month."""
    begin, end = calendar_period("month", first)
    opening = begin if begin == first else end + ONE_DAY
    closing = calendar_period("month", last + ONE_DAY)[0]
    if opening >= closing:
        return None, [(first, last)]
    rest = [(first, opening - ONE_DAY), (closing, last)]
    return (opening, (closing - ONE_DAY).replace(day=1)), [(one, other) for one, other in rest if one <= other]


def outings_done(first: date, last: date) -> Select:
    """Patrols that were not rejected: officer_id, kind, division_code, patrols, effective, counted; parts to be
    summed."""
    months = whole_months(first, last)
    if months:
        of, counts = PatrolMonth, (PatrolMonth.patrols, PatrolMonth.effective, PatrolMonth.counted)
        return select(of.officer_id, of.kind, of.division_code, *counts).where(of.month.in_(months))
    by = (Patrol.officer_id, Patrol.kind, Patrol.division_code)
    effective = func.count().filter(Patrol.effective).label("effective")
    counted = func.count().filter(and_(Patrol.effective, Patrol.counted)).label("counted")
    found = select(*by, func.count().label("patrols"), effective, counted)
    return found.where(Patrol.counts, Patrol.patrolled_on.between(first, last)).group_by(*by)

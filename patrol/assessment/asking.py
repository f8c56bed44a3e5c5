"""Which table of assessment is asked for: a county, a period, townships or officers in a post."""

import re
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from patrol.access import COUNTY_DIGITS, Viewer, prefix_of, within
from patrol.errors import Invalid
from patrol.models import Division
from patrol.queries.assessment_columns import Assessed
from patrol.queries.duty_atoms import Asked
from patrol.rules.asked_period import days_of
from patrol.rules.assessment.indicators import OFFICER

NOBODY = 0
PERIOD = re.compile(r"\d{4}(-H[12]|-Q[1-4]|-\d{2})?", re.ASCII)


class Clock(NamedTuple):
    """The moment at which figures are taken, and where days begin."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.zone).date()


class Wanted(NamedTuple):
    """One table: a county's code, a written period, `by` township or officer, and the officers' post."""

    county: str
    period: str
    by: str
    post: str | None = None

    @property
    def days(self) -> tuple[date, date]:
        """First and last day of the period."""
        return days_of(self.period)


def wanted(
    session: Session, viewer: Viewer | None, period: str, by: str, post: str | None, division: str | None = None
) -> Wanted:
    """The table that a viewer (None: the command line) asks for; Invalid where it is not clear which."""
    check_period(period)
    if (by == OFFICER) != (post is not None):
        raise Invalid({"post": "assessment_post" if by == OFFICER else "assessment_no_post"})
    return Wanted(county_of(session, viewer, division), period, by, post)


def check_period(period: str) -> None:
    """Invalid unless it is a year, half-year, quarter or month of a county's time."""
    try:
        known = PERIOD.fullmatch(period) and 1950 <= days_of(period)[0].year <= 2200
    except ValueError:
        known = False
    if not known:
        raise Invalid({"period": "assessment_period"})


def county_of(session: Session, viewer: Viewer | None, division: str | None) -> str:
    """The county that a division lies in, or the viewer's own, or the only one they see."""
    code = division or (viewer.division_code if viewer else "0" * 12)
    if len(prefix_of(code)) >= COUNTY_DIGITS:
        return code[:COUNTY_DIGITS].ljust(12, "0")
    found = select(Division.code).where(Division.level == "county", within(Division.code, code)).limit(2)
    counties = session.scalars(found).all()
    if len(counties) != 1:
        raise Invalid({"division": "assessment_one_county"})
    return counties[0]


def assessed(asked: Wanted, indicators: list[dict[str, Any]], clock: Clock) -> Assessed:
    """What the questions of an assessment are asked with. Figures are the county's, whoever looks at them later."""
    eye = Viewer(NOBODY, "", "", "supervisor", asked.county)
    first, last = asked.days
    terms = {each["indicator"]: each["days"] for each in indicators if each.get("days") is not None}
    duties = Asked(eye, first, last, asked.county, None, asked.post)
    return Assessed(duties, asked.by, asked.period, str(clock.zone), clock.today, terms)

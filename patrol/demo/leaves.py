"""Who was away in the last two months, and who walked in their place."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from patrol.demo.county import County
from patrol.demo.outings import LOCAL, Outing

REASONS = ("年假", "病假", "外出培训", "事假")
POSTS = ("patroller", "ranger")
EVERY = 2  # in every second township, one of each of these posts
ALONE = 5  # and every fifth of them has nobody walk for them

APART = timedelta(hours=4)  # between the starts of two outings of one person


@dataclass(frozen=True)
class Away:
    """Days away, both included, and the substitute, if there is one."""

    username: str
    substitute: str | None
    first_on: date
    last_on: date
    reason: str


def leaves(county: County, today: date) -> list[Away]:
    """The leave of the county, the same for the same day."""
    since = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    found = []
    for post in POSTS:
        for number, division in enumerate(sorted({p.division_code for p in county.people if p.post == post})):
            if number % EVERY == 0:
                away, other, *_ = (p.username for p in county.people if p.post == post and p.division_code == division)
                first = since + timedelta(days=(number * 7 + len(found)) % 40)
                last = first + timedelta(days=3 + number % 7)
                substitute = None if len(found) % ALONE == ALONE - 1 else other
                found.append(Away(away, substitute, first, last, REASONS[len(found) % len(REASONS)]))
    return found


def stood_in(planned: list[Outing], away: list[Away]) -> list[Outing]:
    """The outings as they were walked: by the substitute where somebody was away, or by nobody.

    A substitute who is out already at that time does not go: nobody is in two places at once.
    """
    out: dict[str, list[datetime]] = defaultdict(list)
    for outing in planned:
        out[outing.username].append(outing.started_at)
    found = []
    for outing in planned:
        day = (outing.started_at.astimezone(UTC) + LOCAL).date()
        leave = next((a for a in away if a.username == outing.username and a.first_on <= day <= a.last_on), None)
        if leave is None:
            found.append(outing)
        elif leave.substitute and all(abs(at - outing.started_at) >= APART for at in out[leave.substitute]):
            out[leave.substitute].append(outing.started_at)
            found.append(replace(outing, username=leave.substitute))
    return found

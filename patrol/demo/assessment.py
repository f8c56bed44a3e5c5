"""The demonstration's assessments: the preset, the last quarter issued, points by hand, an appeal that was upheld."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from patrol.assessment import appeals, entries, issuing, schemes, tables
from patrol.assessment.asking import Clock, Wanted
from patrol.config import Settings
from patrol.people import viewer_named

OFFICE = "office"
WORDS = "报汛期间手机进水，有一次巡查未能上传，附村委会证明。"
ANSWER = "经查属实，按证明补记。"
PRAISE = "汛期值守表现突出，县总河长令通报表扬。"
GIVEN = 2.0


def assess(session: Session, county: str, now: datetime, settings: Settings) -> None:
    """Open the preset and issue the quarter before this one for townships and patrollers."""
    clock = Clock(now, settings.timezone)
    schemes.apply_preset(session, None, county, date(clock.today.year - 1, 1, 1), clock.today)
    period = quarter_before(clock.today)
    _praise(session, Wanted(county, period, "township"), clock)
    for asked in (Wanted(county, period, "township"), Wanted(county, period, "officer", "patroller")):
        issuing.issue(session, viewer_named(session, OFFICE), asked, clock)
    _appeal(session, Wanted(county, period, "officer", "patroller"), clock)


def quarter_before(today: date) -> str:
    """The quarter that ended last, as an address has it."""
    last = date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
    return f"{last.year}-Q{last.month // 3}"


def _praise(session: Session, asked: Wanted, clock: Clock) -> None:
    township = tables.subjects(session, asked)[0]["key"]
    entry = {"division": asked.county, "period": asked.period, "subject": asked.by, "subject_key": township}
    points = {"kind": "points", "numerator": GIVEN, "denominator": 0.0, "reason": PRAISE}
    entries.enter(session, viewer_named(session, OFFICE), entry | points, clock)


def _appeal(session: Session, asked: Wanted, clock: Clock) -> None:
    """One of those in the middle appeals their completion rate, and is given half of what was missing."""
    rows = tables.table(session, None, asked, clock)["items"]
    row = rows[len(rows) // 2]
    line = next(line for line in row["lines"] if line["indicator"] == "completion")
    if not line["points"] < line["applied_weight"]:
        return
    words = {"indicator": "completion", "words": WORDS}
    number = appeals.appeal(session, viewer_named(session, row["key"]), asked, row["key"], words, clock)
    points = round((line["points"] + line["applied_weight"]) / 2, 2)
    decision = {"decision": "upheld", "points": points, "words": ANSWER}
    appeals.decide(session, viewer_named(session, OFFICE), number, decision, clock)

"""The county's patrol rules over the years, and its leave, as rows of the tables."""

from datetime import date, datetime, timedelta

from patrol.demo.divisions import COUNTY_CODE
from patrol.demo.leaves import Away
from patrol.presets.reading import presets

# post, kind, times, period, minutes, metres, share of the own object, where it was seen in force
RULES = (
    ("patroller", "river", 2, "month", 20, 1_000, 0.2, "县级巡河员制度"),
    ("village_chief", "river", 1, "month", 10, 300, 0.2, "县级河长巡河制度"),
    ("township_chief", "river", 1, "month", 20, 1_000, 0.0, "县级河长巡河制度"),
    ("county_chief", "river", 1, "quarter", 20, 1_000, 0.0, "县级河长巡河制度"),
    ("ranger", "forest", 1, "month", 60, 3_000, 0.0, "公益林护林员管理办法"),
)
BEFORE = ("quarter", 0.0)  # the lighter rule before: once a quarter, any share
STRICTER = COUNTY_CODE[:6] + "101000"  # the township with a rule of its own since this month
RANGERS = "taojiang-forest"  # the preset that says how often rangers go out in person


def rules(today: date) -> list[dict]:
    """The rules for segments and plots: since last month as above, more lightly before, one township's own."""
    since = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    found = []
    for post, kind, times, period, minutes, metres, share, source in RULES:
        common = {
            "division_code": COUNTY_CODE,
            "post": post,
            "kind": kind,
            "min_duration_s": minutes * 60,
            "min_distance_m": metres,
            "distinct_days": False,
            "source": source,
        }
        now = {"times": times, "period": period, "min_own_share": share, "valid_from": since, "valid_to": None}
        before = {"times": 1, "period": BEFORE[0], "min_own_share": BEFORE[1], "valid_from": two_years_before(today)}
        found += [common | now, common | before | {"valid_to": since - timedelta(days=1)}]
    own = {"division_code": STRICTER, "distinct_days": True, "source": "乡镇巡河员管理办法"}
    return [*found, found[0] | own | {"times": found[0]["times"] + 1, "valid_from": today.replace(day=1)}]


def rules_for_persons(today: date) -> list[dict]:
    """What rangers owe in person, as a county has published it."""
    published = presets()[RANGERS]
    place = {"division_code": COUNTY_CODE, "valid_from": two_years_before(today), "source": published.source}
    return [rule | place for rule in published.rules if rule["post"] == "ranger"]


def leaves(away: list[Away], officer_ids: dict[str, int], now: datetime) -> list[dict]:
    """Leave, approved by the county's office."""
    return [
        {
            "officer_id": officer_ids[leave.username],
            "substitute_id": officer_ids[leave.substitute] if leave.substitute else None,
            "first_on": leave.first_on,
            "last_on": leave.last_on,
            "reason": leave.reason,
            "asked_by": officer_ids[leave.username],
            "approved_by": officer_ids["office"],
            "approved_at": now,
        }
        for leave in away
    ]


def two_years_before(today: date) -> date:
    """The day on which what holds in the county began."""
    return date(today.year - 2, 1, 1)

"""Annual targets in mu, and the season curves that say how much of a year should be done by when."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import isclose
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol import auditing
from patrol.access import Viewer
from patrol.errors import Conflict, Forbidden, Invalid
from patrol.models import AnnualTarget, SeasonCurve
from patrol.models.forestry import WORK_TYPES
from patrol.people import check_division
from patrol.queries import targets as questions
from patrol.queries.divisions import is_within
from patrol.rules.areas import mu, square_metres

EVERYWHERE = "000000000000"
MONTHS = 12


def check_year(year: int, field: str = "year") -> None:
    """Invalid unless a county could plan for that year."""
    if not 1950 <= year <= 2200:
        raise Invalid({field: "year_range"})


def check_work_type(work_type: str) -> None:
    """Invalid unless it is a type of work."""
    if work_type not in WORK_TYPES:
        raise Invalid({"work_type": ("not_one_of", {"choices": "、".join(WORK_TYPES)})})


def set_target(session: Session, year: int, division: str, work_type: str, area_mu: float) -> None:
    """Enter or change a division's target for a year, in mu; Invalid names what cannot be."""
    check_year(year)
    check_work_type(work_type)
    if not 0 <= area_mu < 1e9:
        raise Invalid({"mu": ("range", {"min": 0, "max": 1_000_000_000})})
    check_division(session, division)
    row = insert(AnnualTarget).values(
        year=year, division_code=division, work_type=work_type, area_m2=square_metres(area_mu)
    )
    session.execute(
        row.on_conflict_do_update(
            index_elements=["year", "division_code", "work_type"], set_={"area_m2": row.excluded.area_m2}
        )
    )


def may_enter(viewer: Viewer) -> None:
    """Forbidden for whoever does not keep the county's rules."""
    if not viewer.keeps_rules:
        raise Forbidden("target_not_your_post")


def enter_targets(session: Session, viewer: Viewer, year: int, items: Sequence[dict[str, Any]]) -> int:
    """Change targets of a year together; how many. `items`: division, work_type, mu (None takes it back), was_mu.

    Forbidden by post; Invalid by field; Conflict where a target is no longer what the caller saw (`was_mu`): somebody
    else was at it, and nothing is changed.
    """
    may_enter(viewer)
    check_year(year)
    held = questions.entered(session, year, viewer, lock=True)
    for at, item in enumerate(items):
        if not is_within(session, item["division"], viewer):
            raise Invalid({f"items.{at}.division": ("division_outside", {"code": item["division"]})})
        now_m2 = held.get((item["division"], item["work_type"]))
        if not _same(now_m2, item["was_mu"]):
            said = "–" if now_m2 is None else f"{mu(now_m2):g}"
            raise Conflict("target_changed", {f"items.{at}.mu": ("target_now", {"mu": said})})
    for item in items:
        if item["mu"] is None:
            questions.take_back(session, year, item["division"], item["work_type"])
        else:
            set_target(session, year, item["division"], item["work_type"], item["mu"])
        told = {"year": year} | {name: item[name] for name in ("work_type", "mu", "was_mu")}
        auditing.keep(session, viewer, "target_set", item["division"], told)
    return len(items)


def _same(area_m2: float | None, said_mu: float | None) -> bool:
    if area_m2 is None or said_mu is None:
        return area_m2 is said_mu
    return isclose(mu(area_m2), said_mu, rel_tol=1e-9, abs_tol=1e-6)


def set_season(
    session: Session,
    work_type: str,
    percents: Sequence[float],
    *,
    division: str = EVERYWHERE,
    valid_from: date,
    source: str | None = None,
) -> None:
    """Let a type of work follow a curve: per cent of the year done by the end of each month, the last of them 100.

    It holds for the years that begin on `valid_from` or later; those before keep theirs. Invalid names what cannot be.
    """
    check_work_type(work_type)
    if division != EVERYWHERE:
        check_division(session, division)
    rising = all(0 <= early <= late for early, late in pairwise([0, *percents]))
    if len(percents) != MONTHS or not rising or percents[-1] != 100:
        raise Invalid({"shares": "season_shares"})
    row = insert(SeasonCurve).values(
        work_type=work_type,
        division_code=division,
        valid_from=valid_from,
        shares=[percent / 100 for percent in percents],
        source=source,
    )
    start = ["division_code", "work_type", "valid_from"]
    changed = {"shares": row.excluded.shares, "source": row.excluded.source}
    session.execute(row.on_conflict_do_update(index_elements=start, set_=changed))

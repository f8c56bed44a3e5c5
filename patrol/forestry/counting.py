"""What was counted on sample plots, and the conclusion that follows from it by the scheme."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Row, update
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import Conflict, Forbidden, Invalid, NotFound
from patrol.intake import point_ewkt
from patrol.models import AcceptanceScheme, ForestryWork, Inspection, SamplePlot
from patrol.queries import inspections as questions
from patrol.queries import works as work_questions
from patrol.rules.acceptance import MEASURES, Bands, Count, criteria_of, quality_rate, stand_rate
from patrol.rules.areas import mu, square_metres
from patrol.rules.encoding import check_position
from patrol.rules.forestry_steps import TIER_POSTS

# A phone under trees errs by some ten metres; a plot farther outside was counted elsewhere.
REACH_OUTSIDE_M = 30.0
MOST_OVER_MEASURED = 1.05


def count_plots(
    session: Session, viewer: Viewer, work_id: int, inspection_id: int, counted: Sequence[dict[str, Any]], now: datetime
) -> None:
    """Enter what was counted: for each plot its number, planted and alive, or measures, and the position there.

    A plot may be counted again until the inspection is concluded. Invalid names plots.N.FIELD; Forbidden for whoever
    carried out or reported the work in the round that is inspected, as for its conclusion.
    """
    _work, inspection = _open(session, viewer, work_id, inspection_id)
    scheme = session.get_one(AcceptanceScheme, inspection.scheme_id)
    known = {plot.number for plot in questions.plots(session, [inspection.id])}
    wrong = _counted_twice(counted)
    for at, plot in enumerate(counted):
        said = _complaints(plot, known, bool(scheme.criteria)) | _misplaced(session, work_id, plot, f"plots.{at}.")
        wrong |= {f"plots.{at}.{field}": why for field, why in said.items()}
    if wrong:
        raise Invalid(wrong)
    for plot in counted:
        session.execute(
            update(SamplePlot)
            .where(SamplePlot.inspection_id == inspection.id, SamplePlot.number == plot["number"])
            .values(
                planted=plot.get("planted"),
                alive=plot.get("alive"),
                measures=plot.get("measures") or {},
                found_geom=point_ewkt(plot.get("position")),
                counted_by=viewer.officer_id,
                counted_at=now,
            )
        )


def _counted_twice(counted: Sequence[dict[str, Any]]) -> dict[str, object]:
    """A plot that a body holds more than once: which of the counts holds, nobody could say."""
    first: dict[int, int] = {}
    wrong: dict[str, object] = {}
    for at, plot in enumerate(counted):
        earlier = first.setdefault(plot["number"], at)
        if earlier != at:
            wrong[f"plots.{at}.number"] = ("inspection_plot_twice", {"number": plot["number"]})
    return wrong


def _open(session: Session, viewer: Viewer, work_id: int, inspection_id: int) -> tuple[ForestryWork, Inspection]:
    """A work and its inspection that this viewer may still fill in; nobody inspects what they did themselves."""
    work = work_questions.locked(session, viewer, work_id)
    inspection = questions.one(session, work_id, inspection_id) if work else None
    if work is None or inspection is None:
        raise NotFound
    if viewer.post not in TIER_POSTS[inspection.tier]:
        raise Forbidden("work_not_your_post", {"tier": "work_not_your_tier"})
    if viewer.officer_id in work_questions.reporters(session, work.id, inspection.round):
        raise Forbidden("work_own_work", {"tier": "work_own_work"})
    if inspection.concluded_at is not None:
        raise Conflict("inspection_concluded", {"inspection": "inspection_concluded"})
    return work, inspection


def _complaints(plot: dict[str, Any], known: set[int], measured: bool) -> dict[str, object]:
    wrong: dict[str, object] = {}
    if plot["number"] not in known:
        return {"number": ("inspection_no_plot", {"most": len(known)})}
    planted, alive = plot.get("planted"), plot.get("alive")
    if measured:
        wrong |= {} if plot.get("measures") else {"measures": "inspection_needs_measures"}
    elif planted is None or alive is None:
        wrong["planted" if planted is None else "alive"] = "required"
    elif alive > planted:
        wrong["alive"] = ("inspection_more_alive", {"alive": alive, "planted": planted})
    for code, value in (plot.get("measures") or {}).items():
        if code not in MEASURES:
            wrong[f"measures.{code}"] = ("not_one_of", {"choices": "、".join(MEASURES)})
        elif not 0 <= value <= MEASURES[code][2]:
            wrong[f"measures.{code}"] = ("range", {"min": 0, "max": MEASURES[code][2]})
    return wrong


def _misplaced(session: Session, work_id: int, plot: dict[str, Any], where: str) -> dict[str, object]:
    """What is wrong with where a plot was counted: it must lie in the work, or as near as a phone can tell."""
    position = plot.get("position")
    if not position:
        return {}
    check_position(position["lon"], position["lat"], f"{where}position")
    metres = questions.metres_outside_work(session, work_id, position["lon"], position["lat"])
    return {"position": ("inspection_plot_outside", {"metres": round(metres)})} if metres > REACH_OUTSIDE_M else {}


def conclude(
    session: Session, viewer: Viewer, work_id: int, inspection_id: int, data: dict[str, Any], now: datetime
) -> None:
    """Conclude an inspection: `data` says verified_area_mu, unverified_reason, opinion; rate and verdict follow.

    Invalid where plots are uncounted or areas cannot be; Conflict when it was concluded before.
    """
    work, inspection = _open(session, viewer, work_id, inspection_id)
    scheme = session.get_one(AcceptanceScheme, inspection.scheme_id)
    plots = questions.plots(session, [inspection.id])
    left = [plot.number for plot in plots if plot.counted_at is None]
    if left:
        raise Invalid({"plots": ("inspection_uncounted", {"numbers": "、".join(map(str, left[:20]))})})
    rate = rate_of(plots, scheme)
    if rate is None:
        raise Invalid({"plots": "inspection_nothing_planted"})
    inspection.verified_area_m2 = _verified(work, data)
    inspection.unverified_reason = data.get("unverified_reason")
    inspection.rate = float(rate)
    inspection.verdict = bands_of(scheme).verdict(rate)
    inspection.opinion = data.get("opinion") or ""
    inspection.concluded_by, inspection.concluded_at = viewer.officer_id, now
    session.flush()


def _verified(work: ForestryWork, data: dict[str, Any]) -> float:
    """The area that is really there: not above the reported or the polygon's; less than reported needs a reason."""
    verified = square_metres(data["verified_area_mu"])
    largest = min(work.reported_area_m2, (work.measured_area_m2 or 0.0) * MOST_OVER_MEASURED)
    if verified > largest + 0.001:
        raise Invalid({"verified_area_mu": ("inspection_over", {"most": f"{mu(largest):.2f}"})})
    short = verified < work.reported_area_m2 - 0.001
    if short and not (data.get("unverified_reason") or "").strip():
        missing = f"{mu(work.reported_area_m2 - verified):.2f}"
        raise Invalid({"unverified_reason": ("inspection_needs_reason", {"missing": missing})})
    return verified


def rate_of(plots: Sequence[Row], scheme: AcceptanceScheme) -> Fraction | None:
    """The rate that counted plots come to under a scheme: stems that live, or plots that meet the criteria."""
    if scheme.criteria:
        return quality_rate([plot.measures for plot in plots], criteria_of(scheme.criteria))
    return stand_rate(Count(plot.planted, plot.alive) for plot in plots)


def bands_of(scheme: AcceptanceScheme) -> Bands:
    """The cuts of a scheme."""
    return Bands(scheme.qualified_from, scheme.replant_from, scheme.replant_includes)

"""Acceptance schemes 验收方案 as dated data: presets, and what a county enters of its own."""

from datetime import date
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol import auditing
from patrol.access import Viewer
from patrol.errors import Conflict, Forbidden, Invalid
from patrol.forestry.targets import EVERYWHERE, check_work_type
from patrol.models import AcceptanceScheme
from patrol.people import check_division
from patrol.rules.acceptance import KINDS, MEASURES, Bands
from patrol.rules.sampling import LEAST_PLOTS, NATIONAL

SETTERS = frozenset({"office", "admin"})
PRESETS = {
    "85/41": Bands(0.85, 0.41),
    "90/40": Bands(0.9, 0.4, replant_includes=False),
    "80/41": Bands(0.8, 0.41),
}
"""≥ 85 % qualified, 41–84 % to be replanted, less failed; the stricter ≥ 90 %, ≤ 40 % failed; preservation ≥ 80 %."""


def set_scheme(session: Session, data: dict[str, Any]) -> int:
    """Enter a scheme that holds from a day on; returns its id.

    `data`: division, work_type, kind, preset or qualified_from, replant_from and replant_includes, criteria, name,
    verified_by, valid_from, source. What was judged before keeps its scheme. Invalid by field; Conflict where one
    begins that day.
    """
    check_work_type(data["work_type"])
    if data["kind"] not in KINDS:
        raise Invalid({"kind": ("not_one_of", {"choices": "、".join(KINDS)})})
    division = data.get("division") or EVERYWHERE
    if division != EVERYWHERE:
        check_division(session, division)
    bands, criteria = _bands(data), data.get("criteria") or []
    for at, criterion in enumerate(criteria):
        if criterion.get("code") not in MEASURES:
            raise Invalid({f"criteria.{at}.code": ("not_one_of", {"choices": "、".join(MEASURES)})})
    row = {
        "division_code": division,
        "work_type": data["work_type"],
        "kind": data["kind"],
        "name": data.get("name") or f"{bands.qualified_from:.0%}/{bands.replant_from:.0%}",
        "qualified_from": bands.qualified_from,
        "replant_from": bands.replant_from,
        "replant_includes": bands.replant_includes,
        "criteria": criteria,
        "classes": [list(each) for each in NATIONAL],
        "least_plots": LEAST_PLOTS,
        "verified_by": data.get("verified_by") or "county",
        "valid_from": data["valid_from"],
        "source": data.get("source"),
    }
    made = insert(AcceptanceScheme).values(row).on_conflict_do_nothing().returning(AcceptanceScheme.id)
    scheme_id = session.scalar(made)
    if scheme_id is None:
        raise Conflict("scheme_begins_already", {"valid_from": "scheme_begins_already"})
    return scheme_id


def may_enter(viewer: Viewer) -> None:
    """Forbidden to others than an office and the administrator."""
    if viewer.post not in SETTERS:
        raise Forbidden("work_not_your_post", {"action": "work_not_your_post"})


def enter_scheme(session: Session, viewer: Viewer, data: dict[str, Any], today: date) -> int:
    """`set_scheme` by somebody: the office for its own division, from today on; the past keeps its schemes."""
    may_enter(viewer)
    division = data.get("division") or viewer.division_code
    if not division.startswith(viewer.prefix):
        raise Forbidden("scheme_elsewhere", {"division": "scheme_elsewhere"})
    if data["valid_from"] < today:
        raise Invalid({"valid_from": ("issue_due_past", {"today": today.isoformat()})})
    scheme_id = set_scheme(session, data | {"division": division})
    told = {"id": scheme_id, "work_type": data["work_type"], "kind": data["kind"]}
    from_day = {"from": data["valid_from"].isoformat()}
    auditing.keep(session, viewer, "acceptance_scheme_set", division, told | from_day)
    return scheme_id


def _bands(data: dict[str, Any]) -> Bands:
    preset = data.get("preset")
    if preset is not None:
        if preset not in PRESETS:
            raise Invalid({"preset": ("not_one_of", {"choices": "、".join(PRESETS)})})
        return PRESETS[preset]
    for field in ("qualified_from", "replant_from"):
        if data.get(field) is None:
            raise Invalid({field: "required"})
    if not 0 <= data["replant_from"] <= data["qualified_from"] <= 1:
        raise Invalid({"replant_from": "scheme_bands"})
    return Bands(data["qualified_from"], data["replant_from"], data.get("replant_includes") is not False)

"""Which patrol rule holds."""

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from patrol.models import PatrolRule


def rule_in_force(session: Session, post: str, kind: str, division_code: str, on: date) -> PatrolRule | None:
    """The rule for a post on a day: the one of the smallest division that holds `division_code`."""
    stem = func.rtrim(PatrolRule.division_code, "0")
    return session.scalar(
        select(PatrolRule)
        .where(
            PatrolRule.post == post,
            PatrolRule.kind == kind,
            PatrolRule.valid_from <= on,
            or_(PatrolRule.valid_to.is_(None), PatrolRule.valid_to >= on),
            PatrolRule.division_code.in_({division_code, division_code[:9] + "000", division_code[:6] + "000000"}),
        )
        .order_by(func.length(stem).desc(), PatrolRule.valid_from.desc())
        .limit(1)
    )

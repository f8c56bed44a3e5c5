"""Patrol rules 巡查制度: quota and effectiveness as dated data."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form
from patrol.models.officers import POST_LIST

PERIODS = ("day", "week", "ten_days", "month", "quarter", "half_year", "year")
PERIOD_LIST = ", ".join(f"'{period}'" for period in PERIODS)


class PatrolRule(Base):
    """How often a post must walk each object it answers for, and what makes a patrol effective (有效巡查).

    The rule with the longest matching division prefix that is valid on the day holds.
    """

    __tablename__ = "patrol_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    post: Mapped[str]
    kind: Mapped[str]
    times: Mapped[int]
    period: Mapped[str]
    min_duration_s: Mapped[float] = mapped_column(server_default="0")
    min_distance_m: Mapped[float] = mapped_column(server_default="0")
    min_own_share: Mapped[float] = mapped_column(server_default="0")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str | None]

    __table_args__ = (
        CheckConstraint(f"post IN ({POST_LIST})", name="post"),
        CheckConstraint("kind IN ('river', 'forest')", name="kind"),
        CheckConstraint(f"period IN ({PERIOD_LIST})", name="period"),
        CheckConstraint("times >= 0", name="times"),
        CheckConstraint("min_duration_s >= 0 AND min_distance_m >= 0", name="minimums"),
        CheckConstraint("min_own_share BETWEEN 0 AND 1", name="min_own_share"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
        division_form(),
        Index("uq_patrol_rule_start", "division_code", "post", "kind", "valid_from", unique=True),
    )

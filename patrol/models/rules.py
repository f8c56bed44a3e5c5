"""Patrol rules 巡查制度: quota and effectiveness as dated data."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form
from patrol.models.officers import POST_LIST
from patrol.rules.quotas import PERIODS

PERIOD_LIST = ", ".join(f"'{period}'" for period in PERIODS)
# Month and day as one number: 1001 is 1 October.
SEASON_DAY = "{0} IS NULL OR ({0} / 100 BETWEEN 1 AND 12 AND {0} % 100 BETWEEN 1 AND 31)"


class PatrolRule(Base):
    """How often a post must go, and what makes a patrol effective (有效巡查).

    `per` object: each segment or plot that somebody in this post answers for must be walked so often. `per` person:
    each officer in this post must go out so often. On any day one rule of each kind holds for a post at a place: that
    of the smallest division; in it one for the object's class rather than one for all, one with a season rather than
    one without, and the newest.

    A rule that has been in force is never edited: it ends (`valid_to`) and another begins. One that is entered late
    counts from the day it was entered (`counts_from`) until a rescoring lets it count from an earlier one.

    `inside_own`: the metres and minutes are those walked inside the segments or plots one answers for.
    """

    __tablename__ = "patrol_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    post: Mapped[str]
    kind: Mapped[str]
    per: Mapped[str] = mapped_column(server_default="object")
    object_class: Mapped[str | None]
    season_from: Mapped[int | None]
    season_to: Mapped[int | None]
    times: Mapped[int]
    period: Mapped[str]
    min_duration_s: Mapped[float] = mapped_column(server_default="0")
    min_distance_m: Mapped[float] = mapped_column(server_default="0")
    min_own_share: Mapped[float] = mapped_column(server_default="0")
    inside_own: Mapped[bool] = mapped_column(server_default="false")
    distinct_days: Mapped[bool] = mapped_column(server_default="false")
    cool_down_s: Mapped[float] = mapped_column(server_default="0")
    deputies_allowed: Mapped[bool] = mapped_column(server_default="true")
    drones_allowed: Mapped[bool] = mapped_column(server_default="true")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    counts_from: Mapped[date | None]
    source: Mapped[str | None]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"))
    entered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (
        CheckConstraint(f"post IN ({POST_LIST})", name="post"),
        CheckConstraint("kind IN ('river', 'forest')", name="kind"),
        CheckConstraint("per IN ('object', 'person')", name="per"),
        CheckConstraint("per = 'object' OR object_class IS NULL", name="person_class"),
        CheckConstraint(f"period IN ({PERIOD_LIST})", name="period"),
        CheckConstraint("times >= 0", name="times"),
        CheckConstraint("min_duration_s >= 0 AND min_distance_m >= 0 AND cool_down_s >= 0", name="minimums"),
        CheckConstraint("min_own_share BETWEEN 0 AND 1", name="min_own_share"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
        CheckConstraint("counts_from IS NULL OR counts_from >= valid_from", name="counts_from"),
        CheckConstraint("(season_from IS NULL) = (season_to IS NULL)", name="season"),
        CheckConstraint(SEASON_DAY.format("season_from"), name="season_from"),
        CheckConstraint(SEASON_DAY.format("season_to"), name="season_to"),
        division_form(),
        Index(
            "uq_patrol_rule_start",
            "division_code",
            "post",
            "kind",
            "per",
            "object_class",
            "season_from",
            "season_to",
            "valid_from",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )

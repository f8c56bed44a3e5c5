"""How long each step of an issue may take, the days that offices do not work, and what lateness leads to."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form
from patrol.models.issues import words
from patrol.rules.casework import STATES
from patrol.rules.clocks import LEVELS, SEVERITIES, UNITS

CHIEFS_UPWARDS = ("village_chief", "township_chief", "county_chief")


class StepClock(Base):
    """办理时限: how long an issue of a severity may stay in a state.

    The clock of the smallest division that is valid on the day holds, and one for the severity before one for all
    (`severity` empty).
    """

    __tablename__ = "step_clock"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    state: Mapped[str]
    severity: Mapped[str] = mapped_column(server_default="")
    amount: Mapped[int]
    unit: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str | None]

    __table_args__ = (
        words("state", STATES),
        words("severity", ("", *SEVERITIES)),
        words("unit", UNITS),
        CheckConstraint("amount BETWEEN 1 AND 3650", name="amount"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
        division_form(),
        Index("uq_step_clock_start", "division_code", "state", "severity", "valid_from", unique=True),
    )


class Holiday(Base):
    """A day that differs from the ordinary week: a holiday, or (`worked`) a weekend day that is worked instead 调休."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    worked: Mapped[bool] = mapped_column(server_default="false")
    name: Mapped[str] = mapped_column(server_default="")


class EscalationRule(Base):
    """After how many working days of lateness an issue comes to a level, and the lowest chief whom it then goes to."""

    __tablename__ = "escalation_rule"

    division_code: Mapped[str] = division_code(primary_key=True)
    level: Mapped[str] = mapped_column(primary_key=True)
    late_days: Mapped[int]
    post: Mapped[str]

    __table_args__ = (
        words("level", LEVELS),
        words("post", CHIEFS_UPWARDS),
        CheckConstraint("late_days BETWEEN 0 AND 3650", name="late_days"),
        division_form(),
    )


class IssueEscalation(Base):
    """A level that an issue has come to for one deadline: once, whoever looks and however often."""

    __tablename__ = "issue_escalation"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    level: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        words("level", LEVELS),
        words("state", STATES),
        Index("ix_issue_escalation_officer_id", "officer_id"),
    )

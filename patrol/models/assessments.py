"""Assessment 考核: schemes as dated data, entries by hand, issued tables that never move, appeals and decisions."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Identity, Index, Numeric, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form
from patrol.models.issues import words
from patrol.models.officers import POSTS
from patrol.rules.assessment.indicators import SUBJECTS

ENTRIES = ("points", "survey")
DECISIONS = ("upheld", "dismissed")
EXACT = Numeric(18, 4)


class AssessmentScheme(Base):
    """考核办法: what townships, or officers in a post, of a county are assessed by, and between which days.

    The one in force on the first day of a period holds for all of it. `indicators` is a list of {indicator, weight,
    form, …} as `rules.assessment.forms` reads them; weights add up to `full_score`. Who was in post for fewer than
    `least_days` of a period is shown without a rank. Never edited once in force: it ends and another begins.
    """

    __tablename__ = "assessment_scheme"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    subject: Mapped[str]
    post: Mapped[str | None]
    name: Mapped[str]
    full_score: Mapped[float]
    indicators: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    least_days: Mapped[int] = mapped_column(server_default="0")
    appeal_days: Mapped[int] = mapped_column(server_default="7")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"))
    entered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (
        words("subject", SUBJECTS),
        words("post", POSTS),
        CheckConstraint("(subject = 'officer') = (post IS NOT NULL)", name="post_of_officers"),
        CheckConstraint("full_score > 0 AND full_score < 'Infinity'", name="full_score"),
        CheckConstraint("least_days BETWEEN 0 AND 366 AND appeal_days BETWEEN 0 AND 366", name="days"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
        division_form(),
        Index(
            "uq_assessment_scheme_start",
            "division_code",
            "subject",
            "post",
            "valid_from",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )


class AssessmentEntry(Base):
    """What is entered by hand for a subject and a period, never changed: points (加减分), or a survey's outcome.

    Points are in `numerator`, below 0 when taken off; a mistake is withdrawn and entered anew. Of a survey,
    `numerator` of `denominator` answers were content. `subject_key` is a township's code or an officer's user name.
    """

    __tablename__ = "assessment_entry"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    division_code: Mapped[str] = division_code()
    period: Mapped[str]
    subject: Mapped[str]
    subject_key: Mapped[str]
    kind: Mapped[str]
    numerator: Mapped[Decimal] = mapped_column(EXACT)
    denominator: Mapped[Decimal] = mapped_column(EXACT, server_default="0")
    reason: Mapped[str]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    entered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        words("subject", SUBJECTS),
        words("kind", ENTRIES),
        CheckConstraint("kind = 'points' OR (numerator >= 0 AND denominator >= numerator)", name="survey"),
        division_form(),
        Index("ix_assessment_entry_division_code_period", "division_code", "period"),
    )


class WithdrawnEntry(Base):
    """An entry by hand that was a mistake: why, by whom and when it was withdrawn. It stays and counts no more."""

    __tablename__ = "withdrawn_entry"

    entry_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("assessment_entry.id"), primary_key=True)
    words: Mapped[str]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    withdrawn_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class IssuedAssessment(Base):
    """A table of a county that has been issued (印发): the scheme as it was, and the moment its figures stood on."""

    __tablename__ = "issued_assessment"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    period: Mapped[str]
    subject: Mapped[str]
    post: Mapped[str | None]
    scheme: Mapped[dict[str, Any]] = mapped_column(JSONB)
    first_on: Mapped[date]
    last_on: Mapped[date]
    data_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    appeal_until: Mapped[date]
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))

    __table_args__ = (
        words("subject", SUBJECTS),
        words("post", POSTS),
        CheckConstraint("(subject = 'officer') = (post IS NOT NULL)", name="post_of_officers"),
        division_form(),
        Index(
            "uq_issued_assessment_table",
            "division_code",
            "period",
            "subject",
            "post",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )


class IssuedScore(Base):
    """One row of an issued table; `lines` are its indicators as the API gives them."""

    __tablename__ = "issued_score"

    issued_id: Mapped[int] = mapped_column(ForeignKey("issued_assessment.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    name: Mapped[str]
    division_code: Mapped[str] = division_code()
    days: Mapped[int | None]
    leave_days: Mapped[int | None]
    rank: Mapped[int | None]
    score: Mapped[Decimal | None] = mapped_column(EXACT)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)

    __table_args__ = (division_form(), Index("ix_issued_score_division_code", "division_code"))


class AssessmentAppeal(Base):
    """申诉: words against one indicator of an issued score. Never changed; a decision follows it."""

    __tablename__ = "assessment_appeal"

    id: Mapped[int] = mapped_column(primary_key=True)
    issued_id: Mapped[int] = mapped_column(ForeignKey("issued_assessment.id"))
    key: Mapped[str]
    indicator: Mapped[str]
    words: Mapped[str]
    appealed_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    appealed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("uq_assessment_appeal_indicator", "issued_id", "key", "indicator", unique=True),)


class AppealDecision(Base):
    """What the county's office decided on an appeal: the points before and after, both kept."""

    __tablename__ = "appeal_decision"

    appeal_id: Mapped[int] = mapped_column(ForeignKey("assessment_appeal.id"), primary_key=True, autoincrement=False)
    decision: Mapped[str]
    words: Mapped[str]
    points_before: Mapped[Decimal] = mapped_column(EXACT)
    points_after: Mapped[Decimal] = mapped_column(EXACT)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        words("decision", DECISIONS),
        CheckConstraint("decision = 'upheld' OR points_after = points_before", name="dismissed"),
    )

"""The catalogue of problems 问题类别 as dated data: every change is one more row, none is ever rewritten."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form
from patrol.models.issues import words
from patrol.rules.clocks import SEVERITIES


class IssueCategory(Base):
    """A category as it stands from a day on, in a division and all inside it.

    Of a category's rows that are valid on a day, the one of the smallest division and then the latest holds; it is
    offered only while `in_use`. `code` is its Chinese word. `severity` is what an issue is taken to be when nobody
    says otherwise; from `major_from_m2` and `critical_from_m2` on, its area says so instead.
    """

    __tablename__ = "issue_category"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    kind: Mapped[str]
    code: Mapped[str]
    en: Mapped[str]
    group: Mapped[str]
    group_en: Mapped[str]
    problem: Mapped[bool] = mapped_column(server_default="true")
    in_use: Mapped[bool] = mapped_column(server_default="true")
    severity: Mapped[str] = mapped_column(server_default="minor")
    major_from_m2: Mapped[float | None]
    critical_from_m2: Mapped[float | None]
    rank: Mapped[int] = mapped_column(server_default="1000")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    source: Mapped[str | None]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    entered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (
        CheckConstraint("kind IN ('river', 'forest')", name="kind"),
        words("severity", SEVERITIES),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
        CheckConstraint("major_from_m2 >= 0 AND critical_from_m2 >= major_from_m2", name="areas"),
        division_form(),
        Index("uq_issue_category_start", "division_code", "kind", "code", "valid_from", unique=True),
    )

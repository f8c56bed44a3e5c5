"""Leave 请假 and substitution 代巡."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base


class Leave(Base):
    """Days on which an officer is away, both included, and who walks in their place, if anybody.

    Only what is approved and not withdrawn counts. A row is never deleted: a withdrawn leave stays to be seen.
    """

    __tablename__ = "leave"

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    first_on: Mapped[date]
    last_on: Mapped[date]
    reason: Mapped[str]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"))
    approved_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="days"),
        CheckConstraint("substitute_id <> officer_id", name="substitute"),
        Index("ix_leave_officer_id_first_on", "officer_id", "first_on"),
        Index("ix_leave_substitute_id_first_on", "substitute_id", "first_on"),
    )

"""What the public reports at signboards, and, apart from it, how a reporter can be called back."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base


class PublicReport(Base):
    """A report from a signboard that became an issue; `token` is the number by which anybody may follow it.

    `positioned` says whether the reporter's position came with it; without one the issue lies on its object's middle.
    """

    __tablename__ = "public_report"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True, autoincrement=False)
    token: Mapped[str] = mapped_column(String(12, collation="C"), unique=True)
    place: Mapped[str] = mapped_column(server_default="")
    positioned: Mapped[bool]
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PublicReporter(Base):
    """The telephone of who reported, where it was given: for the handling office alone."""

    __tablename__ = "public_reporter"

    issue_id: Mapped[int] = mapped_column(ForeignKey("public_report.issue_id"), primary_key=True, autoincrement=False)
    phone: Mapped[str]

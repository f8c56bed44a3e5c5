"""Issues 问题 and their append-only history 流转记录."""

import uuid
from datetime import date, datetime

from geoalchemy2 import WKBElement
from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Identity, Index, func
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form, geometry, gist, sound, tile_geometry

STATES = ("found", "reported", "accepted", "assigned", "rectifying", "reviewing", "closed", "invalid")
STATE_LIST = ", ".join(f"'{state}'" for state in STATES)


class Issue(Base):
    """A defect to be closed item by item (销号): found 发现, reported 上报 … closed 销号."""

    __tablename__ = "issue"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    category: Mapped[str]
    title: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="reported")
    division_code: Mapped[str] = division_code()
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("river_segment.id"))
    plot_id: Mapped[int | None] = mapped_column(ForeignKey("forest_plot.id"))
    observation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("observation.id"))
    reported_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    reported_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    due_on: Mapped[date | None]
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    geom: Mapped[WKBElement] = geometry("POINT")
    geom_3857: Mapped[WKBElement] = tile_geometry("geom", "POINT")

    __table_args__ = (
        CheckConstraint("kind IN ('river', 'forest')", name="kind"),
        CheckConstraint(f"state IN ({STATE_LIST})", name="state"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        division_form(),
        sound("geom"),
        gist("ix_issue_geom", "geom"),
        gist("ix_issue_geom_3857", "geom_3857"),
        Index("ix_issue_division_code_state", "division_code", "state"),
        Index("ix_issue_segment_id", "segment_id"),
        Index("ix_issue_plot_id", "plot_id"),
    )


class IssueEvent(Base):
    """One step of an issue, never changed afterwards: who did what, when, with which opinion and deadline."""

    __tablename__ = "issue_event"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"))
    action: Mapped[str]
    state: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    opinion: Mapped[str] = mapped_column(server_default="")
    due_on: Mapped[date | None]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (
        CheckConstraint(f"state IN ({STATE_LIST})", name="state"),
        Index("ix_issue_event_issue_id", "issue_id"),
    )

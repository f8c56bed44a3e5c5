"""The last days on which somebody came, kept by the database itself: found by looking, they would be looked for in
every month that is kept, for every segment and plot of a map.

They can never be stale: triggers (`migrations/versions/2026_11_26_last_visits.py`) write them in the transaction of
the visits.
"""

from datetime import date

from sqlalchemy import Date
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base


class LastVisit:
    """The last day of any visit, and of any effective one, whoever walked; None where there is none (left)."""

    visited_on: Mapped[date | None] = mapped_column(Date)
    effective_on: Mapped[date | None] = mapped_column(Date)


class SegmentLastVisit(LastVisit, Base):
    """Of a river segment."""

    __tablename__ = "segment_last_visit"

    segment_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class PlotLastVisit(LastVisit, Base):
    """Of a forest plot."""

    __tablename__ = "plot_last_visit"

    plot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

"""Sums of whole months over patrols and visits, kept by the database itself whenever one comes, changes or goes.

A month's or a year's figures are read from these; those of other periods from the patrols and visits. They can never
be stale: triggers (`migrations/versions/2026_11_26_months.py` and `…covered.py`) write them in the same transaction.
"""

from datetime import date
from typing import Any

from sqlalchemy import Date
from sqlalchemy.dialects.postgresql import INT4MULTIRANGE
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code


class PatrolMonth(Base):
    """How often an officer went out in a month, in patrols that were not rejected."""

    __tablename__ = "patrol_month"

    month: Mapped[date] = mapped_column(Date, primary_key=True)
    officer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code(primary_key=True)
    patrols: Mapped[int]
    effective: Mapped[int]
    counted: Mapped[int]


class VisitMonth:
    """What the visits of a segment or plot covered together in a month, effective or not: by an officer (`officer_id`),
    or for them while they were away."""

    month: Mapped[date] = mapped_column(Date, primary_key=True)
    officer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    division_code: Mapped[str] = division_code(primary_key=True)
    covered: Mapped[Any] = mapped_column(INT4MULTIRANGE)


class SegmentMonth(VisitMonth, Base):
    """A month of visits of river segments."""

    __tablename__ = "segment_month"

    segment_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class PlotMonth(VisitMonth, Base):
    """A month of visits of forest plots."""

    __tablename__ = "plot_month"

    plot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

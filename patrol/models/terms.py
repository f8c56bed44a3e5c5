"""What was done in each term of a rule, kept by the database itself whenever a patrol or visit comes, changes or goes.

A term is a calendar period of the rule that the patrol was judged by: this week's visits of one segment, this month's
outings. Triggers (`migrations/versions/2026_11_26_terms.py`) write them in the same transaction.
"""

from datetime import date

from sqlalchemy import Date
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base


class Term:
    """A term by its period (week, month …) and first day, and whose it is.

    `effective` are patrols or visits that do what the rule asks, `counted` those of them that are spaced as it asks.
    """

    begins: Mapped[date] = mapped_column(Date, primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    effective: Mapped[int]
    counted: Mapped[int]


class PatrolTerm(Term, Base):
    """An officer's outings in a term of their rule for persons, those that were not rejected."""

    __tablename__ = "patrol_term"

    kind: Mapped[str] = mapped_column(primary_key=True)


class VisitTerm(Term):
    """An officer's visits of one object in a term of its rule, by them or for them while they were away.

    `borne` are those that do the officer's own duty (`Visit.bearer_id`), `borne_counted` those of them that count.
    """

    borne: Mapped[int]
    borne_counted: Mapped[int]


class SegmentTerm(VisitTerm, Base):
    """Visits of a river segment."""

    __tablename__ = "segment_term"

    segment_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class PlotTerm(VisitTerm, Base):
    """Visits of a forest plot."""

    __tablename__ = "plot_term"

    plot_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

"""What segments, plots and officers were for the rules before they changed. The database writes it itself."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code


class PastSlot(Base):
    """Where a segment, plot or officer was, of which class or in which post, until and with a day.

    Rules are looked up by these; what they are now holds from the day after the last one, so that a change today moves
    no figure of the days before it (trigger `keep_slot`). `valid_from` none: as long as there are records.
    """

    __tablename__ = "past_slot"

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("river_segment.id", ondelete="CASCADE"))
    plot_id: Mapped[int | None] = mapped_column(ForeignKey("forest_plot.id", ondelete="CASCADE"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    post: Mapped[str | None]
    # Not `division_code`: it holds no division back from being deleted.
    place_code: Mapped[str] = division_code()
    object_class: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date]

    __table_args__ = (
        CheckConstraint("num_nonnulls(segment_id, plot_id, officer_id) = 1", name="whose"),
        CheckConstraint("valid_from <= valid_to", name="validity"),
        UniqueConstraint("segment_id", "valid_to"),
        UniqueConstraint("plot_id", "valid_to"),
        UniqueConstraint("officer_id", "valid_to"),
    )

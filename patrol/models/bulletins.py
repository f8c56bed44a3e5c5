"""Bulletins 通报与报表: made from the figures of one moment, kept in every version, issued once and never changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form
from patrol.models.issues import words
from patrol.rules.bulletins import BULLETINS, CALENDARS, LAST_SCHEDULE_DAY

KINDS = tuple(BULLETINS)
STATES = ("waiting", "ready", "failed")
FORMATS = ("docx", "pdf", "xlsx")


class Bulletin(Base):
    """One version of a bulletin. `figures` are what its files show, as they stood at `data_at`; `basis` counts the
    rows they were made of. Issued, it stays as it is; a correction is the next version."""

    __tablename__ = "bulletin"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    division_code: Mapped[str] = division_code()
    period: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    version: Mapped[int]
    first_on: Mapped[date]
    last_on: Mapped[date]
    state: Mapped[str] = mapped_column(server_default="waiting")
    failure: Mapped[str | None]
    title: Mapped[str | None]
    data_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    basis: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSONB, deferred=True)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    asked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    issued_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        words("kind", KINDS),
        words("state", STATES),
        CheckConstraint("(state = 'ready') = (data_at IS NOT NULL AND figures IS NOT NULL)", name="ready"),
        CheckConstraint("issued_at IS NULL OR state = 'ready'", name="issued"),
        CheckConstraint("last_on >= first_on AND version > 0", name="period"),
        division_form(),
        Index(
            "uq_bulletin_version",
            "division_code",
            "kind",
            "period",
            "officer_id",
            "version",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
    )


class BulletinFile(Base):
    """A file of a bulletin, kept to the byte."""

    __tablename__ = "bulletin_file"

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletin.id", ondelete="CASCADE"), primary_key=True)
    format: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    __table_args__ = (words("format", FORMATS),)


class BulletinTemplate(Base):
    """The Word template of a kind as the office has edited it; the newest holds, the older ones stay. Without
    content: the system's own again."""

    __tablename__ = "bulletin_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    kind: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    entered_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    entered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (
        words("kind", KINDS),
        division_form(),
        Index("ix_bulletin_template_kind", "division_code", "kind"),
    )


class BulletinSchedule(Base):
    """A bulletin that is made by itself: from `day` of the month on, once for each period that is over; with
    `parts`, one for every township of the division beside its own."""

    __tablename__ = "bulletin_schedule"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    kind: Mapped[str]
    calendar: Mapped[str]
    day: Mapped[int]
    parts: Mapped[bool] = mapped_column(server_default="false")
    last_period: Mapped[str | None]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"))
    entered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (
        words("kind", KINDS),
        words("calendar", CALENDARS),
        CheckConstraint(f"day BETWEEN 1 AND {LAST_SCHEDULE_DAY}", name="day"),
        division_form(),
        UniqueConstraint("division_code", "kind", "calendar"),
    )

"""Honest patrols: what tracks and pictures are found again by, thresholds as dated data, decisions and looks."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form
from patrol.models.patrols import BY_MONTH

DECISIONS = ("accepted", "rejected", "reopened")


class PatrolTrace(Base):
    """The numbers by which a track is found again (`rules.honesty.fingerprint`), beside the patrols month by month."""

    __tablename__ = "patrol_trace"

    patrol_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    patrolled_on: Mapped[date] = mapped_column(Date, primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    keys: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (
        # A search must not wade through rows that have not been sorted in yet.
        Index("ix_patrol_trace_keys", "keys", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
        BY_MONTH,
    )


class PhotoPrint(Base):
    """What a picture looks like in 256 bits, however it was encoded, with parts of them to search by."""

    __tablename__ = "photo_print"

    sha256: Mapped[str] = mapped_column(ForeignKey("photo.sha256", ondelete="CASCADE"), primary_key=True)
    bits: Mapped[bytes] = mapped_column(LargeBinary)
    parts: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (
        CheckConstraint("length(bits) = 32", name="bits"),
        Index("ix_photo_print_parts", "parts", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    )


class HonestyRule(Base):
    """Thresholds of the checks that a county sets otherwise than the defaults, from a day on, and on what ground."""

    __tablename__ = "honesty_rule"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    limits: Mapped[dict[str, Any]] = mapped_column(JSONB)
    source: Mapped[str]

    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
        CheckConstraint("jsonb_typeof(limits) = 'object'", name="limits"),
        division_form(),
        Index("uq_honesty_rule_start", "division_code", "valid_from", unique=True),
    )


class ReviewDecision(Base):
    """What a supervisor decided about a patrol, and why. Never changed: another decision follows it.

    `was_effective` is kept by a rejection, so that a later decision gives back just what was taken.
    """

    __tablename__ = "review_decision"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    patrol_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id"))
    decision: Mapped[str]
    words: Mapped[str] = mapped_column(server_default="")
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    was_effective: Mapped[bool]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        CheckConstraint("decision IN ('accepted', 'rejected', 'reopened')", name="decision"),
        CheckConstraint("decision <> 'rejected' OR words <> ''", name="words"),
        Index("ix_review_decision_patrol_id", "patrol_id"),
    )


class TrackView(Base):
    """Who looked at whose track, and when: tracks of named people are sensitive personal information."""

    __tablename__ = "track_view"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    patrol_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        Index("ix_track_view_patrol_id", "patrol_id"),
        Index("ix_track_view_officer_id_at", "officer_id", "at"),
    )


class TrackLook(Base):
    """A question that showed many tracks, as a map, a list or a file: who asked it (nobody: the command line), and in
    which hour.

    Those of the days and of the divisions that begin with `prefix` were among them, so far as `question` (user name,
    post, …) does not leave them out.
    """

    __tablename__ = "track_look"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    hour: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    way: Mapped[str]
    first_on: Mapped[date]
    last_on: Mapped[date]
    prefix: Mapped[str]
    question: Mapped[dict[str, Any]] = mapped_column(JSONB)

    __table_args__ = (
        CheckConstraint("way IN ('tile', 'items', 'file')", name="way"),
        CheckConstraint("prefix ~ '^[0-9]{0,12}$'", name="prefix"),
        Index(
            "uq_track_look_question",
            "officer_id",
            "hour",
            "way",
            "first_on",
            "last_on",
            "prefix",
            "question",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_track_look_last_on_first_on", "last_on", "first_on"),
    )

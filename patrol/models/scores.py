"""Rescorings 重新评定: a past period judged again, with the scores before and after, by whom, when and why."""

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form


class Rescoring(Base):
    """One act of judging the patrols of some days again; `rules` are those that it let count from an earlier day."""

    __tablename__ = "rescoring"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    first_on: Mapped[date]
    last_on: Mapped[date]
    reason: Mapped[str]
    rescored_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    rescored_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    patrols: Mapped[int]
    changed: Mapped[int]
    rules: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")

    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="days"),
        division_form(),
        Index("ix_rescoring_division_code_first_on", "division_code", "first_on"),
    )


class ScoreChange(Base):
    """What a rescoring changed of one patrol, or of one of its visits: the score before and the score after.

    A score is {"effective", "counted", "rule_id", …}; of a patrol with its reasons, of a visit with whose duty it was.
    """

    __tablename__ = "score_change"

    rescoring_id: Mapped[int] = mapped_column(ForeignKey("rescoring.id"), primary_key=True)
    patrol_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    object_id: Mapped[int] = mapped_column(primary_key=True, server_default="0")
    before: Mapped[dict[str, Any]] = mapped_column(JSONB)
    after: Mapped[dict[str, Any]] = mapped_column(JSONB)

    __table_args__ = (
        CheckConstraint("subject IN ('patrol', 'segment', 'plot')", name="subject"),
        Index("ix_score_change_patrol_id", "patrol_id"),
    )

"""What ODK Collect sent: the answers as they came, and the files that they name."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form


class CollectSubmission(Base):
    """The answers behind a patrol, word for word (evidence), with the place that the officer chose."""

    __tablename__ = "collect_submission"

    patrol_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    division_code: Mapped[str] = division_code()
    form: Mapped[str]
    version: Mapped[str]
    device: Mapped[str]
    place: Mapped[str]
    answers: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        division_form(),
        Index("ix_collect_submission_division_code_received_at", "division_code", "received_at"),
    )


class CollectFile(Base):
    """A file that the answers name; its hash is known once its bytes have arrived, maybe in a later post."""

    __tablename__ = "collect_file"

    patrol_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("collect_submission.patrol_id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str | None]

    __table_args__ = (CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_form"),)

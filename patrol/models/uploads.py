"""Uploads that come in pieces, until they are whole and taken in."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base

UNFINISHED = "finished_at IS NULL AND refused_at IS NULL"


class Upload(Base):
    """One upload of one officer. The bytes up to `offset_bytes` are durable in a file of its own.

    The last byte counts only once what was sent is taken in: `offset_bytes` reaches `length_bytes` together with
    `finished_at`. `refused_at` is when the content, then whole, was refused.
    """

    __tablename__ = "upload"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    kind: Mapped[str]
    record_id: Mapped[str]
    length_bytes: Mapped[int] = mapped_column(BigInteger)
    offset_bytes: Mapped[int] = mapped_column(BigInteger, server_default="0")
    sha256: Mapped[str | None]
    described: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    refused_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        CheckConstraint("kind IN ('photo', 'patrol', 'import')", name="kind"),
        CheckConstraint("length_bytes > 0 AND offset_bytes BETWEEN 0 AND length_bytes", name="size"),
        CheckConstraint("(offset_bytes = length_bytes) = (finished_at IS NOT NULL)", name="finished"),
        Index(
            "uq_upload_unfinished",
            "officer_id",
            "kind",
            "record_id",
            unique=True,
            postgresql_where=text(UNFINISHED),
        ),
        Index("ix_upload_expires_at", "expires_at"),
    )

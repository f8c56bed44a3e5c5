"""Devices that tell their position while they are under way, and the positions they told."""

import uuid
from datetime import datetime

from geoalchemy2 import WKBElement
from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, String, func
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form, geometry, sound


class LiveDevice(Base):
    """A phone or logger that speaks the OsmAnd protocol: only its key's SHA-256 is kept; revocable at once.

    `kind` is what its outings count for; empty, the officer's nearest assignment says so.
    """

    __tablename__ = "live_device"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        CheckConstraint("kind IN ('river', 'forest')", name="kind"),
        Index("ix_live_device_officer_id", "officer_id"),
    )


class LiveFix(Base):
    """One position of a device; its key lets the table be partitioned by time.

    Once its outing is closed it carries the patrol, or the reasons (keys of messages) for which there is none.
    """

    __tablename__ = "live_fix"

    device_id: Mapped[int] = mapped_column(ForeignKey("live_device.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), primary_key=True)
    division_code: Mapped[str] = division_code()
    geom: Mapped[WKBElement] = geometry("POINT")
    accuracy_m: Mapped[float | None]
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    patrol_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("submission.id", ondelete="SET NULL"))
    refusal: Mapped[str | None]

    __table_args__ = (
        division_form(),
        sound("geom"),
        CheckConstraint("accuracy_m >= 0 AND accuracy_m < 'Infinity'", name="accuracy"),
        Index("ix_live_fix_open", "device_id", "at", postgresql_where="closed_at IS NULL"),
        Index("ix_live_fix_heard", "device_id", "received_at", postgresql_where="closed_at IS NULL"),
        Index("ix_live_fix_at", "at"),
        Index("ix_live_fix_patrol_id", "patrol_id"),
    )

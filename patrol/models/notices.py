"""Notices 通知 to officers, the ways in which they also go out, and what became of each message."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    String,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form
from patrol.models.issues import words
from patrol.rules.notices import KINDS, ROBOTS, STATES, SUBJECTS


class Notice(Base):
    """Something an officer is told, once for each occasion: a step, a deadline, a level, a day.

    `sentence` is a key of patrol.messages; it is worded with `params` in the language of whoever reads it.
    """

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    kind: Mapped[str]
    subject_kind: Mapped[str]
    subject: Mapped[str]
    occasion: Mapped[str]
    division_code: Mapped[str] = division_code()
    sentence: Mapped[str]
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    read_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        UniqueConstraint("officer_id", "kind", "subject", "occasion"),
        words("kind", KINDS),
        words("subject_kind", SUBJECTS),
        division_form(),
        Index("ix_notice_officer_id_id", "officer_id", "id"),
        Index("ix_notice_unread", "officer_id", "id", postgresql_where="read_at IS NULL"),
        Index("ix_notice_created_at", "created_at"),
    )


class DigestDay(Base):
    """A local day whose digests were written: all of them, or none."""

    __tablename__ = "digest_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    written_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class NoticeSetting(Base):
    """How an officer wants to be told beside the inbox. E-mail goes out for what comes after `mail_since`."""

    __tablename__ = "notice_setting"

    officer_id: Mapped[int] = mapped_column(
        ForeignKey("officer.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    email: Mapped[str | None] = mapped_column(String(254))
    mail_digest: Mapped[bool] = mapped_column(server_default="false")
    mail_each: Mapped[bool] = mapped_column(server_default="false")
    mail_since: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    locale: Mapped[str] = mapped_column(server_default="zh-CN")

    __table_args__ = (
        words("locale", ("zh-CN", "en")),
        CheckConstraint("email IS NOT NULL OR NOT (mail_digest OR mail_each)", name="email"),
    )


class Webhook(Base):
    """A robot of a group or another program that is told what happens in a division.

    `url` and `secret` are secrets: they are used to send, and never shown again.
    """

    __tablename__ = "webhook"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    name: Mapped[str] = mapped_column(String(100))
    robot: Mapped[str]
    url: Mapped[str]
    secret: Mapped[str | None]
    kinds: Mapped[list[str]] = mapped_column(ARRAY(String))
    locale: Mapped[str] = mapped_column(server_default="zh-CN")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (
        words("robot", ROBOTS),
        words("locale", ("zh-CN", "en")),
        division_form(),
        Index("ix_webhook_division_code", "division_code"),
    )


class Delivery(Base):
    """A message to one address: waiting, sending, sent, given up; or unsure, when nobody can tell whether it arrived.

    `topic` names what it tells, so that a group is told once what several officers are told each. `last_error` is a
    key without personal data.
    """

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id", ondelete="CASCADE"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    webhook_id: Mapped[int | None] = mapped_column(ForeignKey("webhook.id", ondelete="CASCADE"))
    topic: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="waiting")
    attempts: Mapped[int] = mapped_column(server_default="0")
    next_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    claimed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    delivered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_error: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("num_nonnulls(officer_id, webhook_id) = 1", name="one_address"),
        words("state", STATES),
        UniqueConstraint("officer_id", "topic"),
        UniqueConstraint("webhook_id", "topic"),
        Index("ix_delivery_notice_id", "notice_id"),
        Index("ix_delivery_open", "next_at", postgresql_where="state IN ('waiting', 'sending')"),
    )

"""The audit log 操作日志: what was done to people and their sign-ins, to rules, targets, catalogues, schemes and
templates, what was issued, judged and put on the wall, by whom. Rows are only added."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form
from patrol.models.issues import words

OF_PEOPLE = (
    "officer_added",
    "officer_changed",
    "password_set",
    "signed_out",
    "assigned",
    "unassigned",
    "duty_taken_back",
    "duty_goes_on",
    "own_password_set",
    "leave_substituted",
)
OF_SETTINGS = (
    "rule_added",
    "rule_ended",
    "rule_goes_on",
    "rule_revoked",
    "target_set",
    "category_set",
    "deadline_set",
    "scheme_opened",
    "scheme_closed",
    "acceptance_scheme_set",
    "template_set",
    "template_reset",
)
OF_OFFICE = (
    "bulletin_issued",
    "patrol_accepted",
    "patrol_rejected",
    "patrol_reopened",
    "screen_opened",
    "screen_ended",
)
AUDITED = (*OF_PEOPLE, *OF_SETTINGS, *OF_OFFICE)


class AuditEntry(Base):
    """One act: `detail` holds what it changed, from what to what. Never a password.

    `officer_id` is whom it was done to; none for what was done to settings. No actor: the county's own command line.
    """

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"))
    action: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    division_code: Mapped[str] = division_code()
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")

    __table_args__ = (
        words("action", AUDITED),
        division_form(),
        Index("ix_audit_entry_division_code_id", "division_code", "id"),
        Index("ix_audit_entry_officer_id", "officer_id"),
    )

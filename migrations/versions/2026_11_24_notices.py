"""Notices to officers, how they also go out, and what became of each message.

Revision 20261124_notices, after 20261124_live.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261124_notices"
down_revision = "20261124_live"

KINDS = (
    "kind IN ('assigned', 'returned', 'extension', 'supervised', 'submitted', 'closed', 'rejected', 'reported',"
    " 'public_report', 'due', 'overdue', 'escalated', 'duty_behind', 'patrol_flagged', 'patrol_rejected',"
    " 'patrol_reviewed', 'digest')"
)
SUBJECTS = "subject_kind IN ('issue', 'patrol', 'duty', 'day')"
LOCALES = "locale IN ('zh-CN', 'en')"
DIGITS = "division_code ~ '^[0-9]{12}$'"


def moment(name: str, *, nullable: bool = True, **options) -> sa.Column:
    """A point in time."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, **options)


def division() -> sa.Column:
    """A 12-digit division code."""
    return sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False)


def officer(**options) -> sa.Column:
    """An officer, with whom the row goes."""
    return sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id", ondelete="CASCADE"), **options)


def word(name: str, *, nullable: bool = False, **options) -> sa.Column:
    """A text."""
    return sa.Column(name, sa.String(), nullable=nullable, **options)


def yes_no(name: str) -> sa.Column:
    """Off unless it is switched on."""
    return sa.Column(name, sa.Boolean(), nullable=False, server_default="false")


def upgrade() -> None:
    """What is told, how, and how it went."""
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        officer(nullable=False),
        *(word(name) for name in ("kind", "subject_kind", "subject", "occasion")),
        division(),
        word("sentence"),
        sa.Column("params", JSONB(), nullable=False, server_default="{}"),
        moment("created_at", nullable=False),
        moment("read_at"),
        sa.UniqueConstraint("officer_id", "kind", "subject", "occasion"),
        sa.CheckConstraint(KINDS, name=op.f("ck_notice_kind")),
        sa.CheckConstraint(SUBJECTS, name=op.f("ck_notice_subject_kind")),
        sa.CheckConstraint(DIGITS, name=op.f("ck_notice_division_code_form")),
    )
    op.create_index("ix_notice_officer_id_id", "notice", ["officer_id", "id"])
    unread = sa.text("read_at IS NULL")
    op.create_index("ix_notice_unread", "notice", ["officer_id", "id"], postgresql_where=unread)
    op.create_index("ix_notice_created_at", "notice", ["created_at"])
    op.create_table("digest_day", sa.Column("day", sa.Date(), primary_key=True), moment("written_at", nullable=False))
    _ways()
    _deliveries()


def _ways() -> None:
    op.create_table(
        "notice_setting",
        officer(primary_key=True, autoincrement=False),
        sa.Column("email", sa.String(length=254)),
        yes_no("mail_digest"),
        yes_no("mail_each"),
        moment("mail_since", nullable=False),
        word("locale", server_default="zh-CN"),
        sa.CheckConstraint(LOCALES, name=op.f("ck_notice_setting_locale")),
        sa.CheckConstraint("email IS NOT NULL OR NOT (mail_digest OR mail_each)", name=op.f("ck_notice_setting_email")),
    )
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), primary_key=True),
        division(),
        sa.Column("name", sa.String(length=100), nullable=False),
        word("robot"),
        word("url"),
        word("secret", nullable=True),
        sa.Column("kinds", sa.ARRAY(sa.String()), nullable=False),
        word("locale", server_default="zh-CN"),
        sa.Column("created_by", sa.Integer(), sa.ForeignKey("officer.id", ondelete="SET NULL")),
        moment("created_at", nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint("robot IN ('wecom', 'dingtalk', 'feishu', 'json')", name=op.f("ck_webhook_robot")),
        sa.CheckConstraint(LOCALES, name=op.f("ck_webhook_locale")),
        sa.CheckConstraint(DIGITS, name=op.f("ck_webhook_division_code_form")),
    )
    op.create_index("ix_webhook_division_code", "webhook", ["division_code"])


def _deliveries() -> None:
    states = "state IN ('waiting', 'sending', 'sent', 'unsure', 'given_up')"
    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger(), sa.Identity(), primary_key=True),
        sa.Column("notice_id", sa.BigInteger(), sa.ForeignKey("notice.id", ondelete="CASCADE"), nullable=False),
        officer(),
        sa.Column("webhook_id", sa.Integer(), sa.ForeignKey("webhook.id", ondelete="CASCADE")),
        word("topic"),
        word("state", server_default="waiting"),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        moment("next_at", nullable=False),
        moment("claimed_at"),
        moment("delivered_at"),
        word("last_error", nullable=True),
        sa.CheckConstraint("num_nonnulls(officer_id, webhook_id) = 1", name=op.f("ck_delivery_one_address")),
        sa.CheckConstraint(states, name=op.f("ck_delivery_state")),
        sa.UniqueConstraint("officer_id", "topic"),
        sa.UniqueConstraint("webhook_id", "topic"),
    )
    op.create_index("ix_delivery_notice_id", "delivery", ["notice_id"])
    unfinished = sa.text("state IN ('waiting', 'sending')")
    op.create_index("ix_delivery_open", "delivery", ["next_at"], postgresql_where=unfinished)


def downgrade() -> None:
    """Inbox and settings go."""
    for table in ("delivery", "webhook", "notice_setting", "digest_day", "notice"):
        op.drop_table(table)

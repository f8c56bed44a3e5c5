"""Entries of an assessment that were made by mistake are withdrawn with words; they stay, and count no more.

Revision 20261127_withdrawn_entries, after 20261126_rule_goes_on.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261127_withdrawn_entries"
down_revision = "20261126_rule_goes_on"

TABLE = "withdrawn_entry"


def upgrade():
    op.create_table(
        TABLE,
        sa.Column("entry_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["assessment_entry.id"], name=op.f("fk_withdrawn_entry_entry_id_assessment_entry")
        ),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["officer.id"], name=op.f("fk_withdrawn_entry_withdrawn_by_officer")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_withdrawn_entry")),
    )
    op.execute(
        f"CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE}"
        " FOR EACH STATEMENT EXECUTE FUNCTION keep_history()"
    )


def downgrade():
    op.drop_table(TABLE)

"""Acceptance schemes say which tier must have inspected a work before it is verified; so far, the county's own.

Revision 20261126_verified_by, after 20261126_declined.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_verified_by"
down_revision = "20261126_declined"

TIERS = ("county", "municipal", "provincial", "national")


def upgrade():
    op.add_column("acceptance_scheme", sa.Column("verified_by", sa.String(), server_default="county", nullable=False))
    listed = ", ".join(repr(tier) for tier in TIERS)
    op.create_check_constraint(
        op.f("ck_acceptance_scheme_verified_by"), "acceptance_scheme", f"verified_by IN ({listed})"
    )


def downgrade():
    op.drop_column("acceptance_scheme", "verified_by")

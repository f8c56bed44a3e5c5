"""Devices that tell their position while they are under way.

Revision 20261124_live, after 20261124_epochs.
"""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "20261124_live"
down_revision = "20261124_epochs"

SOUND = (
    "ST_IsValid(geom) AND NOT ST_IsEmpty(geom) AND ST_XMin(geom) >= -180 AND ST_XMax(geom) <= 180"
    " AND ST_YMin(geom) >= -90 AND ST_YMax(geom) <= 90"
)


def moment(name: str, *, nullable: bool = True, **options) -> sa.Column:
    """A point in time."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable, **options)


def upgrade() -> None:
    """Devices with hashed keys, and their positions until they have become patrols."""
    op.create_table(
        "live_device",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False, unique=True),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String()),
        moment("created_at", nullable=False, server_default=sa.func.now()),
        moment("revoked_at"),
        sa.CheckConstraint("kind IN ('river', 'forest')", name=op.f("ck_live_device_kind")),
    )
    op.create_index("ix_live_device_officer_id", "live_device", ["officer_id"])
    op.create_table(
        "live_fix",
        sa.Column("device_id", sa.Integer(), sa.ForeignKey("live_device.id", ondelete="CASCADE"), primary_key=True),
        moment("at", nullable=False, primary_key=True),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("geom", Geometry("POINT", srid=4490, spatial_index=False), nullable=False),
        sa.Column("accuracy_m", sa.Float()),
        moment("received_at", nullable=False),
        moment("closed_at"),
        sa.Column("patrol_id", sa.Uuid(), sa.ForeignKey("submission.id", ondelete="SET NULL")),
        sa.Column("refusal", sa.String()),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_live_fix_division_code_form")),
        sa.CheckConstraint(SOUND, name=op.f("ck_live_fix_geom_sound")),
        sa.CheckConstraint("accuracy_m >= 0 AND accuracy_m < 'Infinity'", name=op.f("ck_live_fix_accuracy")),
    )
    unclosed = sa.text("closed_at IS NULL")
    op.create_index("ix_live_fix_open", "live_fix", ["device_id", "at"], postgresql_where=unclosed)
    op.create_index("ix_live_fix_heard", "live_fix", ["device_id", "received_at"], postgresql_where=unclosed)
    op.create_index("ix_live_fix_at", "live_fix", ["at"])
    op.create_index("ix_live_fix_patrol_id", "live_fix", ["patrol_id"])


def downgrade() -> None:
    """Positions and devices go; the patrols that they became stay."""
    op.drop_table("live_fix")
    op.drop_table("live_device")

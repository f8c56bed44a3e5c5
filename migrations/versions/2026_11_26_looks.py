"""Looks at the map and the list of tracks, kept; raw tracks that may be erased while their figures stay.

Revision 20261126_looks, after 20261126_months.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261126_looks"
down_revision = "20261126_months"


def upgrade():
    op.alter_column("patrol", "track", nullable=True)
    op.create_table(
        "track_look",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("question", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("way IN ('tile', 'items', 'file')", name=op.f("ck_track_look_way")),
        sa.CheckConstraint("prefix ~ '^[0-9]{0,12}$'", name=op.f("ck_track_look_prefix")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_track_look_officer_id_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_track_look")),
    )
    key = ["officer_id", "hour", "way", "first_on", "last_on", "prefix", "question"]
    op.create_index("uq_track_look_question", "track_look", key, unique=True, postgresql_nulls_not_distinct=True)
    op.create_index("ix_track_look_last_on_first_on", "track_look", ["last_on", "first_on"])
    op.execute(
        "CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE OR TRUNCATE ON track_look"
        " FOR EACH STATEMENT EXECUTE FUNCTION keep_history()"
    )


def downgrade():
    op.drop_table("track_look")
    # A patrol whose track was erased keeps no place: the schema before knew of none, so it is given a still one.
    op.execute(
        "UPDATE patrol SET track = ST_SetSRID('LINESTRING M (0 0 0, 0 0 0)'::geometry, 4490) WHERE track IS NULL"
    )
    op.alter_column("patrol", "track", nullable=False)

"""Imports that are shown before they are committed, and the columns that were matched.

Revision 20261126_imports, after 20261126_looks.
"""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261126_imports"
down_revision = "20261126_looks"

STATES = "'arrived', 'waiting', 'reading', 'refused', 'previewed', 'committing', 'committed'"


def upgrade():
    op.execute("SET LOCAL lock_timeout = '5s'")
    _imports()
    _rows()
    op.create_table(
        "import_mapping",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("division_code", sa.String(12, collation="C"), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("fields", JSONB(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("kind", "division_code", "signature", name="pk_import_mapping"),
    )
    op.drop_constraint(op.f("ck_upload_kind"), "upload")
    op.create_check_constraint(op.f("ck_upload_kind"), "upload", "kind IN ('photo', 'patrol', 'import')")


def _imports():
    op.create_table(
        "layer_import",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(12, collation="C"), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("length_bytes", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked", JSONB(), server_default="{}", nullable=False),
        sa.Column("step", sa.String(), server_default="wait", nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("found", JSONB(), nullable=True),
        sa.Column("problem", JSONB(), nullable=True),
        sa.Column("counts", JSONB(), nullable=True),
        sa.Column("changed_meanwhile", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("change_set_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"state IN ({STATES})", name="state"),
        sa.CheckConstraint("kind IS NOT NULL OR state = 'arrived'", name="kind_known"),
        sa.CheckConstraint("(state = 'committed') = (committed_at IS NOT NULL)", name="committed"),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name="division_code_form"),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name="fk_layer_import_officer_id_officer", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["change_set_id"], ["change_set.id"], name="fk_layer_import_change_set_id_change_set", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_layer_import"),
    )
    op.create_index("ix_layer_import_division_code_created_at", "layer_import", ["division_code", "created_at"])
    op.create_index("ix_layer_import_expires_at", "layer_import", ["expires_at"])


def _rows():
    op.create_table(
        "layer_import_row",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("division_code", sa.String(12), nullable=True),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("repaired", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("why", JSONB(), nullable=True),
        sa.Column("mark", sa.String(), nullable=True),
        sa.Column("staged", JSONB(), nullable=True),
        sa.Column("geom", Geometry("GEOMETRY", srid=4490, spatial_index=False), nullable=True),
        sa.Column("geom_3857", Geometry("GEOMETRY", srid=3857, spatial_index=False), nullable=True),
        sa.Column("place", Geometry("POINT", srid=4490, spatial_index=False), nullable=True),
        sa.CheckConstraint("verdict IN ('new', 'changed', 'unchanged', 'refused')", name="verdict"),
        sa.ForeignKeyConstraint(
            ["import_id"], ["layer_import.id"], name="fk_layer_import_row_import_id_layer_import", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "number", name="pk_layer_import_row"),
    )
    op.create_index("ix_layer_import_row_geom_3857", "layer_import_row", ["geom_3857"], postgresql_using="gist")
    op.create_index(
        "ix_layer_import_row_problem",
        "layer_import_row",
        ["import_id", "number"],
        postgresql_where=sa.text("verdict = 'refused' OR repaired"),
    )


def downgrade():
    op.execute("DELETE FROM upload WHERE kind = 'import'")
    op.drop_constraint(op.f("ck_upload_kind"), "upload")
    op.create_check_constraint(op.f("ck_upload_kind"), "upload", "kind IN ('photo', 'patrol')")
    op.drop_table("import_mapping")
    op.drop_table("layer_import_row")
    op.drop_table("layer_import")

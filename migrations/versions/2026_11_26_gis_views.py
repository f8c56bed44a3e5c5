"""GIS staff connect to the database itself: whose rows a role sees, and the schema that is made for them.

Revision 20261126_gis_views, after 20261126_map.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_gis_views"
down_revision = "20261126_map"

# The division's digits of the role that signed in; a role that is no GIS user has none, and sees nothing.
SCOPE = """
CREATE FUNCTION gis_views.scope() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS 'SELECT prefix FROM public.gis_user WHERE role = session_user'
"""
SCOPED = {
    "division": "code",
    "river_segment": "division_code",
    "forest_plot": "division_code",
    "zoning_unit": "division_code",
    "issue": "division_code",
    "forestry_work": "division_code",
}
# Not FORCE: the owner, which is the application, is neither slowed nor restricted. A range, so that the B-tree on the
# code serves: ":" follows "9" in collation C.
POLICY = """
CREATE POLICY gis_scope ON {table} FOR SELECT
USING ({code} >= (SELECT gis_views.scope()) AND {code} < (SELECT gis_views.scope() || ':'))
"""
# Both tables are QGIS's own: it looks for them by these names and columns. A style's type must stay NULL.
STYLES = """
CREATE TABLE gis_views.layer_styles (
  id serial PRIMARY KEY, f_table_catalog varchar, f_table_schema varchar, f_table_name varchar,
  f_geometry_column varchar, stylename text, styleqml xml, stylesld xml, useasdefault boolean, description text,
  owner varchar(63) DEFAULT CURRENT_USER, ui xml, update_time timestamp DEFAULT CURRENT_TIMESTAMP, type varchar)
"""
PROJECTS = "CREATE TABLE gis_views.qgis_projects (name text PRIMARY KEY, metadata jsonb, content bytea)"


def upgrade() -> None:
    """Tables and policies; the views themselves are made by the application, from what it publishes."""
    op.create_table(
        "gis_user",
        sa.Column("role", sa.String(), primary_key=True),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("edits", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_gis_user_division_code_form")),
        sa.CheckConstraint("starts_with(division_code, prefix)", name=op.f("ck_gis_user_prefix")),
    )
    for statement in ("CREATE SCHEMA gis_views", SCOPE, STYLES, PROJECTS):
        op.execute(statement)
    for table, code in SCOPED.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(POLICY.format(table=table, code=code))


def downgrade() -> None:
    """The schema goes with all views in it; roles of the server stay, and see nothing."""
    for table in SCOPED:
        op.execute(f"DROP POLICY gis_scope ON {table}")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    op.execute("DROP SCHEMA gis_views CASCADE")
    op.drop_table("gis_user")

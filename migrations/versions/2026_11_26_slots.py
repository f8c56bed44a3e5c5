"""What segments, plots and officers were for the rules stays known when they change.

Revision 20261126_slots, after 20261126_boards.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_slots"
down_revision = "20261126_boards"

# What opens the views of GIS programs lets it follow the setting of the time zone.
TODAY = """
CREATE FUNCTION county_today() RETURNS date LANGUAGE sql STABLE AS $$ SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date $$
"""
# A second change on the same day adds nothing: what was there for less than a day held on none.
KEEP = """
CREATE FUNCTION keep_slot() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  yesterday CONSTANT date := county_today() - 1;
  gone CONSTANT jsonb := to_jsonb(OLD);
BEGIN
  EXECUTE format(
    'INSERT INTO past_slot (%1$I, post, place_code, object_class, valid_from, valid_to)
     SELECT $1, $2, $3, $4, max(valid_to) + 1, $5 FROM past_slot WHERE %1$I = $1
     HAVING coalesce(max(valid_to) < $5, true)', TG_ARGV[0])
  USING OLD.id, gone ->> 'post', OLD.division_code, gone ->> 'object_class', yesterday;
  RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER keep_slot AFTER UPDATE OF division_code, {also} ON {table} FOR EACH ROW
WHEN ((OLD.division_code, OLD.{also}) IS DISTINCT FROM (NEW.division_code, NEW.{also}))
EXECUTE FUNCTION keep_slot('{key}')
"""
OF = {
    "river_segment": {"key": "segment_id", "also": "object_class"},
    "forest_plot": {"key": "plot_id", "also": "object_class"},
    "officer": {"key": "officer_id", "also": "post"},
}


def upgrade():
    op.create_table(
        "past_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(of["key"], sa.Integer(), nullable=True) for of in OF.values()),
        sa.Column("post", sa.String(), nullable=True),
        sa.Column("place_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("object_class", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.CheckConstraint("num_nonnulls(segment_id, plot_id, officer_id) = 1", name=op.f("ck_past_slot_whose")),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_past_slot_validity")),
        *(
            sa.ForeignKeyConstraint(
                [of["key"]], [f"{table}.id"], name=op.f(f"fk_past_slot_{of['key']}_{table}"), ondelete="CASCADE"
            )
            for table, of in OF.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_slot")),
        *(
            sa.UniqueConstraint(of["key"], "valid_to", name=op.f(f"uq_past_slot_{of['key']}_valid_to"))
            for of in OF.values()
        ),
    )
    op.execute(TODAY)
    op.execute(KEEP)
    for table, of in OF.items():
        op.execute(TRIGGER.format(table=table, **of))


def downgrade():
    for table in OF:
        op.execute(f"DROP TRIGGER keep_slot ON {table}")
    op.execute("DROP FUNCTION keep_slot()")
    op.execute("DROP FUNCTION county_today()")
    op.drop_table("past_slot")

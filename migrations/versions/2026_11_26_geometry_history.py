"""The database keeps the history of boundaries itself, whoever changes them and by whichever means.

Revision 20261126_geometry_history, after 20261124_notice_appeals.
"""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261126_geometry_history"
down_revision = "20261124_notice_appeals"

LAYERS = {"division": "divisions", "river_segment": "segments", "forest_plot": "plots", "zoning_unit": "zoning"}
TRANSITIONS = {
    "INSERT": "NEW TABLE AS new_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
}

# One row per feature that a statement created, changed or deleted, with what it was until then. What the database
# counts itself (length, stations) is no change. It runs as its owner: who edits a boundary need not see the history.
RECORD_CHANGE = """
CREATE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  layer CONSTANT text := TG_ARGV[0];
  own_code CONSTANT text := CASE TG_TABLE_NAME WHEN 'division' THEN 'code' ELSE 'division_code' END;
  named text;
  compared text;
  found_rows text;
  has_rows boolean;
  current_set change_set;
BEGIN
  SELECT string_agg(format('%L, o.%I', attname, attname), ', ' ORDER BY attnum),
         string_agg(format('o.%1$I IS DISTINCT FROM n.%1$I', attname), ' OR ' ORDER BY attnum)
  INTO named, compared
  FROM pg_attribute
  WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    AND attname <> ALL (ARRAY['id', 'geom', 'stations', 'cells']);

  found_rows := CASE TG_OP
    WHEN 'INSERT' THEN 'FROM new_rows n'
    WHEN 'DELETE' THEN 'FROM old_rows o'
    ELSE 'FROM old_rows o JOIN new_rows n USING (id) WHERE o.geom IS DISTINCT FROM n.geom OR ' || compared END;
  EXECUTE 'SELECT EXISTS (SELECT ' || found_rows || ')' INTO has_rows;
  IF NOT has_rows THEN
    RETURN NULL;
  END IF;

  SELECT * INTO current_set FROM change_set
  WHERE transaction_id = pg_current_xact_id()::text::bigint AND transaction_at = now()
  ORDER BY id DESC LIMIT 1;
  IF NOT FOUND THEN
    INSERT INTO change_set (means) VALUES ('sql') RETURNING * INTO current_set;
  END IF;

  EXECUTE format(
    'INSERT INTO geometry_change
       (change_set_id, at, layer, action, object_id, code, division_code, moved, before, geom)
     SELECT $1, $2, $3, $4, %1$s.id, %1$s.code, %1$s.%2$I, %3$s, %4$s, %5$s %6$s ORDER BY %1$s.id',
    CASE TG_OP WHEN 'DELETE' THEN 'o' ELSE 'n' END,
    own_code,
    CASE TG_OP WHEN 'UPDATE' THEN 'o.geom IS DISTINCT FROM n.geom' ELSE 'true' END,
    CASE TG_OP WHEN 'INSERT' THEN 'NULL' ELSE 'jsonb_build_object(' || named || ')' END,
    CASE TG_OP WHEN 'INSERT' THEN 'NULL' ELSE 'o.geom' END,
    found_rows
  ) USING current_set.id, current_set.opened_at, layer,
          CASE TG_OP WHEN 'INSERT' THEN 'create' WHEN 'UPDATE' THEN 'update' ELSE 'delete' END;

  IF current_set.means = 'sql' AND layer <> 'divisions' THEN
    EXECUTE format('INSERT INTO laying_due (layer, object_id) SELECT $1, %s.id %s ON CONFLICT DO NOTHING',
                   CASE TG_OP WHEN 'DELETE' THEN 'o' ELSE 'n' END, found_rows) USING layer;
  END IF;
  RETURN NULL;
END $$
"""

# What keeps a feature from being deleted, by the table that it stands in. A visit that is nobody's duty is no record
# of its own: it follows from the patrol's track, which stays.
HANGS_ON = """
CREATE FUNCTION hangs_on(layer text, ids int[]) RETURNS TABLE (object_id int, what text, many bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  holder text;
BEGIN
  IF layer = 'segments' THEN
    RETURN QUERY
      SELECT segment_id, 'assignment', count(*) FROM assignment WHERE segment_id = ANY(ids) GROUP BY 1
      UNION ALL SELECT segment_id, 'issue', count(*) FROM issue WHERE segment_id = ANY(ids) GROUP BY 1
      UNION ALL SELECT segment_id, 'visit', count(*) FROM segment_visit
        WHERE segment_id = ANY(ids) AND bearer_id IS NOT NULL GROUP BY 1;
  ELSIF layer = 'plots' THEN
    RETURN QUERY
      SELECT plot_id, 'assignment', count(*) FROM assignment WHERE plot_id = ANY(ids) GROUP BY 1
      UNION ALL SELECT plot_id, 'issue', count(*) FROM issue WHERE plot_id = ANY(ids) GROUP BY 1
      UNION ALL SELECT plot_id, 'forestry_work', count(*) FROM forestry_work WHERE plot_id = ANY(ids) GROUP BY 1
      UNION ALL SELECT plot_id, 'visit', count(*) FROM plot_visit
        WHERE plot_id = ANY(ids) AND bearer_id IS NOT NULL GROUP BY 1;
  ELSIF layer = 'divisions' THEN
    RETURN QUERY
      SELECT d.id, 'division', count(*) FROM division d JOIN division child ON child.parent_code = d.code
      WHERE d.id = ANY(ids) GROUP BY 1;
    FOR holder IN
      SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.attname = 'division_code' AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'geometry_change'
      ORDER BY c.relname
    LOOP
      RETURN QUERY EXECUTE format(
        'SELECT d.id, %1$L::text, count(*) FROM division d JOIN %1$I held ON held.division_code = d.code
         WHERE d.id = ANY($1) GROUP BY 1', holder) USING ids;
    END LOOP;
  END IF;
END $$
"""

KEEP_RECORDS = """
CREATE FUNCTION keep_records() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held text;
BEGIN
  SELECT string_agg(what || ' ' || many, ', ') INTO held FROM hangs_on(TG_ARGV[0], ARRAY[OLD.id]);
  IF held IS NOT NULL THEN
    RAISE EXCEPTION '% % cannot be deleted, records hang on it: %', TG_TABLE_NAME, OLD.code, held
      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN OLD;
END $$
"""


def words(column, *choices):
    """A column that holds one of these words."""
    return sa.CheckConstraint(f"{column} IN ({', '.join(repr(choice) for choice in choices)})", name=column)


def moment(name, **kwargs):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False, **kwargs)


def upgrade():
    """Tables, and triggers that fill them."""
    make_sets()
    make_changes()
    op.create_table(
        "laying_due",
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("object_id", sa.Integer(), autoincrement=False, nullable=False),
        words("layer", *LAYERS.values()),
        sa.PrimaryKeyConstraint("layer", "object_id", name=op.f("pk_laying_due")),
    )
    for function in (RECORD_CHANGE, HANGS_ON, KEEP_RECORDS):
        op.execute(function)
    for table in ("change_set", "geometry_change"):
        op.execute(
            f"CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION keep_history()"
        )
    for table, layer in LAYERS.items():
        for event, rows in TRANSITIONS.items():
            op.execute(
                f"CREATE TRIGGER record_{event.lower()} AFTER {event} ON {table} REFERENCING {rows}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION record_change('{layer}')"
            )
        op.execute(
            f"CREATE TRIGGER keep_records BEFORE DELETE ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION keep_records('{layer}')"
        )


def make_sets():
    op.create_table(
        "change_set",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("database_user", sa.String(), server_default=sa.text("SESSION_USER"), nullable=False),
        sa.Column("title", sa.String(), server_default="", nullable=False),
        moment("opened_at", server_default=sa.func.now()),
        sa.Column("undoes_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "transaction_id",
            sa.BigInteger(),
            server_default=sa.text("pg_current_xact_id()::text::bigint"),
            nullable=False,
        ),
        moment("transaction_at", server_default=sa.func.now()),
        words("means", "api", "import", "sql", "undo"),
        sa.CheckConstraint("(means = 'undo') = (undoes_id IS NOT NULL)", name="undo"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_change_set_officer_id_officer")),
        sa.ForeignKeyConstraint(["undoes_id"], ["change_set.id"], name=op.f("fk_change_set_undoes_id_change_set")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_set")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_change_set_undoes_id")),
    )
    op.create_index("ix_change_set_officer_id", "change_set", ["officer_id"])
    op.create_index("ix_change_set_transaction_id", "change_set", ["transaction_id"])


def make_changes():
    table = "geometry_change"
    op.create_table(
        table,
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("change_set_id", sa.BigInteger(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("moved", sa.Boolean(), nullable=False),
        moment("at"),
        sa.Column("before", JSONB(), nullable=True),
        sa.Column("geom", Geometry(srid=4490, spatial_index=False), nullable=True),
        words("layer", *LAYERS.values()),
        words("action", "create", "update", "delete"),
        sa.CheckConstraint("(action = 'create') = (before IS NULL)", name="before"),
        sa.ForeignKeyConstraint(
            ["change_set_id"], ["change_set.id"], name=op.f("fk_geometry_change_change_set_id_change_set")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_geometry_change")),
    )
    op.create_index("ix_geometry_change_change_set_id", table, ["change_set_id"])
    op.create_index("ix_geometry_change_layer_object_id_id", table, ["layer", "object_id", "id"])
    op.create_index("ix_geometry_change_layer_division_code_id", table, ["layer", "division_code", "id"])
    op.create_index("ix_geometry_change_layer_at", table, ["layer", "at"])


def downgrade():
    """Without a history."""
    for table in LAYERS:
        for event in TRANSITIONS:
            op.execute(f"DROP TRIGGER record_{event.lower()} ON {table}")
        op.execute(f"DROP TRIGGER keep_records ON {table}")
    for table in ("laying_due", "geometry_change", "change_set"):
        op.drop_table(table)
    op.execute("DROP FUNCTION keep_records()")
    op.execute("DROP FUNCTION hangs_on(text, int[])")
    op.execute("DROP FUNCTION record_change()")

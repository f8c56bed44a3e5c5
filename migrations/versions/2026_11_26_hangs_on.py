"""Notes of what changed keep no division from being deleted: only records do.

Revision 20261126_hangs_on.
"""

from alembic import op

revision = "20261126_hangs_on"
down_revision = "20261126_imports"

# The same as before, but for the tables of notes that are left out.
HANGS_ON = """
CREATE OR REPLACE FUNCTION hangs_on(layer text, ids int[]) RETURNS TABLE (object_id int, what text, many bigint)
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
        AND c.relnamespace = 'public'::regnamespace AND c.relname <> ALL (ARRAY[{notes}])
      ORDER BY c.relname
    LOOP
      RETURN QUERY EXECUTE format(
        'SELECT d.id, %1$L::text, count(*) FROM division d JOIN %1$I held ON held.division_code = d.code
         WHERE d.id = ANY($1) GROUP BY 1', holder) USING ids;
    END LOOP;
  END IF;
END $$
"""


def upgrade():
    """Leave out what tells which tiles are old."""
    op.execute(HANGS_ON.format(notes="'geometry_change', 'layer_change'"))


def downgrade():
    """Leave out the history alone."""
    op.execute(HANGS_ON.format(notes="'geometry_change'"))

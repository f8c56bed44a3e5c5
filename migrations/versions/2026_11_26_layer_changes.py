"""Tables note what changed on published maps and where, so that a tile nobody touched is never drawn twice.

Revision 20261126_layer_changes, after 20261126_gis_views.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_layer_changes"
down_revision = "20261126_gis_views"

# Of what a statement touched in one place, the boxes become one: an import of a county is some hundred rows.
CELL_M = 8192

# Rows with a place of their own: their geometry and their division.
PLACED = {
    "division": ("geom_3857", "code"),
    "river_segment": ("geom_3857", "division_code"),
    "forest_plot": ("geom_3857", "division_code"),
    "patrol": ("path_3857", "division_code"),
    "issue": ("geom_3857", "division_code"),
    "forestry_work": ("geom_3857", "division_code"),
    "zoning_unit": ("geom_3857", "division_code"),
}
# Rows that lie where what they speak of lies.
SEGMENT = "{rows} r JOIN river_segment t ON t.id = r.segment_id"
PLOT = "{rows} r JOIN forest_plot t ON t.id = r.plot_id"
# A photo that is declared before its patrol is stored concerns everybody.
WALK = (
    " LEFT JOIN submission s ON s.id = t.patrol_id"
    " LEFT JOIN patrol p ON p.id = s.id AND p.patrolled_on = s.patrolled_on"
)
DECLARED = "{rows} t" + WALK
SENT = "{rows} r JOIN declared_photo t ON t.sha256 = r.sha256" + WALK
SHOWN = "{rows} p JOIN declared_photo t ON t.patrol_id = p.id"
ELSEWHERE = {
    "segment_visit": [("segment_visit", SEGMENT)],
    "plot_visit": [("plot_visit", PLOT)],
    "assignment": [("assignment", SEGMENT), ("assignment", PLOT)],
    "declared_photo": [("photo", DECLARED)],
    "photo_sender": [("photo", SENT)],
    "patrol": [("photo", SHOWN)],
}
# Names that rows of other tables show, wherever those lie: the source, whose division it concerns, what must differ.
NAMES = {
    "division": [("division_name", "division_code", "code AS division_code, name")],
    "river": [("river", "", "id, name")],
    "officer": [("officer", "", "id, username, name, post")],
    "forest_plot": [("plot_code", "", "id, code")],
}
RULES = "patrol_rule"
TABLES = tuple(dict.fromkeys((*PLACED, *ELSEWHERE, *NAMES, RULES)))
ROWS = {"INSERT": ("new_rows",), "UPDATE": ("old_rows", "new_rows"), "DELETE": ("old_rows",)}


def boxed(source, selects):
    """Note the boxes of these rows (shape, division_code)."""
    return f"""
    INSERT INTO layer_change (source, division_code, west, south, east, north)
    SELECT '{source}', division_code, min(ST_XMin(shape)), min(ST_YMin(shape)), max(ST_XMax(shape)), max(ST_YMax(shape))
    FROM ({" UNION ALL ".join(selects)}) touched WHERE shape IS NOT NULL
    GROUP BY division_code, floor(ST_XMin(shape) / {CELL_M}), floor(ST_YMin(shape) / {CELL_M});"""


def differing(source, division, columns, event):
    """Note a name that came, went or changed; a new name concerns rows that are noted themselves when they take it."""
    old, new = (f"SELECT {columns} FROM {rows}" for rows in ("old_rows", "new_rows"))
    touched = {
        "INSERT": new,
        "DELETE": old,
        "UPDATE": f"({old} EXCEPT {new}) UNION ALL ({new} EXCEPT {old})",
    }[event]
    chosen = f"DISTINCT '{source}', {division or repr('')}"
    return f"""
    INSERT INTO layer_change (source, division_code) SELECT {chosen} FROM ({touched}) touched;"""


def statements(table, event):
    """What the trigger of a table does after an event."""
    if table in PLACED:
        shape, division = PLACED[table]
        yield boxed(table, [f"SELECT {shape} AS shape, {division} AS division_code FROM {r}" for r in ROWS[event]])
    for source, join in ELSEWHERE.get(table, ()):
        division = "coalesce(p.division_code, '')" if source == "photo" else "t.division_code"
        told = f"SELECT t.geom_3857 AS shape, {division} AS division_code FROM "
        yield boxed(source, [told + join.format(rows=rows) for rows in ROWS[event]])
    for source, division, columns in NAMES.get(table, ()):
        yield differing(source, division, columns, event)
    if table == RULES:
        yield "\n    INSERT INTO layer_change (source) VALUES ('patrol_rule');"


def function(table):
    """One function for a table: it may write what whoever edits the table may not, and is planned once a connection."""
    branches = "".join(f"\n  IF TG_OP = '{event}' THEN{''.join(statements(table, event))}\n  END IF;" for event in ROWS)
    return f"""
CREATE FUNCTION note_{table}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN{branches}
  RETURN NULL;
END $$"""


def trigger(table, event):
    """Once a statement, with the rows it touched."""
    names = {"old_rows": "OLD TABLE AS old_rows", "new_rows": "NEW TABLE AS new_rows"}
    referencing = " ".join(names[rows] for rows in ROWS[event])
    return (
        f"CREATE TRIGGER note_{event.lower()} AFTER {event} ON {table} REFERENCING {referencing}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION note_{table}()"
    )


def upgrade():
    op.create_table(
        "layer_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("division_code", sa.String(12, collation="C"), server_default="", nullable=False),
        *(
            sa.Column(side, sa.Float(), server_default=sa.text(f"'{far}'"), nullable=False)
            for side, far in (
                ("west", "-Infinity"),
                ("south", "-Infinity"),
                ("east", "Infinity"),
                ("north", "Infinity"),
            )
        ),
        sa.Column("weight", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_layer_change"),
    )
    op.create_index("ix_layer_change_source_division_code", "layer_change", ["source", "division_code"])
    op.create_index("ix_issue_due_at", "issue", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))
    for table in TABLES:
        op.execute(function(table))
        for event in ROWS:
            op.execute(trigger(table, event))


def downgrade():
    for table in TABLES:
        for event in ROWS:
            op.execute(f"DROP TRIGGER note_{event.lower()} ON {table}")
        op.execute(f"DROP FUNCTION note_{table}()")
    op.drop_index("ix_issue_due_at", "issue")
    op.drop_table("layer_change")

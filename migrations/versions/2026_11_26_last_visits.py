"""The last days on which somebody came, which triggers keep in the transaction of the visits.

Revision 20261126_last_visits.
"""

import sqlalchemy as sa
from alembic import op

revision = "20261126_last_visits"
down_revision = "20261126_inside_own"

FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {body}
  RETURN NULL;
END $$
"""
# In the order of keys, so that two who came to the same places wait for each other and never both at once.
CAME = """
INSERT INTO {thing}_last_visit AS known ({thing}_id, visited_on, effective_on)
SELECT {thing}_id, max(patrolled_on), max(patrolled_on) FILTER (WHERE effective) FROM {rows} GROUP BY 1 ORDER BY 1
ON CONFLICT ({thing}_id) DO UPDATE SET visited_on = greatest(known.visited_on, excluded.visited_on),
  effective_on = greatest(known.effective_on, excluded.effective_on)
WHERE excluded.visited_on > coalesce(known.visited_on, '-infinity')
  OR excluded.effective_on > coalesce(known.effective_on, '-infinity')"""
# Where the last visit goes, another becomes the last. Locked first and looked for in a statement of its own, which sees
# whatever was committed until then.
LOCK = """
PERFORM 1 FROM {thing}_last_visit WHERE {thing}_id IN ({gone}) ORDER BY {thing}_id FOR UPDATE;"""
GONE = """
UPDATE {thing}_last_visit known SET
  visited_on = (SELECT max(patrolled_on) FROM {thing}_visit v WHERE v.{thing}_id = known.{thing}_id),
  effective_on = (SELECT max(patrolled_on) FROM {thing}_visit v WHERE v.{thing}_id = known.{thing}_id AND v.effective)
WHERE {thing}_id IN ({gone});"""
WENT = {
    "delete": "SELECT {thing}_id FROM went",
    "update": "SELECT w.{thing}_id FROM went w LEFT JOIN came c ON (c.patrol_id, c.{thing}_id, c.patrolled_on)"
    " = (w.patrol_id, w.{thing}_id, w.patrolled_on) WHERE c.patrol_id IS NULL OR w.effective AND NOT c.effective",
}
CHANGES = {
    "insert": "NEW TABLE AS came",
    "delete": "OLD TABLE AS went",
    "update": "OLD TABLE AS went NEW TABLE AS came",
}


def upgrade() -> None:
    """The days, found from the visits that are here already."""
    for thing in ("segment", "plot"):
        op.create_table(
            f"{thing}_last_visit",
            sa.Column(f"{thing}_id", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("visited_on", sa.Date()),
            sa.Column("effective_on", sa.Date()),
            sa.PrimaryKeyConstraint(f"{thing}_id", name=f"pk_{thing}_last_visit"),
        )
        op.execute(CAME.format(thing=thing, rows=f"{thing}_visit"))
        for change, transition in CHANGES.items():
            make_trigger(thing, change, f"REFERENCING {transition}", body(thing, change))
        make_trigger(thing, "truncate", "", f"TRUNCATE {thing}_last_visit;")


def body(thing: str, change: str) -> str:
    """What is done after a statement that changed visits."""
    came = "" if change == "delete" else CAME.format(thing=thing, rows="came") + ";"
    if change == "insert":
        return came
    gone = WENT[change].format(thing=thing)
    return came + LOCK.format(thing=thing, gone=gone) + GONE.format(thing=thing, gone=gone)


def make_trigger(thing: str, change: str, referencing: str, what: str) -> None:
    """One function and its trigger, once a statement."""
    name = f"last_{thing}_visit_{change}"
    op.execute(FUNCTION.format(name=name, body=what))
    op.execute(
        f"CREATE TRIGGER last_{change} AFTER {change} ON {thing}_visit {referencing}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def downgrade() -> None:
    """They can be found again."""
    for thing in ("segment", "plot"):
        for change in (*CHANGES, "truncate"):
            op.execute(f"DROP TRIGGER last_{change} ON {thing}_visit")
            op.execute(f"DROP FUNCTION last_{thing}_visit_{change}()")
        op.drop_table(f"{thing}_last_visit")

"""Sums of whole months over patrols and visits, which triggers keep in the transaction of what they sum.

Revision 20261126_months, after 20261126_bulletins.
"""

from functools import partial

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261126_months"
down_revision = "20261126_bulletins"

# table → sums of it, what a row counts for (each grouped by the first ones), whether it has what was covered
MONTH = "patrolled_on - (extract(day FROM patrolled_on)::int - 1)"
PATROLS = {
    "keys": {"month": MONTH, "officer_id": "officer_id", "kind": "kind", "division_code": "division_code"},
    "counts": {
        "patrols": "counts",
        "effective": "counts AND effective",
        "counted": "counts AND effective AND counted",
    },
}
BORNE = "effective AND bearer_id IS NOT NULL"
WHO = "coalesce(stands_in_for, officer_id)"


def of_visits(thing: str) -> dict:
    keys = {"month": MONTH, "officer_id": WHO, f"{thing}_id": f"{thing}_id", "division_code": "division_code"}
    counts = {"effective": "effective", "counted": "effective AND counted"}
    return {"keys": keys, "counts": counts | {"borne": BORNE, "borne_counted": f"{BORNE} AND counted"}}


SUMS = {
    "patrol": ("patrol_month", PATROLS),
    "segment_visit": ("segment_month", of_visits("segment")),
    "plot_visit": ("plot_month", of_visits("plot")),
}
CHANGES = {
    "insert": ("NEW TABLE AS came", "SELECT *, 1 AS sign FROM came"),
    "delete": ("OLD TABLE AS went", "SELECT *, -1 AS sign FROM went"),
    "update": (
        "OLD TABLE AS went NEW TABLE AS came",
        "SELECT *, 1 AS sign FROM came UNION ALL SELECT *, -1 AS sign FROM went",
    ),
}
FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  {body}
  RETURN NULL;
END $$
"""
# In the order of keys, so that two who add to the same sums wait for each other and never both at once.
ADD = """
INSERT INTO {sums} AS known ({names}) SELECT {values} FROM ({rows}) moved GROUP BY {groups} ORDER BY {groups}
ON CONFLICT ({keys}) DO UPDATE SET {added}"""
# What is no longer covered by one visit may be by another: found from those that are left. The sums are locked by what
# was added just before, and this statement sees whatever was committed until then.
COVER = """
UPDATE {sums} known SET covered = coalesce((
    SELECT range_agg(v.covered) FROM {table} v
    WHERE v.{thing}_id = known.{thing}_id AND v.patrolled_on >= known.month
      AND v.patrolled_on < (known.month + interval '1 month')::date
      AND coalesce(v.stands_in_for, v.officer_id) = known.officer_id AND v.division_code = known.division_code), '{{}}')
FROM (SELECT DISTINCT {keyed} FROM ({gone}) gone) gone
WHERE {same};"""
WENT = {
    "delete": "SELECT * FROM went",
    "update": "SELECT w.* FROM went w LEFT JOIN came c ON (c.patrol_id, c.{thing}_id, c.division_code, c.covered)"
    " = (w.patrol_id, w.{thing}_id, w.division_code, w.covered) AND c.patrolled_on = w.patrolled_on"
    " AND coalesce(c.stands_in_for, c.officer_id) = coalesce(w.stands_in_for, w.officer_id) WHERE c.patrol_id IS NULL",
}


def upgrade():
    make_tables()
    for table, (sums, of) in SUMS.items():
        op.execute(FUNCTION.format(name=f"sum_{table}_truncate", body=f"TRUNCATE {sums};"))
        op.execute(
            f"CREATE TRIGGER sum_truncate AFTER TRUNCATE ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION sum_{table}_truncate()"
        )
        op.execute(adding(table, sums, of, f"SELECT *, 1 AS sign FROM {table}", covered="covered"))
        for change, (transition, rows) in CHANGES.items():
            name = f"sum_{table}_{change}"
            # Of visits that go nothing new is covered.
            new = "covered" if change == "insert" else "CASE WHEN sign > 0 THEN covered ELSE '{}' END"
            body = adding(table, sums, of, rows, covered=new) + ";" + covering(table, sums, of, change)
            op.execute(FUNCTION.format(name=name, body=body))
            op.execute(
                f"CREATE TRIGGER sum_{change} AFTER {change} ON {table} REFERENCING {transition}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )


def make_tables():
    for table, (sums, of) in SUMS.items():
        column = partial(sa.Column, nullable=False)
        third = list(of["keys"])[2]
        op.create_table(
            sums,
            column("month", sa.Date()),
            column("officer_id", sa.Integer()),
            column(third, sa.Integer() if third.endswith("_id") else sa.String()),
            column("division_code", sa.String(12, collation="C")),
            *(column(name, sa.Integer()) for name in of["counts"]),
            *([column("covered", postgresql.INT4MULTIRANGE())] if table != "patrol" else []),
            sa.PrimaryKeyConstraint(*of["keys"], name=f"pk_{sums}"),
        )


def adding(table: str, sums: str, of: dict, rows: str, *, covered: str) -> str:
    counts = {name: f"coalesce(sum(sign) FILTER (WHERE {what}), 0)" for name, what in of["counts"].items()}
    values = of["keys"] | counts
    added = [f"{name} = known.{name} + excluded.{name}" for name in counts]
    if table != "patrol":
        values["covered"] = f"range_agg({covered})"
        added.append("covered = known.covered + excluded.covered")
    groups = ", ".join(str(at) for at in range(1, len(of["keys"]) + 1))
    parts = {"names": ", ".join(values), "values": ", ".join(values.values()), "added": ", ".join(added)}
    return ADD.format(sums=sums, rows=rows, groups=groups, keys=", ".join(of["keys"]), **parts)


def covering(table: str, sums: str, of: dict, change: str) -> str:
    if table == "patrol" or change == "insert":
        return ""
    thing = table.removesuffix("_visit")
    keyed = ", ".join(f"{what} AS {name}" for name, what in of["keys"].items())
    same = " AND ".join(f"known.{name} = gone.{name}" for name in of["keys"])
    gone = WENT[change].format(thing=thing)
    return COVER.format(sums=sums, table=table, thing=thing, keyed=keyed, gone=gone, same=same)


def downgrade():
    for table, (sums, _of) in SUMS.items():
        for change in (*CHANGES, "truncate"):
            op.execute(f"DROP TRIGGER sum_{change} ON {table}")
            op.execute(f"DROP FUNCTION sum_{table}_{change}()")
        op.drop_table(sums)

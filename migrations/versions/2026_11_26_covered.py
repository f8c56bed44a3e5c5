"""Sums of months keep of visits what they covered; how many there were is kept by terms, which alone are asked for it.

Revision 20261126_covered, after 20261126_terms.
"""

from functools import partial

import sqlalchemy as sa
from alembic import op

revision = "20261126_covered"
down_revision = "20261126_terms"

BORNE = "effective AND bearer_id IS NOT NULL"
COUNTS = {
    "effective": "effective",
    "counted": "effective AND counted",
    "borne": BORNE,
    "borne_counted": f"{BORNE} AND counted",
}
KEYS = "month, officer_id, {thing}_id, division_code"
KEYED = (
    "patrolled_on - (extract(day FROM patrolled_on)::int - 1) AS month,"
    " coalesce(stands_in_for, officer_id) AS officer_id, {thing}_id, division_code"
)
EVERY = "SELECT *, 1 AS sign FROM came UNION ALL SELECT *, -1 AS sign FROM went"
# A visit that covers the same in the same place and month, whatever was judged of it.
KEPT = (
    "(other.patrol_id, other.{thing}_id, other.division_code, other.covered, other.patrolled_on,"
    " coalesce(other.stands_in_for, other.officer_id)) = (each.patrol_id, each.{thing}_id, each.division_code,"
    " each.covered, each.patrolled_on, coalesce(each.stands_in_for, each.officer_id))"
)
MOVED = "SELECT each.*, {sign} AS sign FROM {one} each LEFT JOIN {other} other ON {kept} WHERE other.patrol_id IS NULL"
# In the order of keys, so that two who add to the same sums wait for each other and never both at once.
ADD = """
INSERT INTO {thing}_month AS known ({keys}, {names}covered)
SELECT {keyed}, {counted}range_agg({covered}) FROM ({rows}) moved GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
ON CONFLICT ({keys}) DO UPDATE SET {added}covered = known.covered + excluded.covered;"""
# What is no longer covered by one visit may be by another: found from those that are left. The sums are locked by what
# was added just before, and this statement sees whatever was committed until then.
COVER = """
UPDATE {thing}_month known SET covered = coalesce((
    SELECT range_agg(v.covered) FROM {thing}_visit v
    WHERE v.{thing}_id = known.{thing}_id AND v.patrolled_on >= known.month
      AND v.patrolled_on < (known.month + interval '1 month')::date
      AND coalesce(v.stands_in_for, v.officer_id) = known.officer_id AND v.division_code = known.division_code), '{{}}')
FROM (SELECT DISTINCT {keyed} FROM ({gone}) gone) gone WHERE ({known}) = ({went});"""


def upgrade():
    for thing in ("segment", "plot"):
        write(thing, counts={})
        for name in COUNTS:
            op.drop_column(f"{thing}_month", name)


def downgrade():
    for thing in ("segment", "plot"):
        for name in COUNTS:
            op.add_column(f"{thing}_month", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
        write(thing, counts=COUNTS)
        op.execute(adding(thing, COUNTS, f"SELECT *, 1 AS sign FROM {thing}_visit", "covered"))
        for name in COUNTS:
            op.alter_column(f"{thing}_month", name, server_default=None)


def write(thing: str, counts: dict[str, str]):
    """The functions of the triggers, which count so much beside what is covered."""
    moved = partial(MOVED.format, kept=KEPT.format(thing=thing))
    gone = moved(one="went", other="came", sign=-1)
    change = EVERY if counts else f"{moved(one='came', other='went', sign=1)} UNION ALL {gone}"
    new = "CASE WHEN sign > 0 THEN covered ELSE '{}' END"
    bodies = {
        "insert": adding(thing, counts, "SELECT *, 1 AS sign FROM came", "covered"),
        "delete": adding(thing, counts, "SELECT *, -1 AS sign FROM went", new) + covering(thing, "SELECT * FROM went"),
        "update": adding(thing, counts, change, new) + covering(thing, gone),
    }
    for change, body in bodies.items():
        op.execute(
            f"CREATE OR REPLACE FUNCTION sum_{thing}_visit_{change}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {body} RETURN NULL; END $$"
        )


def adding(thing: str, counts: dict[str, str], rows: str, covered: str) -> str:
    given = {"thing": thing, "rows": rows, "covered": covered}
    given |= {"keys": KEYS.format(thing=thing), "keyed": KEYED.format(thing=thing)}
    given["names"] = "".join(f"{name}, " for name in counts)
    given["counted"] = "".join(f"coalesce(sum(sign) FILTER (WHERE {what}), 0), " for what in counts.values())
    given["added"] = "".join(f"{name} = known.{name} + excluded.{name}, " for name in counts)
    return ADD.format(**given)


def covering(thing: str, gone: str) -> str:
    names = KEYS.format(thing=thing).split(", ")
    known, went = (", ".join(f"{of}.{name}" for name in names) for of in ("known", "gone"))
    return COVER.format(thing=thing, keyed=KEYED.format(thing=thing), gone=gone, known=known, went=went)

"""How long each patrol was in each cell of the county's grid, and the positions of photos ready for tiles.

Revision 20261126_map, after 20261126_geometry_history.
"""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "20261126_map"
down_revision = "20261126_geometry_history"

MONTHS_THAT_ARE = """
SELECT ensure_month(to_date(right(c.relname, 7), 'YYYY_MM'))
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'patrol'::regclass
"""

# As patrol/sql/spend_effort.sql counts patrols that come in, for those that are here already.
SPENT_SO_FAR = """
INSERT INTO patrol_effort (patrol_id, patrolled_on, division_code, cell, seconds, metres)
WITH step AS (
  SELECT p.id, p.patrolled_on, p.division_code, ST_StartPoint(d.geom) AS a, ST_EndPoint(d.geom) AS b
  FROM patrol p CROSS JOIN LATERAL ST_DumpSegments(p.path_3857) d
), measured AS (
  SELECT id, patrolled_on, division_code, ST_X(a) AS ax, ST_Y(a) AS ay, ST_X(b) - ST_X(a) AS dx, ST_Y(b) - ST_Y(a) AS dy,
         ST_M(b) - ST_M(a) AS seconds, ST_Distance(a, b) / cosh(ST_Y(a) / 6378137) AS metres,
         greatest(1, ceil(ST_Distance(a, b) / 200))::int AS pieces
  FROM step
), spent AS (
  SELECT id, patrolled_on, division_code, seconds / pieces AS seconds, metres / pieces AS metres,
         floor((ax + (k + 0.5) / pieces * dx + 20037508.342789244) / 611.49622628141)::bigint * 65536
         + floor((20037508.342789244 - (ay + (k + 0.5) / pieces * dy)) / 611.49622628141)::bigint AS cell
  FROM measured CROSS JOIN LATERAL generate_series(0, pieces - 1) k
)
SELECT id, patrolled_on, division_code, cell, sum(seconds), sum(metres)
FROM spent GROUP BY id, patrolled_on, division_code, cell
"""


def upgrade() -> None:
    """The grid, filled from the paths that are kept; photos get their place in Web Mercator."""
    op.create_table(
        "patrol_effort",
        sa.Column("patrol_id", sa.Uuid(), nullable=False),
        sa.Column("patrolled_on", sa.Date(), nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("seconds", sa.REAL(), nullable=False),
        sa.Column("metres", sa.REAL(), nullable=False),
        sa.PrimaryKeyConstraint("patrol_id", "patrolled_on", "cell", name=op.f("pk_patrol_effort")),
        sa.ForeignKeyConstraint(
            ["patrol_id"], ["submission.id"], name=op.f("fk_patrol_effort_patrol_id_submission"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("seconds >= 0 AND seconds < 'Infinity'", name=op.f("ck_patrol_effort_seconds")),
        sa.CheckConstraint("metres >= 0 AND metres < 'Infinity'", name=op.f("ck_patrol_effort_metres")),
        postgresql_partition_by="RANGE (patrolled_on)",
    )
    op.execute(MONTHS_THAT_ARE)
    op.execute(SPENT_SO_FAR)
    place = Geometry("POINT", srid=3857, spatial_index=False)
    op.add_column("declared_photo", sa.Column("geom_3857", place, sa.Computed("ST_Transform(geom, 3857)", True)))
    op.add_column("declared_photo", sa.Column("number", sa.BigInteger(), sa.Identity(), nullable=False))
    op.create_unique_constraint("uq_declared_photo_number", "declared_photo", ["number"])
    op.create_index("ix_declared_photo_geom_3857", "declared_photo", ["geom_3857"], postgresql_using="gist")


def downgrade() -> None:
    """Both can be counted again."""
    op.drop_index("ix_declared_photo_geom_3857", "declared_photo")
    op.drop_column("declared_photo", "number")
    op.drop_column("declared_photo", "geom_3857")
    op.drop_table("patrol_effort")

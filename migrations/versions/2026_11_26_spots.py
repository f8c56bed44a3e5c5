"""Where the middle of each plot lies and how long it is, for tiles far out, which draw plots together by it.

Revision 20261126_spots, after 20261126_last_visits.
"""

from alembic import op

revision = "20261126_spots"
down_revision = "20261126_last_visits"

# Columns and rows of tiles of level 26 of Web Mercator.
SPOTS = 2**26
LOW, HIGH = (f"(0.5 - asinh(tan(radians({side}(geom)))) / 6.283185307179586)" for side in ("ST_YMin", "ST_YMax"))
COLUMNS = {
    "spot_x": f"floor(((ST_XMin(geom) + ST_XMax(geom)) / 720 + 0.5) * {SPOTS})::int",
    "spot_y": f"floor(({LOW} + {HIGH}) / 2 * {SPOTS})::int",
    "span": f"ceil(greatest((ST_XMax(geom) - ST_XMin(geom)) / 360, {LOW} - {HIGH}) * {SPOTS})::int",
}


def upgrade() -> None:
    """The table is written anew, once for all three."""
    added = ", ".join(
        f"ADD COLUMN {name} integer GENERATED ALWAYS AS ({what}) STORED NOT NULL" for name, what in COLUMNS.items()
    )
    op.execute(f"ALTER TABLE forest_plot {added}")
    op.create_index("ix_forest_plot_spot_x_spot_y", "forest_plot", ["spot_x", "spot_y"])


def downgrade() -> None:
    """They follow from the geometry."""
    op.drop_index("ix_forest_plot_spot_x_spot_y", "forest_plot")
    for name in COLUMNS:
        op.drop_column("forest_plot", name)

"""The first schema.

Revision 20261122_first, after nothing.
"""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "20261122_first"
down_revision = None

TABLES = (
    "issue_event",
    "segment_visit",
    "plot_visit",
    "issue",
    "declared_photo",
    "station",
    "patrol",
    "observation",
    "assignment",
    "token",
    "submission",
    "river_segment",
    "plot_cell",
    "photo",
    "forestry_work",
    "zoning_unit",
    "river",
    "patrol_rule",
    "officer",
    "forest_plot",
    "division",
    "annual_target",
)

ENSURE_MONTH = """
CREATE FUNCTION ensure_month(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', day);
  parent text;
  child text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['patrol', 'segment_visit', 'plot_visit'] LOOP
    child := parent || to_char(first, '_YYYY_MM');
    CONTINUE WHEN to_regclass(child) IS NOT NULL;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_month'));
    -- Asked as a query: to_regclass may answer from before the lock, when another session had not made it yet.
    CONTINUE WHEN EXISTS (SELECT FROM pg_inherits WHERE inhparent = parent::regclass
                          AND inhrelid IN (SELECT oid FROM pg_class WHERE relname = child));
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS)',
                   child, parent);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                   parent, child, first, first + interval '1 month');
  END LOOP;
END $$
"""

# How many stations or cells a visit holds.
MULTIRANGE_SIZE = """
CREATE FUNCTION multirange_size(ranges int4multirange) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(sum(upper(r) - lower(r)), 0) FROM unnest(ranges) r
$$
"""


def geometry(kind, srid, dimension):
    """A geometry column type whose index is made apart."""
    return Geometry(kind, srid=srid, dimension=dimension, spatial_index=False)


def sound(column):
    """The condition that keeps NaN, infinite and impossible coordinates out."""
    return (
        f"ST_IsValid({column}) AND NOT ST_IsEmpty({column})"
        f" AND ST_XMin({column}) >= -180 AND ST_XMax({column}) <= 180"
        f" AND ST_YMin({column}) >= -90 AND ST_YMax({column}) <= 90"
    )


def upgrade():
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.execute("CREATE SEQUENCE patrol_number AS bigint")
    op.create_table(
        "annual_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("work_type", sa.String(), nullable=False),
        sa.Column("area_m2", sa.Double(), nullable=False),
        sa.Column("pace", sa.ARRAY(sa.Float()), nullable=False),
        sa.CheckConstraint("area_m2 >= 0 AND area_m2 < 'Infinity'", name=op.f("ck_annual_target_area")),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_annual_target_division_code_form")),
        sa.CheckConstraint(
            "work_type IN ('afforestation', 'tending', 'restoration', 'closing')",
            name=op.f("ck_annual_target_work_type"),
        ),
        sa.CheckConstraint("cardinality(pace) = 12 AND pace[12] = 1", name=op.f("ck_annual_target_pace")),
        sa.CheckConstraint("year BETWEEN 1950 AND 2200", name=op.f("ck_annual_target_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_target")),
        sa.UniqueConstraint(
            "year", "division_code", "work_type", name=op.f("uq_annual_target_year_division_code_work_type")
        ),
    )
    op.create_index("ix_annual_target_division_code_year", "annual_target", ["division_code", "year"], unique=False)
    op.create_table(
        "division",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("parent_code", sa.String(length=12, collation="C"), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("geom", geometry("MULTIPOLYGON", 4490, 2), nullable=True),
        sa.Column(
            "geom_3857",
            geometry("MULTIPOLYGON", 3857, 2),
            sa.Computed("ST_Transform(geom, 3857)", persisted=True),
            nullable=True,
        ),
        sa.CheckConstraint("(level = 'county') OR parent_code IS NOT NULL", name=op.f("ck_division_parent")),
        sa.CheckConstraint("code ~ '^[0-9]{12}$'", name=op.f("ck_division_code_form")),
        sa.CheckConstraint("level IN ('county', 'township', 'village')", name=op.f("ck_division_level")),
        sa.CheckConstraint(sound("geom"), name=op.f("ck_division_geom_sound")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name=op.f("ck_division_validity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division")),
        sa.UniqueConstraint("code", name=op.f("uq_division_code")),
    )
    op.create_index("ix_division_geom", "division", ["geom"], postgresql_using="gist")
    op.create_index("ix_division_geom_3857", "division", ["geom_3857"], postgresql_using="gist")
    op.create_index("ix_division_parent_code", "division", ["parent_code"], unique=False)
    op.create_table(
        "forest_plot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("compartment", sa.String(), nullable=True),
        sa.Column("plot_number", sa.String(), nullable=True),
        sa.Column("tree_species", sa.String(), nullable=True),
        sa.Column("land_class", sa.String(), nullable=True),
        sa.Column("recorded_area_m2", sa.Double(), nullable=True),
        sa.Column("cells", sa.Integer(), server_default="0", nullable=False),
        sa.Column("geom", geometry("MULTIPOLYGON", 4490, 2), nullable=False),
        sa.Column(
            "geom_3857",
            geometry("MULTIPOLYGON", 3857, 2),
            sa.Computed("ST_Transform(geom, 3857)", persisted=True),
            nullable=False,
        ),
        sa.Column("area_m2", sa.Double(), sa.Computed("ST_Area(geom::geography)", persisted=True), nullable=False),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_forest_plot_division_code_form")),
        sa.CheckConstraint(sound("geom"), name=op.f("ck_forest_plot_geom_sound")),
        sa.CheckConstraint("area_m2 > 0", name=op.f("ck_forest_plot_area")),
        sa.CheckConstraint("recorded_area_m2 >= 0", name=op.f("ck_forest_plot_recorded_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forest_plot")),
        sa.UniqueConstraint("code", name=op.f("uq_forest_plot_code")),
        sa.UniqueConstraint(
            "division_code",
            "compartment",
            "plot_number",
            name=op.f("uq_forest_plot_division_code_compartment_plot_number"),
        ),
    )
    op.create_index("ix_forest_plot_division_code", "forest_plot", ["division_code"], unique=False)
    op.create_index("ix_forest_plot_geom", "forest_plot", ["geom"], postgresql_using="gist")
    op.create_index("ix_forest_plot_geom_3857", "forest_plot", ["geom_3857"], postgresql_using="gist")
    op.create_table(
        "officer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("failed_sign_ins", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_officer_division_code_form")),
        sa.CheckConstraint(
            "post IN ('ranger', 'patroller', 'village_chief', 'township_chief', 'county_chief', 'supervision', 'office', 'gis', 'supervisor', 'auditor', 'admin')",
            name=op.f("ck_officer_post"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer")),
        sa.UniqueConstraint("username", name=op.f("uq_officer_username")),
    )
    op.create_index("ix_officer_division_code", "officer", ["division_code"], unique=False)
    op.create_table(
        "patrol_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("min_duration_s", sa.Double(), server_default="0", nullable=False),
        sa.Column("min_distance_m", sa.Double(), server_default="0", nullable=False),
        sa.Column("min_own_share", sa.Double(), server_default="0", nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_patrol_rule_division_code_form")),
        sa.CheckConstraint("kind IN ('river', 'forest')", name=op.f("ck_patrol_rule_kind")),
        sa.CheckConstraint(
            "period IN ('day', 'week', 'ten_days', 'month', 'quarter', 'half_year', 'year')",
            name=op.f("ck_patrol_rule_period"),
        ),
        sa.CheckConstraint(
            "post IN ('ranger', 'patroller', 'village_chief', 'township_chief', 'county_chief', 'supervision', 'office', 'gis', 'supervisor', 'auditor', 'admin')",
            name=op.f("ck_patrol_rule_post"),
        ),
        sa.CheckConstraint("min_duration_s >= 0 AND min_distance_m >= 0", name=op.f("ck_patrol_rule_minimums")),
        sa.CheckConstraint("min_own_share BETWEEN 0 AND 1", name=op.f("ck_patrol_rule_min_own_share")),
        sa.CheckConstraint("times >= 0", name=op.f("ck_patrol_rule_times")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_patrol_rule_validity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patrol_rule")),
    )
    op.create_index("uq_patrol_rule_start", "patrol_rule", ["division_code", "post", "kind", "valid_from"], unique=True)
    op.create_table(
        "river",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_river")),
        sa.UniqueConstraint("code", name=op.f("uq_river_code")),
    )
    op.create_table(
        "zoning_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("geom", geometry("MULTIPOLYGON", 4490, 2), nullable=False),
        sa.Column(
            "geom_3857",
            geometry("MULTIPOLYGON", 3857, 2),
            sa.Computed("ST_Transform(geom, 3857)", persisted=True),
            nullable=False,
        ),
        sa.Column("area_m2", sa.Double(), sa.Computed("ST_Area(geom::geography)", persisted=True), nullable=False),
        sa.CheckConstraint(
            "category IN ('priority', 'key', 'general', 'red_line', 'farmland')", name=op.f("ck_zoning_unit_category")
        ),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_zoning_unit_division_code_form")),
        sa.CheckConstraint(sound("geom"), name=op.f("ck_zoning_unit_geom_sound")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zoning_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_zoning_unit_code")),
    )
    op.create_index("ix_zoning_unit_division_code", "zoning_unit", ["division_code"], unique=False)
    op.create_index("ix_zoning_unit_geom", "zoning_unit", ["geom"], postgresql_using="gist")
    op.create_index("ix_zoning_unit_geom_3857", "zoning_unit", ["geom_3857"], postgresql_using="gist")
    op.create_table(
        "forestry_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("work_type", sa.String(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("plot_id", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("reported_area_m2", sa.Double(), server_default="0", nullable=False),
        sa.Column("verified_area_m2", sa.Double(), nullable=True),
        sa.Column("qualified_area_m2", sa.Double(), nullable=True),
        sa.Column("counted_area_m2", sa.Double(), server_default="0", nullable=False),
        sa.Column("geom", geometry("MULTIPOLYGON", 4490, 2), nullable=True),
        sa.Column(
            "geom_3857",
            geometry("MULTIPOLYGON", 3857, 2),
            sa.Computed("ST_Transform(geom, 3857)", persisted=True),
            nullable=True,
        ),
        sa.Column(
            "measured_area_m2", sa.Double(), sa.Computed("ST_Area(geom::geography)", persisted=True), nullable=True
        ),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_forestry_work_division_code_form")),
        sa.CheckConstraint(
            "work_type IN ('afforestation', 'tending', 'restoration', 'closing')",
            name=op.f("ck_forestry_work_work_type"),
        ),
        sa.CheckConstraint(sound("geom"), name=op.f("ck_forestry_work_geom_sound")),
        sa.CheckConstraint(
            "qualified_area_m2 >= 0 AND qualified_area_m2 <= verified_area_m2",
            name=op.f("ck_forestry_work_qualified_area"),
        ),
        sa.CheckConstraint("reported_area_m2 >= 0 AND counted_area_m2 >= 0", name=op.f("ck_forestry_work_areas")),
        sa.CheckConstraint("verified_area_m2 >= 0", name=op.f("ck_forestry_work_verified_area")),
        sa.CheckConstraint("year BETWEEN 1950 AND 2200", name=op.f("ck_forestry_work_year")),
        sa.ForeignKeyConstraint(["plot_id"], ["forest_plot.id"], name=op.f("fk_forestry_work_plot_id_forest_plot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forestry_work")),
        sa.UniqueConstraint("code", name=op.f("uq_forestry_work_code")),
    )
    op.create_index("ix_forestry_work_geom", "forestry_work", ["geom"], postgresql_using="gist")
    op.create_index("ix_forestry_work_geom_3857", "forestry_work", ["geom_3857"], postgresql_using="gist")
    op.create_index("ix_forestry_work_plot_id", "forestry_work", ["plot_id"], unique=False)
    op.create_index(
        "ix_forestry_work_year_work_type_division_code",
        "forestry_work",
        ["year", "work_type", "division_code"],
        unique=False,
    )
    op.create_table(
        "photo",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_by", sa.Integer(), nullable=False),
        sa.Column("exif_taken_at", sa.DateTime(), nullable=True),
        sa.Column("exif_geom", geometry("POINT", 4490, 2), nullable=True),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_photo_sha256_form")),
        sa.CheckConstraint(sound("exif_geom"), name=op.f("ck_photo_exif_geom_sound")),
        sa.CheckConstraint("bytes > 0 AND width > 0 AND height > 0", name=op.f("ck_photo_size")),
        sa.ForeignKeyConstraint(["stored_by"], ["officer.id"], name=op.f("fk_photo_stored_by_officer")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_photo")),
    )
    op.create_table(
        "plot_cell",
        sa.Column("plot_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cell", sa.BigInteger(), nullable=False),
        sa.Column("centre", geometry("POINT", 3857, 2), nullable=False),
        sa.ForeignKeyConstraint(
            ["plot_id"], ["forest_plot.id"], name=op.f("fk_plot_cell_plot_id_forest_plot"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plot_id", "number", name=op.f("pk_plot_cell")),
    )
    op.create_index("ix_plot_cell_centre", "plot_cell", ["centre"], postgresql_using="gist")
    op.create_table(
        "river_segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("river_id", sa.Integer(), nullable=True),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("bank", sa.String(), nullable=True),
        sa.Column("stakes", sa.String(), nullable=True),
        sa.Column("stations", sa.Integer(), server_default="0", nullable=False),
        sa.Column("geom", geometry("LINESTRING", 4490, 2), nullable=False),
        sa.Column(
            "geom_3857",
            geometry("LINESTRING", 3857, 2),
            sa.Computed("ST_Transform(geom, 3857)", persisted=True),
            nullable=False,
        ),
        sa.Column("length_m", sa.Double(), sa.Computed("ST_Length(geom::geography)", persisted=True), nullable=False),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_river_segment_division_code_form")),
        sa.CheckConstraint(sound("geom"), name=op.f("ck_river_segment_geom_sound")),
        sa.CheckConstraint("length_m > 0", name=op.f("ck_river_segment_length")),
        sa.CheckConstraint("stations >= 0", name=op.f("ck_river_segment_stations")),
        sa.ForeignKeyConstraint(["river_id"], ["river.id"], name=op.f("fk_river_segment_river_id_river")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_river_segment")),
        sa.UniqueConstraint("code", name=op.f("uq_river_segment_code")),
    )
    op.create_index("ix_river_segment_division_code", "river_segment", ["division_code"], unique=False)
    op.create_index("ix_river_segment_geom", "river_segment", ["geom"], postgresql_using="gist")
    op.create_index("ix_river_segment_geom_3857", "river_segment", ["geom_3857"], postgresql_using="gist")
    op.create_index("ix_river_segment_river_id", "river_segment", ["river_id"], unique=False)
    op.create_table(
        "submission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patrolled_on", sa.Date(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("content_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_submission_officer_id_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
    )
    op.create_index("ix_submission_officer_id_patrolled_on", "submission", ["officer_id", "patrolled_on"], unique=False)
    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_token_officer_id_officer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_token_digest")),
    )
    op.create_index("ix_token_officer_id", "token", ["officer_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("plot_id", sa.Integer(), nullable=True),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "post IN ('ranger', 'patroller', 'village_chief', 'township_chief', 'county_chief', 'supervision', 'office', 'gis', 'supervisor', 'auditor', 'admin')",
            name=op.f("ck_assignment_post"),
        ),
        sa.CheckConstraint("num_nonnulls(segment_id, plot_id) = 1", name=op.f("ck_assignment_one_object")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_assignment_validity")),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_assignment_officer_id_officer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plot_id"], ["forest_plot.id"], name=op.f("fk_assignment_plot_id_forest_plot"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"],
            ["river_segment.id"],
            name=op.f("fk_assignment_segment_id_river_segment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index("ix_assignment_plot_id", "assignment", ["plot_id"], unique=False)
    op.create_index("ix_assignment_segment_id", "assignment", ["segment_id"], unique=False)
    op.create_index(
        "uq_assignment_officer_plot",
        "assignment",
        ["officer_id", "plot_id", "valid_from"],
        unique=True,
        postgresql_where="plot_id IS NOT NULL",
    )
    op.create_index(
        "uq_assignment_officer_segment",
        "assignment",
        ["officer_id", "segment_id", "valid_from"],
        unique=True,
        postgresql_where="segment_id IS NOT NULL",
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patrol_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("text", sa.String(), server_default="", nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("geom", geometry("POINT", 4490, 2), nullable=True),
        sa.CheckConstraint(sound("geom"), name=op.f("ck_observation_geom_sound")),
        sa.ForeignKeyConstraint(
            ["patrol_id"], ["submission.id"], name=op.f("fk_observation_patrol_id_submission"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index("ix_observation_geom", "observation", ["geom"], postgresql_using="gist")
    op.create_index("ix_observation_patrol_id", "observation", ["patrol_id"], unique=False)
    op.create_table(
        "patrol",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patrolled_on", sa.Date(), nullable=False),
        sa.Column("number", sa.BigInteger(), server_default=sa.text("nextval('patrol_number')"), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("track", geometry("LINESTRINGM", 4490, 3), nullable=False),
        sa.Column("accuracy_m", sa.ARRAY(sa.SmallInteger()), nullable=True),
        sa.Column("path", geometry("MULTILINESTRINGM", 4490, 3), nullable=True),
        sa.Column(
            "path_3857",
            geometry("MULTILINESTRINGM", 3857, 3),
            sa.Computed("ST_Transform(path, 3857)", persisted=True),
            nullable=True,
        ),
        sa.Column("distance_m", sa.Double(), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.Column("effective", sa.Boolean(), nullable=False),
        sa.Column("reasons", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("flags", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "ST_NPoints(path) >= 2 AND ST_Length(path) < 'Infinity' AND ST_XMin(path) >= -180 AND ST_XMax(path) <= 180 AND ST_YMin(path) >= -90 AND ST_YMax(path) <= 90",
            name=op.f("ck_patrol_path_sound"),
        ),
        sa.CheckConstraint(
            "ST_NPoints(track) >= 2 AND ST_Length(track) < 'Infinity' AND ST_XMin(track) >= -180 AND ST_XMax(track) <= 180 AND ST_YMin(track) >= -90 AND ST_YMax(track) <= 90",
            name=op.f("ck_patrol_track_sound"),
        ),
        sa.CheckConstraint("distance_m >= 0 AND distance_m < 'Infinity'", name=op.f("ck_patrol_distance")),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_patrol_division_code_form")),
        sa.CheckConstraint("duration_s >= 0 AND duration_s < 'Infinity'", name=op.f("ck_patrol_duration")),
        sa.CheckConstraint("kind IN ('river', 'forest')", name=op.f("ck_patrol_kind")),
        sa.CheckConstraint("ended_at >= started_at", name=op.f("ck_patrol_times")),
        sa.ForeignKeyConstraint(["id"], ["submission.id"], name=op.f("fk_patrol_id_submission")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_patrol_officer_id_officer")),
        sa.PrimaryKeyConstraint("id", "patrolled_on", name=op.f("pk_patrol")),
        postgresql_partition_by="RANGE (patrolled_on)",
    )
    op.create_index("ix_patrol_division_code_patrolled_on", "patrol", ["division_code", "patrolled_on"], unique=False)
    op.create_index("ix_patrol_number", "patrol", ["number"], unique=False)
    op.create_index("ix_patrol_officer_id_patrolled_on", "patrol", ["officer_id", "patrolled_on"], unique=False)
    op.create_index("ix_patrol_path_3857", "patrol", ["path_3857"], postgresql_using="gist")
    op.create_table(
        "station",
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("point", geometry("POINT", 3857, 2), nullable=False),
        sa.Column("east", sa.Double(), nullable=False),
        sa.Column("north", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["river_segment.id"], name=op.f("fk_station_segment_id_river_segment"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("segment_id", "number", name=op.f("pk_station")),
    )
    op.create_index("ix_station_point", "station", ["point"], postgresql_using="gist")
    op.create_table(
        "declared_photo",
        sa.Column("patrol_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("observation_id", sa.Uuid(), nullable=True),
        sa.Column("geom", geometry("POINT", 4490, 2), nullable=True),
        sa.Column("flags", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_declared_photo_sha256_form")),
        sa.CheckConstraint(sound("geom"), name=op.f("ck_declared_photo_geom_sound")),
        sa.CheckConstraint("bytes > 0", name=op.f("ck_declared_photo_size")),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_declared_photo_observation_id_observation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["patrol_id"], ["submission.id"], name=op.f("fk_declared_photo_patrol_id_submission"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("patrol_id", "sha256", name=op.f("pk_declared_photo")),
    )
    op.create_index("ix_declared_photo_observation_id", "declared_photo", ["observation_id"], unique=False)
    op.create_index("ix_declared_photo_sha256", "declared_photo", ["sha256"], unique=False)
    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), server_default="reported", nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=True),
        sa.Column("plot_id", sa.Integer(), nullable=True),
        sa.Column("observation_id", sa.Uuid(), nullable=True),
        sa.Column("reported_by", sa.Integer(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("geom", geometry("POINT", 4490, 2), nullable=False),
        sa.Column(
            "geom_3857",
            geometry("POINT", 3857, 2),
            sa.Computed("ST_Transform(geom, 3857)", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_issue_closed")),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_issue_division_code_form")),
        sa.CheckConstraint("kind IN ('river', 'forest')", name=op.f("ck_issue_kind")),
        sa.CheckConstraint(
            "state IN ('found', 'reported', 'accepted', 'assigned', 'rectifying', 'reviewing', 'closed', 'invalid')",
            name=op.f("ck_issue_state"),
        ),
        sa.CheckConstraint(sound("geom"), name=op.f("ck_issue_geom_sound")),
        sa.ForeignKeyConstraint(
            ["observation_id"], ["observation.id"], name=op.f("fk_issue_observation_id_observation")
        ),
        sa.ForeignKeyConstraint(["plot_id"], ["forest_plot.id"], name=op.f("fk_issue_plot_id_forest_plot")),
        sa.ForeignKeyConstraint(["reported_by"], ["officer.id"], name=op.f("fk_issue_reported_by_officer")),
        sa.ForeignKeyConstraint(["segment_id"], ["river_segment.id"], name=op.f("fk_issue_segment_id_river_segment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
        sa.UniqueConstraint("number", name=op.f("uq_issue_number")),
    )
    op.create_index("ix_issue_division_code_state", "issue", ["division_code", "state"], unique=False)
    op.create_index("ix_issue_geom", "issue", ["geom"], postgresql_using="gist")
    op.create_index("ix_issue_geom_3857", "issue", ["geom_3857"], postgresql_using="gist")
    op.create_index("ix_issue_plot_id", "issue", ["plot_id"], unique=False)
    op.create_index("ix_issue_segment_id", "issue", ["segment_id"], unique=False)
    op.create_table(
        "plot_visit",
        sa.Column("plot_id", sa.Integer(), nullable=False),
        sa.Column("patrol_id", sa.Uuid(), nullable=False),
        sa.Column("patrolled_on", sa.Date(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("effective", sa.Boolean(), nullable=False),
        sa.Column("covered", postgresql.INT4MULTIRANGE(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("NOT isempty(covered)", name=op.f("ck_plot_visit_covered")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_plot_visit_officer_id_officer")),
        sa.ForeignKeyConstraint(
            ["patrol_id"], ["submission.id"], name=op.f("fk_plot_visit_patrol_id_submission"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["plot_id"], ["forest_plot.id"], name=op.f("fk_plot_visit_plot_id_forest_plot"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plot_id", "patrol_id", "patrolled_on", name=op.f("pk_plot_visit")),
        postgresql_partition_by="RANGE (patrolled_on)",
    )
    op.create_index(
        "ix_plot_visit_division_code_patrolled_on", "plot_visit", ["division_code", "patrolled_on"], unique=False
    )
    op.create_index("ix_plot_visit_plot_id_patrolled_on", "plot_visit", ["plot_id", "patrolled_on"], unique=False)
    op.create_table(
        "segment_visit",
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("patrol_id", sa.Uuid(), nullable=False),
        sa.Column("patrolled_on", sa.Date(), nullable=False),
        sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False),
        sa.Column("effective", sa.Boolean(), nullable=False),
        sa.Column("covered", postgresql.INT4MULTIRANGE(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("NOT isempty(covered)", name=op.f("ck_segment_visit_covered")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_segment_visit_officer_id_officer")),
        sa.ForeignKeyConstraint(
            ["patrol_id"], ["submission.id"], name=op.f("fk_segment_visit_patrol_id_submission"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"],
            ["river_segment.id"],
            name=op.f("fk_segment_visit_segment_id_river_segment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("segment_id", "patrol_id", "patrolled_on", name=op.f("pk_segment_visit")),
        postgresql_partition_by="RANGE (patrolled_on)",
    )
    op.create_index(
        "ix_segment_visit_division_code_patrolled_on", "segment_visit", ["division_code", "patrolled_on"], unique=False
    )
    op.create_index(
        "ix_segment_visit_segment_id_patrolled_on", "segment_visit", ["segment_id", "patrolled_on"], unique=False
    )
    op.create_table(
        "issue_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("opinion", sa.String(), server_default="", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "state IN ('found', 'reported', 'accepted', 'assigned', 'rectifying', 'reviewing', 'closed', 'invalid')",
            name=op.f("ck_issue_event_state"),
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_event_issue_id_issue"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_issue_event_officer_id_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_event")),
    )
    op.create_index("ix_issue_event_issue_id", "issue_event", ["issue_id"], unique=False)
    op.execute(ENSURE_MONTH)
    op.execute(MULTIRANGE_SIZE)


def downgrade():
    for table in TABLES:
        op.drop_table(table)
    op.execute("DROP FUNCTION multirange_size")
    op.execute("DROP FUNCTION ensure_month")
    op.execute("DROP SEQUENCE patrol_number")

"""Forestry works get stages with a history, plot factors, inspections with sample plots, schemes and zoning stamps.

Revision 20261124_forestry, after 20261124_signboards.
"""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "20261124_forestry"
down_revision = "20261124_signboards"

EVERYWHERE = "000000000000"
ALWAYS = sa.func.to_date("1950-01-01", "YYYY-MM-DD")
HISTORY = ("work_event", "work_photo")
WORK_TYPES = ("afforestation", "tending", "restoration", "closing")
KINDS = ("survival", "preservation", "quality")
STAGES = (
    "planned",
    "designed",
    "carried_out",
    "reported",
    "self_checked",
    "verified",
    "qualified",
    "replant",
    "failed",
    "established",
    "withdrawn",
)
# The share of a year's work usually done by the end of each month; a county sets its own with `bin/patrol season set`.
CURVES = {
    "afforestation": [0.15, 0.40, 0.70, 0.80, 0.80, 0.80, 0.80, 0.80, 0.80, 0.85, 0.93, 1.0],
    "tending": [0.02, 0.05, 0.10, 0.18, 0.30, 0.42, 0.54, 0.66, 0.78, 0.88, 0.95, 1.0],
    "restoration": [0.08, 0.20, 0.38, 0.48, 0.52, 0.56, 0.60, 0.66, 0.74, 0.84, 0.93, 1.0],
    "closing": [0.10, 0.20, 0.30, 0.40, 0.50, 0.58, 0.66, 0.74, 0.82, 0.90, 0.95, 1.0],
}
PLANTING, TENDING, CLOSING = "造林技术规程 GB/T 15776", "森林抚育规程 GB/T 15781", "封山（沙）育林技术规程 GB/T 15163"
CONFIRM = "，由县里核定"
CLASSES = [[150, 0.03, 0, 0.3], [450, 0.02, 4.5, 0.5], [None, 0.01, 9, 1]]
TENDED = [{"code": "canopy_after", "least": 0.6}, {"code": "residue_cleared", "least": 0.9}]
RESTORED = [{"code": "supplemented", "least": 0.85}, {"code": "residue_cleared", "least": 0.9}]
CLOSED = [{"code": "seedlings_per_mu", "least": 70}]
# work type, kind, name, qualified from, replanted from, criteria, source
SCHEMES = (
    ("afforestation", "survival", "成活率85/41", 0.85, 0.41, [], PLANTING),
    ("afforestation", "preservation", "保存率80/41", 0.80, 0.41, [], PLANTING + CONFIRM),
    ("restoration", "survival", "成活率85/41", 0.85, 0.41, [], PLANTING),
    ("restoration", "preservation", "保存率80/41", 0.80, 0.41, [], PLANTING + CONFIRM),
    ("restoration", "quality", "修复质量85/41", 0.85, 0.41, RESTORED, "退化林修复技术规程" + CONFIRM),
    ("tending", "quality", "抚育质量85/41", 0.85, 0.41, TENDED, TENDING + CONFIRM),
    ("closing", "quality", "封育成效85/41", 0.85, 0.41, CLOSED, CLOSING + CONFIRM),
    ("closing", "preservation", "封育成林80/41", 0.80, 0.41, CLOSED, CLOSING + CONFIRM),
)
SORT_WORKS = """
UPDATE forestry_work SET stage = CASE
  WHEN qualified_area_m2 > 0 THEN 'qualified' WHEN verified_area_m2 IS NOT NULL THEN 'verified' ELSE 'reported' END
"""
ENTER_WORKS = """
INSERT INTO work_event (work_id, action, stage, round, area_m2)
SELECT id, 'enter', stage, round, reported_area_m2 FROM forestry_work ORDER BY id
"""
STAMP_WORKS = """
INSERT INTO work_zone (work_id, unit_id, area_m2, counted_area_m2)
SELECT w.id, z.id, part.area_m2, CASE WHEN e.held IS NULL THEN part.area_m2
  ELSE ST_Area(ST_Difference(part.geom, e.held)::geography) END
FROM forestry_work w JOIN zoning_unit z ON ST_Intersects(z.geom, w.geom)
CROSS JOIN LATERAL (
  SELECT g AS geom, ST_Area(g::geography) AS area_m2
  FROM (SELECT ST_CollectionExtract(ST_Intersection(w.geom, z.geom), 3) g) o
) part
CROSS JOIN LATERAL (
  SELECT ST_Union(o.geom) AS held FROM zoning_unit o
  WHERE o.category = z.category AND o.id < z.id AND ST_Intersects(o.geom, part.geom)
) e
WHERE part.area_m2 >= 1
"""


def one_of(column, choices):
    return f"{column} IN ({', '.join(repr(choice) for choice in choices)})"


def division_code():
    return sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False)


def number(name, default=None):
    return sa.Column(name, sa.Float(), server_default=default, nullable=default is None)


def text(name, nullable=False, default=None):
    return sa.Column(name, sa.String(), server_default=default, nullable=nullable)


def moment(name, nullable=True, default=None):
    return sa.Column(name, sa.DateTime(timezone=True), server_default=default, nullable=nullable)


def document(name, default=None):
    return sa.Column(name, postgresql.JSONB(), server_default=default, nullable=False)


def check(table, name, condition):
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def key(table, *columns):
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def refers(table, column, target, to="id", **kwargs):
    name = op.f(f"fk_{table}_{column}_{target}")
    return sa.ForeignKeyConstraint([column], [f"{target}.{to}"], name=name, **kwargs)


def sound(column):
    return (
        f"ST_IsValid({column}) AND NOT ST_IsEmpty({column})"
        f" AND ST_XMin({column}) >= -180 AND ST_XMax({column}) <= 180"
        f" AND ST_YMin({column}) >= -90 AND ST_YMax({column}) <= 90"
    )


def upgrade():
    widen_works()
    make_curves()
    make_schemes()
    make_inspections()
    make_events()
    make_zones()
    for statement in (SORT_WORKS, ENTER_WORKS, STAMP_WORKS):
        op.execute(statement)
    for table in HISTORY:
        op.execute(
            f"CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION keep_history()"
        )


def widen_works():
    for column in (
        text("stage", default="reported"),
        sa.Column("round", sa.Integer(), server_default="1", nullable=False),
        text("design_reference", nullable=True),
        document("factors", "{}"),
        number("planned_area_m2"),
        text("unverified_reason", nullable=True),
        number("replant_area_m2", "0"),
        text("replant_reason", nullable=True),
        number("failed_area_m2", "0"),
        text("failed_reason", nullable=True),
        number("lost_area_m2", "0"),
        text("lost_reason", nullable=True),
    ):
        op.add_column("forestry_work", column)
    for name, condition in {
        "stage": one_of("stage", STAGES),
        "round": "round BETWEEN 1 AND 100",
        "planned_area": "planned_area_m2 >= 0 AND planned_area_m2 < 'Infinity'",
        "shortfalls": "replant_area_m2 >= 0 AND failed_area_m2 >= 0 AND lost_area_m2 >= 0",
        "parts_of_verified": "coalesce(qualified_area_m2, 0) + replant_area_m2 + failed_area_m2"
        " <= coalesce(verified_area_m2, 0) + 0.001",
    }.items():
        op.create_check_constraint(op.f(f"ck_forestry_work_{name}"), "forestry_work", condition)


def make_curves():
    table = op.create_table(
        "season_curve",
        sa.Column("id", sa.Integer(), nullable=False),
        division_code(),
        text("work_type"),
        sa.Column("shares", sa.ARRAY(sa.Float()), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        text("source", nullable=True),
        check("season_curve", "work_type", one_of("work_type", WORK_TYPES)),
        check("season_curve", "shares", "cardinality(shares) = 12 AND shares[12] = 1"),
        check("season_curve", "division_code_form", "division_code ~ '^[0-9]{12}$'"),
        key("season_curve", "id"),
    )
    start = ["division_code", "work_type", "valid_from"]
    op.create_index("uq_season_curve_start", "season_curve", start, unique=True)
    rows = [
        {"division_code": EVERYWHERE, "work_type": work_type, "shares": shares, "valid_from": ALWAYS}
        for work_type, shares in CURVES.items()
    ]
    op.execute(table.insert().values(rows))
    op.alter_column("annual_target", "pace", nullable=True)
    # What every target was given is no curve of its own; it follows the season from now on.
    usual = "UPDATE annual_target SET pace = NULL FROM season_curve s WHERE s.work_type = annual_target.work_type"
    op.execute(f"{usual} AND s.shares = annual_target.pace")


def make_schemes():
    table = op.create_table(
        "acceptance_scheme",
        sa.Column("id", sa.Integer(), nullable=False),
        division_code(),
        text("work_type"),
        text("kind"),
        text("name"),
        sa.Column("qualified_from", sa.Float(), nullable=False),
        sa.Column("replant_from", sa.Float(), nullable=False),
        sa.Column("replant_includes", sa.Boolean(), server_default="true", nullable=False),
        document("criteria", "[]"),
        document("classes"),
        sa.Column("least_plots", sa.Integer(), server_default="3", nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        text("source", nullable=True),
        check("acceptance_scheme", "work_type", one_of("work_type", WORK_TYPES)),
        check("acceptance_scheme", "kind", one_of("kind", KINDS)),
        check(
            "acceptance_scheme",
            "bands",
            "0 <= replant_from AND replant_from <= qualified_from AND qualified_from <= 1",
        ),
        check("acceptance_scheme", "least_plots", "least_plots BETWEEN 1 AND 1000"),
        check("acceptance_scheme", "division_code_form", "division_code ~ '^[0-9]{12}$'"),
        key("acceptance_scheme", "id"),
    )
    start = ["division_code", "work_type", "kind", "valid_from"]
    op.create_index("uq_acceptance_scheme_start", "acceptance_scheme", start, unique=True)
    names = ("work_type", "kind", "name", "qualified_from", "replant_from", "criteria", "source")
    always = {"division_code": EVERYWHERE, "classes": CLASSES, "valid_from": ALWAYS}
    op.execute(table.insert().values([dict(zip(names, row, strict=True)) | always for row in SCHEMES]))


def make_inspections():
    op.create_table(
        "inspection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        text("tier"),
        text("kind"),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("plot_area_m2", sa.Float(), nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("drawn_by", sa.Integer(), nullable=True),
        moment("drawn_at", nullable=False),
        number("verified_area_m2"),
        text("unverified_reason", nullable=True),
        number("rate"),
        text("verdict", nullable=True),
        text("opinion", default=""),
        sa.Column("concluded_by", sa.Integer(), nullable=True),
        moment("concluded_at"),
        check("inspection", "tier", one_of("tier", ("county", "municipal", "provincial", "national"))),
        check("inspection", "kind", one_of("kind", KINDS)),
        check("inspection", "verdict", one_of("verdict", ("qualified", "replant", "failed"))),
        check("inspection", "plot_area", "plot_area_m2 > 0 AND plot_area_m2 < 'Infinity'"),
        check("inspection", "rate", "rate BETWEEN 0 AND 1"),
        check("inspection", "verified_area", "verified_area_m2 >= 0 AND verified_area_m2 < 'Infinity'"),
        check("inspection", "concluded", "num_nulls(rate, verdict, verified_area_m2, concluded_at) IN (0, 4)"),
        refers("inspection", "work_id", "forestry_work"),
        refers("inspection", "scheme_id", "acceptance_scheme"),
        refers("inspection", "drawn_by", "officer"),
        refers("inspection", "concluded_by", "officer"),
        key("inspection", "id"),
        sa.UniqueConstraint("work_id", "tier", "kind", "round", name=op.f("uq_inspection_work_id_tier_kind_round")),
    )
    op.create_table(
        "sample_plot",
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("planted", sa.Integer(), nullable=True),
        sa.Column("alive", sa.Integer(), nullable=True),
        document("measures", "{}"),
        sa.Column("counted_by", sa.Integer(), nullable=True),
        moment("counted_at"),
        sa.Column("geom", Geometry("POINT", srid=4490, spatial_index=False), nullable=False),
        sa.Column("found_geom", Geometry("POINT", srid=4490, spatial_index=False), nullable=True),
        check("sample_plot", "counts", "0 <= alive AND alive <= planted AND planted <= 1000000"),
        check("sample_plot", "counted", "num_nulls(planted, alive) IN (0, 2)"),
        check("sample_plot", "geom_sound", sound("geom")),
        check("sample_plot", "found_geom_sound", sound("found_geom")),
        refers("sample_plot", "inspection_id", "inspection"),
        refers("sample_plot", "counted_by", "officer"),
        key("sample_plot", "inspection_id", "number"),
    )
    op.create_index("ix_sample_plot_geom", "sample_plot", ["geom"], postgresql_using="gist")


def make_events():
    op.create_table(
        "work_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        text("action"),
        text("stage"),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        text("opinion", default=""),
        number("area_m2"),
        text("reason", nullable=True),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        document("detail", "{}"),
        moment("at", nullable=False, default=sa.text("now()")),
        check("work_event", "stage", one_of("stage", STAGES)),
        refers("work_event", "work_id", "forestry_work"),
        refers("work_event", "officer_id", "officer"),
        refers("work_event", "inspection_id", "inspection"),
        key("work_event", "id"),
    )
    op.create_index("ix_work_event_work_id", "work_event", ["work_id"])
    op.create_table(
        "work_photo",
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        text("sha256"),
        sa.Column("work_id", sa.Integer(), nullable=False),
        refers("work_photo", "event_id", "work_event"),
        refers("work_photo", "sha256", "photo", to="sha256"),
        refers("work_photo", "work_id", "forestry_work"),
        key("work_photo", "event_id", "sha256"),
    )
    op.create_index("ix_work_photo_work_id", "work_photo", ["work_id"])
    op.create_index("ix_work_photo_sha256", "work_photo", ["sha256"])


def make_zones():
    op.create_table(
        "work_zone",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("area_m2", sa.Float(), nullable=False),
        sa.Column("counted_area_m2", sa.Float(), nullable=False),
        refers("work_zone", "work_id", "forestry_work", ondelete="CASCADE"),
        refers("work_zone", "unit_id", "zoning_unit", ondelete="CASCADE"),
        key("work_zone", "work_id", "unit_id"),
    )
    op.create_index("ix_work_zone_unit_id", "work_zone", ["unit_id"])


def downgrade():
    for table in HISTORY:
        op.execute(f"DROP TRIGGER keep_history ON {table}")
    op.execute(
        "UPDATE annual_target t SET pace = s.shares FROM season_curve s"
        f" WHERE t.pace IS NULL AND s.work_type = t.work_type AND s.division_code = '{EVERYWHERE}'"
        " AND s.valid_from = '1950-01-01'"
    )
    op.alter_column("annual_target", "pace", nullable=False)
    for table in ("work_zone", "work_photo", "work_event", "sample_plot", "inspection"):
        op.drop_table(table)
    for table in ("acceptance_scheme", "season_curve"):
        op.drop_table(table)
    for column in (
        "lost_reason",
        "lost_area_m2",
        "failed_reason",
        "failed_area_m2",
        "replant_reason",
        "replant_area_m2",
        "unverified_reason",
        "planned_area_m2",
        "factors",
        "design_reference",
        "round",
        "stage",
    ):
        op.drop_column("forestry_work", column)

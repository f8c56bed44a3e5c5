"""The catalogue of problems becomes dated data; clocks may end; parcels from remote sensing and zoning stamps.

Revision 20261124_catalogue, after 20261124_photo_senders.
"""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "20261124_catalogue"
down_revision = "20261124_photo_senders"

EVERYWHERE = "000000000000"
FOUR_DISORDERS = "水利部河湖“清四乱”专项行动"
COMMON_RIVER = "河长制巡查通用目录"
COMMON_FOREST = "林长制巡查通用目录"
CUTS = (1_000.0, 5_000.0)
NONE = (None, None)

# kind, group, group in English, source, then code, English, severity, square metres from which it is graver.
GROUPS = (
    ("river", "正常", "All well", COMMON_RIVER, (("水面河岸清洁", "Water and banks clean", "minor", NONE),)),
    ("forest", "正常", "All well", COMMON_FOREST, (("林区正常", "Forest in order", "minor", NONE),)),
    (
        "river",
        "常见问题",
        "Common",
        COMMON_RIVER,
        (
            ("岸边垃圾", "Rubbish on the bank", "minor", NONE),
            ("漂浮物", "Floating matter", "minor", NONE),
            ("污水直排", "Sewage outfall", "major", NONE),
            ("水体异味异色", "Smell or colour", "minor", NONE),
            ("非法捕鱼", "Illegal fishing", "major", NONE),
            ("公示牌破损", "Damaged signboard", "minor", NONE),
            ("淤积沉船", "Silt or wreck", "minor", NONE),
            ("水工建筑物损坏", "Damaged waterworks", "major", NONE),
        ),
    ),
    (
        "river",
        "四乱",
        "Four disorders",
        FOUR_DISORDERS,
        (
            ("围垦侵占", "Reclaimed or occupied", "major", CUTS),
            ("阻水林木", "Plants in the way of floods", "minor", CUTS),
            ("非法采砂", "Illegal sand mining", "critical", NONE),
            ("乱堆乱倒", "Dumping", "minor", CUTS),
            ("违规涉河建设", "Unlawful building", "critical", NONE),
            ("岸线滥占", "Shore misused", "major", NONE),
        ),
    ),
    (
        "river",
        "乱占",
        "Disorderly occupation",
        FOUR_DISORDERS,
        (("高秆作物", "Tall crops on the flood land", "minor", CUTS), ("围网养殖", "Net farming", "minor", CUTS)),
    ),
    (
        "river",
        "乱采",
        "Disorderly digging",
        FOUR_DISORDERS,
        (("违规取土", "Unlawful digging of earth", "major", NONE),),
    ),
    (
        "river",
        "乱堆",
        "Disorderly heaping",
        FOUR_DISORDERS,
        (("固体废物", "Solid waste", "major", NONE), ("阻水堆积物", "Heaps in the way of floods", "major", CUTS)),
    ),
    (
        "river",
        "乱建",
        "Disorderly building",
        FOUR_DISORDERS,
        (("阻水建筑物", "Buildings in the way", "critical", NONE),),
    ),
    (
        "river",
        "水质与排口",
        "Water and outfalls",
        COMMON_RIVER,
        (
            ("新增排污口", "New outfall", "major", NONE),
            ("晴天雨水口出水", "Storm drain running in dry weather", "major", NONE),
            ("油污死动物", "Oil or dead animals", "major", NONE),
        ),
    ),
    (
        "river",
        "公示牌",
        "Signboards",
        COMMON_RIVER,
        (
            ("公示牌缺失", "Signboard missing", "minor", NONE),
            ("公示牌信息过期", "Signboard out of date", "minor", NONE),
        ),
    ),
    (
        "forest",
        "常见问题",
        "Common",
        COMMON_FOREST,
        (
            ("野外用火", "Open fire", "critical", NONE),
            ("松材线虫病", "Pine wilt", "critical", NONE),
            ("其他病虫害", "Other pests", "major", NONE),
            ("盗伐滥伐", "Illegal felling", "critical", NONE),
            ("违法占用林地", "Forest land occupied", "critical", NONE),
            ("毁林开垦", "Cleared for farming", "critical", NONE),
            ("猎捕野生动物", "Hunting or trapping", "major", NONE),
            ("古树名木受损", "Old tree harmed", "major", NONE),
            ("毛竹倒伏", "Fallen bamboo", "minor", NONE),
            ("界桩损毁", "Damaged boundary post", "minor", NONE),
        ),
    ),
    (
        "forest",
        "重点监管",
        "Under watch",
        COMMON_FOREST,
        (
            ("森林火情", "Forest fire", "critical", NONE),
            ("湿地受损", "Wetland harmed", "major", NONE),
            ("自然保护地违规", "Breach in a protected area", "critical", NONE),
            ("森林督查图斑", "Parcel of the forest inspection", "major", NONE),
        ),
    ),
    ("river", "其他", "Other", COMMON_RIVER, (("其他涉河问题", "Something else", "minor", NONE),)),
    ("forest", "其他", "Other", COMMON_FOREST, (("其他涉林问题", "Something else", "minor", NONE),)),
)


def division_code():
    return sa.Column("division_code", sa.String(length=12, collation="C"), nullable=False)


def text(name, nullable=False):
    return sa.Column(name, sa.String(), nullable=nullable)


def flag(name):
    return sa.Column(name, sa.Boolean(), server_default="true", nullable=False)


def upgrade():
    category = make_categories()
    op.execute(category.insert().values(list(presets())))
    op.execute(
        "CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE OR TRUNCATE ON issue_category"
        " FOR EACH STATEMENT EXECUTE FUNCTION keep_history()"
    )
    op.add_column("step_clock", sa.Column("valid_to", sa.Date(), nullable=True))
    op.create_check_constraint(
        op.f("ck_step_clock_validity"), "step_clock", "valid_to IS NULL OR valid_to >= valid_from"
    )
    make_parcels()
    make_stamps()


def presets():
    """The rows that a county starts from."""
    always = {"division_code": EVERYWHERE, "valid_from": sa.func.to_date("1950-01-01", "YYYY-MM-DD")}
    rank = 0
    for kind, group, group_en, source, categories in GROUPS:
        for code, en, severity, cuts in categories:
            rank += 10
            yield always | {
                "kind": kind,
                "code": code,
                "en": en,
                "group": group,
                "group_en": group_en,
                "problem": group != "正常",
                "severity": severity,
                "major_from_m2": cuts[0],
                "critical_from_m2": cuts[1],
                "rank": rank,
                "source": source,
            }


def make_categories():
    category = op.create_table(
        "issue_category",
        sa.Column("id", sa.Integer(), nullable=False),
        division_code(),
        text("kind"),
        text("code"),
        text("en"),
        text("group"),
        text("group_en"),
        flag("problem"),
        flag("in_use"),
        sa.Column("severity", sa.String(), server_default="minor", nullable=False),
        sa.Column("major_from_m2", sa.Float(), nullable=True),
        sa.Column("critical_from_m2", sa.Float(), nullable=True),
        sa.Column("rank", sa.Integer(), server_default="1000", nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        text("source", nullable=True),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.CheckConstraint("kind IN ('river', 'forest')", name=op.f("ck_issue_category_kind")),
        sa.CheckConstraint("severity IN ('minor', 'major', 'critical')", name=op.f("ck_issue_category_severity")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_issue_category_validity")),
        sa.CheckConstraint(
            "major_from_m2 >= 0 AND critical_from_m2 >= major_from_m2", name=op.f("ck_issue_category_areas")
        ),
        sa.CheckConstraint("division_code ~ '^[0-9]{12}$'", name=op.f("ck_issue_category_division_code_form")),
        sa.ForeignKeyConstraint(["entered_by"], ["officer.id"], name=op.f("fk_issue_category_entered_by_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_category")),
    )
    op.create_index(
        "uq_issue_category_start", "issue_category", ["division_code", "kind", "code", "valid_from"], unique=True
    )
    return category


def make_parcels():
    op.create_table(
        "issue_parcel",
        sa.Column("issue_id", sa.Integer(), autoincrement=False, nullable=False),
        text("batch"),
        text("number"),
        sa.Column("detail", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("geom", Geometry("MULTIPOLYGON", srid=4490, spatial_index=False), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_parcel_issue_id_issue")),
        sa.PrimaryKeyConstraint("issue_id", name=op.f("pk_issue_parcel")),
        sa.UniqueConstraint("batch", "number", name=op.f("uq_issue_parcel_batch_number")),
        sa.CheckConstraint(
            "ST_IsValid(geom) AND NOT ST_IsEmpty(geom) AND ST_XMin(geom) >= -180 AND ST_XMax(geom) <= 180"
            " AND ST_YMin(geom) >= -90 AND ST_YMax(geom) <= 90",
            name=op.f("ck_issue_parcel_geom_sound"),
        ),
    )


def make_stamps():
    op.create_table(
        "issue_zoning",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        text("code"),
        text("name"),
        text("category"),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_issue_zoning_issue_id_issue")),
        sa.PrimaryKeyConstraint("issue_id", "code", name=op.f("pk_issue_zoning")),
    )
    op.create_index("ix_issue_zoning_code", "issue_zoning", ["code"])


def downgrade():
    op.drop_table("issue_zoning")
    op.drop_table("issue_parcel")
    op.drop_constraint(op.f("ck_step_clock_validity"), "step_clock")
    op.drop_column("step_clock", "valid_to")
    op.drop_table("issue_category")

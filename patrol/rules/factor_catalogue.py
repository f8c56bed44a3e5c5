"""The catalogue of plot factors 小班因子: the fields of the national forms, their codes and their limits, dated.

The codes are words, not the digits of one edition of the forms: offices number them differently, and the words stay.
A factor holds from the year `since` to the year `until`; `types` names the types of work that have it (none: all).
"""

from collections.abc import Mapping
from typing import NamedTuple


class Factor(NamedTuple):
    """One field: a choice (code → Chinese, English), a number within limits, a text, or yes and no."""

    code: str
    zh: str
    en: str
    kind: str
    choices: Mapping[str, tuple[str, str]] | None = None
    least: float = 0.0
    most: float = 0.0
    types: tuple[str, ...] = ()
    since: int = 1950
    until: int = 2200

    def holds(self, year: int, work_type: str) -> bool:
        """Whether works of this year and type have it."""
        return self.since <= year <= self.until and (not self.types or work_type in self.types)


LAND = {
    "arbor": ("乔木林地", "Arbor forest"),
    "bamboo": ("竹林地", "Bamboo forest"),
    "shrub": ("灌木林地", "Shrub land"),
    "open": ("疏林地", "Open forest"),
    "young": ("未成林造林地", "Planted, not yet forest"),
    "cutover": ("采伐迹地", "Cut-over land"),
    "burnt": ("火烧迹地", "Burnt land"),
    "barren": ("宜林荒山荒地", "Barren land fit for forest"),
    "nursery": ("苗圃地", "Nursery"),
    "other": ("其他土地", "Other land"),
}
OWNERS = {
    "state": ("国有", "State"),
    "collective": ("集体", "Collective"),
    "household": ("个人", "Household"),
    "company": ("企业", "Company"),
    "other": ("其他", "Other"),
}
PLANTED = ("afforestation", "restoration")
FACTORS = (
    Factor("survey_compartment", "林班", "Compartment", "text"),
    Factor("management_block", "经营班", "Management block", "text"),
    Factor("plot_number", "小班号", "Plot number", "text"),
    Factor("work_plot_number", "作业小班号", "Work plot number", "text"),
    Factor("map_sheet", "图幅号", "Map sheet", "text"),
    Factor("place_name", "小地名", "Place name", "text"),
    Factor(
        "programme",
        "工程类别",
        "Programme",
        "choice",
        {
            "double_protection": ("“双重”工程", "Major ecosystem protection programme"),
            "national_reserve": ("国家储备林", "National reserve forest"),
            "natural_forest": ("天然林保护修复", "Natural forest protection"),
            "farmland_return": ("退耕还林还草", "Farmland returned to forest"),
            "subsidy": ("中央财政林业改革发展资金项目", "Central forestry subsidy"),
            "local": ("地方项目", "Local project"),
            "voluntary": ("义务植树", "Voluntary planting"),
            "social": ("社会造林", "Private planting"),
        },
    ),
    Factor(
        "fund_source",
        "资金来源",
        "Fund source",
        "choice",
        {
            "central": ("中央财政", "Central budget"),
            "provincial": ("省级财政", "Provincial budget"),
            "municipal": ("市级财政", "Municipal budget"),
            "county": ("县级财政", "County budget"),
            "loan": ("贷款", "Loan"),
            "private": ("自筹", "Own funds"),
        },
    ),
    Factor("plan_year", "计划年度", "Plan year", "number", least=1950, most=2200),
    Factor("land_before", "造林前地类", "Land class before", "choice", LAND, types=PLANTED),
    Factor("land_class", "地类", "Land class", "choice", LAND),
    Factor("land_owner", "林地权属", "Owner of the land", "choice", OWNERS),
    Factor("stand_owner", "林木权属", "Owner of the trees", "choice", OWNERS),
    Factor(
        "forest_category",
        "林种",
        "Forest category",
        "choice",
        {
            "protection": ("防护林", "Protection forest"),
            "special": ("特种用途林", "Special-use forest"),
            "timber": ("用材林", "Timber forest"),
            "economic": ("经济林", "Economic forest"),
            "energy": ("能源林", "Energy forest"),
        },
    ),
    Factor(
        "origin",
        "起源",
        "Origin",
        "choice",
        {
            "natural": ("天然", "Natural"),
            "planted": ("人工", "Planted"),
            "aerial": ("飞播", "Sown by air"),
            "coppice": ("萌生", "Coppice"),
        },
    ),
    Factor("species", "树种", "Species", "text"),
    Factor("mix", "混交比例", "Mix", "text", types=PLANTED),
    Factor(
        "mix_pattern",
        "混交方式",
        "Pattern of the mix",
        "choice",
        {
            "pure": ("纯林", "Pure"),
            "single": ("株间混交", "Tree by tree"),
            "row": ("行间混交", "Row by row"),
            "strip": ("带状混交", "Strips"),
            "block": ("块状混交", "Blocks"),
        },
        types=PLANTED,
    ),
    Factor(
        "age_group",
        "龄组",
        "Age group",
        "choice",
        {
            "young": ("幼龄林", "Young"),
            "middle": ("中龄林", "Middle-aged"),
            "near_mature": ("近熟林", "Near mature"),
            "mature": ("成熟林", "Mature"),
            "over_mature": ("过熟林", "Over-mature"),
        },
    ),
    Factor("canopy", "郁闭度", "Canopy density", "number", least=0, most=1),
    Factor("cover", "林草覆盖度", "Cover", "number", least=0, most=1, types=("closing",)),
    Factor(
        "density_per_mu", "初植密度（株/亩）", "Stems planted per mu", "number", least=1, most=10_000, types=PLANTED
    ),
    Factor("slope_deg", "坡度（度）", "Slope (degrees)", "number", least=0, most=90),
    Factor(
        "aspect",
        "坡向",
        "Aspect",
        "choice",
        {
            "n": ("北坡", "North"),
            "ne": ("东北坡", "North-east"),
            "e": ("东坡", "East"),
            "se": ("东南坡", "South-east"),
            "s": ("南坡", "South"),
            "sw": ("西南坡", "South-west"),
            "w": ("西坡", "West"),
            "nw": ("西北坡", "North-west"),
            "flat": ("无坡向", "Flat"),
        },
    ),
    Factor(
        "site",
        "立地质量等级",
        "Site quality",
        "choice",
        {"good": ("好", "Good"), "medium": ("中", "Medium"), "poor": ("差", "Poor")},
    ),
    Factor("soil_depth_cm", "土层厚度（厘米）", "Soil depth (cm)", "number", least=0, most=1000),
    Factor("elevation_m", "海拔（米）", "Elevation (m)", "number", least=-160, most=8900),
    Factor(
        "closing_kind",
        "封育类型",
        "Kind of closing",
        "choice",
        {
            "arbor": ("乔木型", "Arbor"),
            "arbor_shrub": ("乔灌型", "Arbor and shrub"),
            "shrub": ("灌木型", "Shrub"),
            "shrub_grass": ("灌草型", "Shrub and grass"),
            "bamboo": ("竹林型", "Bamboo"),
        },
        types=("closing",),
    ),
    Factor(
        "closing_way",
        "封育方式",
        "Way of closing",
        "choice",
        {"full": ("全封", "Full"), "half": ("半封", "Half"), "rotating": ("轮封", "Rotating")},
        types=("closing",),
    ),
    Factor("closing_years", "封育年限（年）", "Years closed", "number", least=1, most=30, types=("closing",)),
    Factor(
        "tending_way",
        "抚育方式",
        "Way of tending",
        "choice",
        {
            "thinning": ("疏伐", "Thinning"),
            "growth": ("生长伐", "Release felling"),
            "sanitary": ("卫生伐", "Sanitary felling"),
            "clearing": ("割灌除草", "Clearing"),
            "pruning": ("修枝", "Pruning"),
            "supplement": ("补植", "Supplementing"),
        },
        types=("tending",),
    ),
    Factor(
        "restoration_way",
        "修复方式",
        "Way of restoration",
        "choice",
        {
            "replace": ("更替修复", "Replacing"),
            "supplement": ("补造修复", "Supplementing"),
            "regenerate": ("抚育修复", "Regenerating"),
            "nurture": ("综合修复", "Combined"),
        },
        types=("restoration",),
    ),
    Factor("has_design", "有作业设计", "Has a design", "flag"),
    Factor("design_approved", "设计已审批", "Design approved", "flag"),
    Factor("built_to_design", "按设计施工", "Built to design", "flag"),
    Factor("has_file", "有档案", "Has a file", "flag"),
    Factor("is_tended", "有抚育", "Is tended", "flag"),
    Factor("is_guarded", "有管护", "Is guarded", "flag"),
)

# What a map's table shows of a work; workbooks have them all.
MAPPED = (
    "work_plot_number",
    "programme",
    "fund_source",
    "land_before",
    "land_class",
    "land_owner",
    "stand_owner",
    "forest_category",
    "origin",
    "species",
    "mix",
    "age_group",
    "canopy",
    "density_per_mu",
    "slope_deg",
    "site",
    "closing_kind",
    "closing_way",
    "tending_way",
    "restoration_way",
    "has_design",
    "is_guarded",
)
MAPPED_FACTORS = tuple(factor for factor in FACTORS if factor.code in MAPPED)

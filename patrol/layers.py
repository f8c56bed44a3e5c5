"""The layers that are published: what each is called, and which query yields it over which days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache, partial

from sqlalchemy import Select

from gis.errors import BadParameter
from gis.layers import Filter, Interval, Layer
from gis.publisher import named
from patrol import attributes, looks
from patrol.access import within
from patrol.config import Settings
from patrol.keeping import PLOTS_TOGETHER, kept
from patrol.queries import map_packs, published, published_walks, published_works
from patrol.queries import published_coverage as covered
from patrol.queries.walked import Walked
from patrol.rules.posts import POST_WORDS


def layers(settings: Settings) -> dict[str, Layer]:
    """Every published layer by name; days are those of the settings' time zone."""
    over = partial(over_period, settings)
    full = settings.coverage.full_share
    segments, plots = (partial(each, full_share=full) for each in (covered.segments, covered.plots))
    tracks, effort, photos = (over(each) for each in (published.tracks, published_walks.effort, published_walks.photos))
    watch, watch_one = (looks.watcher(partial(days_shown, settings), of_one=each) for each in (False, True))
    issues = partial(published.issues, zone=settings.timezone.key)
    return kept(
        [
            standing("divisions", "行政区划", "Divisions", DIVISIONS, attributes.DIVISIONS, published.divisions),
            replace(
                walks("segments", "河段", "River segments", SEGMENTS, attributes.SEGMENTS, over(segments)),
                bare=over(covered.bare_segments),
            ),
            walks("stretches", "巡查路段", "Stretches", STRETCHES, attributes.STRETCHES, over(covered.stretches)),
            replace(
                walks("plots", "小班", "Forest plots", PLOTS, attributes.PLOTS, over(plots)),
                merging=PLOTS_TOGETHER,
                bare=over(covered.bare_plots),
            ),
            walks("tracks", "巡查轨迹", "Patrol tracks", TRACKS, attributes.TRACKS, tracks, OF_TRACKS, watch),
            walks("effort", "巡查投入", "Effort", EFFORT, attributes.EFFORT, effort, OF_CELLS, watch_one),
            walks("photos", "巡查照片", "Photos", PHOTOS, attributes.PHOTOS, photos, watch=watch_one),
            changing("issues", "问题", "Issues", ISSUES, attributes.ISSUES, over(issues, ever)),
            standing("works", "营造林作业", "Forestry works", WORKS, attributes.WORKS, published_works.works),
            standing("zoning", "管控单元", "Zoning units", ZONING, attributes.ZONING, published.zoning),
        ],
        settings.timezone.key,
    )


DIVISIONS = ("县、乡镇、村的行政区划", "Counties, townships and villages", "MultiPolygon")
SEGMENTS = (
    "河段及其巡查覆盖率；缺省为本月至今",
    "River segments with their coverage; this month to date unless asked otherwise",
    "LineString",
)
STRETCHES = (
    "河段中已巡查与未巡查的部分；缺省为本月至今",
    "The parts of segments that were walked and that were not; this month to date unless asked otherwise",
    "LineString",
)
PLOTS = (
    "森林小班及其巡查覆盖率；缺省为本月至今",
    "Forest plots with their coverage; this month to date unless asked otherwise",
    "MultiPolygon",
)
TRACKS = (
    "巡查轨迹（已清洗）；缺省为本月至今。含个人行踪，请按规定使用",
    "Cleaned patrol tracks; this month to date unless asked otherwise. They show where people were",
    "MultiLineString",
)
EFFORT = (
    "巡查投入格网：每格的时长、里程与巡查次数；缺省为本月至今",
    "Hours, kilometres and patrols spent in each cell of a grid; this month to date unless asked otherwise",
    "Polygon",
)
PHOTOS = (
    "巡查照片的拍摄位置；缺省为本月至今",
    "Where the photos of patrols were taken; this month to date unless asked otherwise",
    "Point",
)
ISSUES = (
    "巡查发现的问题；可按上报日期筛选",
    "Issues found on patrol; datetime asks for the day of the report",
    "Point",
)
WORKS = (
    "营造林作业小班：阶段、各项面积、小班因子",
    "Forestry works with their stages, areas and plot factors",
    "MultiPolygon",
)
ZONING = (
    "三线一单管控单元、生态保护红线、永久基本农田",
    "Environmental zoning units, ecological red lines and permanent basic farmland",
    "MultiPolygon",
)


def in_division(rows: Select, code: str) -> Select:
    """Rows in a division: a county, a township or a village by its 12-digit code."""
    columns = rows.selected_columns
    return rows.where(within(columns["division_code" if "division_code" in columns else "code"], division_code(code)))


def division_code(text: str) -> str:
    """A division code of 12 digits, or BadParameter."""
    if len(text) != 12 or not (text.isascii() and text.isdigit()):
        raise BadParameter("division", ("应为 12 位行政区划代码", "must be a division code of 12 digits"))
    return text


def post(text: str) -> str:
    """A post, or BadParameter."""
    if text not in POST_WORDS:
        known = ", ".join(POST_WORDS)
        raise BadParameter("post", (f"应为 {known} 之一", f"must be one of {known}"))
    return text


def truth(text: str) -> bool:
    """true or false, or BadParameter."""
    if text not in ("true", "false"):
        raise BadParameter("effective", ("应为 true 或 false", "must be true or false"))
    return text == "true"


MOST_KEPT = 64
"""Statements of a layer that a process keeps, one for each viewer and period."""

TIMES = {
    "tracks": ("started_at", "ended_at"),
    "photos": ("taken_at",),
    "issues": ("reported_at",),
    "works": ("done_on",),
}
"""Properties that tell the day or moment of a feature, or the two between which it was."""

FILTERS = {"division": Filter("行政区划代码", "Division code", in_division, "^[0-9]{12}$")}
OF_TRACKS = {**FILTERS, "username": Filter("巡查人用户名", "User name of who walked", read=str)}
OF_WALKS = {
    **OF_TRACKS,
    "post": Filter("巡查人职务", "Post of who walked", read=post),
    "effective": Filter("只计有效（true）或无效（false）巡查", "Effective patrols alone, or others", read=truth),
}
OF_CELLS = {**OF_WALKS, "division": Filter("行政区划代码", "Division code", None, "^[0-9]{12}$", division_code)}


def standing(name: str, title: str, title_en: str, told: tuple[str, str, str], properties, select: Callable) -> Layer:
    """A layer that asks for no days. ``told`` is its description in Chinese and English, and its geometry type."""
    known = (name, title, title_en, *told, properties, lambda viewer, _interval: select(viewer), FILTERS)
    return Layer(*known, min_zoom=5, time=TIMES.get(name, ()))


def changing(name: str, title: str, title_en: str, told: tuple[str, str, str], properties, select: Callable) -> Layer:
    """A layer of figures or events over a period."""
    known = (name, title, title_en, *told, properties, select, FILTERS)
    return Layer(*known, temporal=True, min_zoom=5, time=TIMES.get(name, ()))


def walks(
    name: str, title: str, title_en: str, told: tuple, properties, select: Callable, filters=OF_WALKS, watch=None
) -> Layer:
    """A layer of what was walked over a period, and by whom."""
    known = (name, title, title_en, *told, properties, select, filters)
    return Layer(*known, temporal=True, min_zoom=5, watch=watch, time=TIMES.get(name, ()))


def this_month(today: date) -> tuple[date, date]:
    """This month to date."""
    return today.replace(day=1), today


def ever(today: date) -> tuple[date, date]:
    """All days until today."""
    return date.min, today


def days_shown(settings: Settings, interval: Interval | None, default: Callable = this_month) -> tuple[date, date]:
    """The days of which a layer shows what was: those asked for, with open ends until today."""
    today = datetime.now(UTC).astimezone(settings.timezone).date()
    first, last = interval or default(today)
    return first or date.min, last or today


def over_period(settings: Settings, select: Callable, default: Callable = this_month) -> Callable:
    """A layer's select out of a query over (first day, last day); ``default`` says which when none are asked for."""

    # Put together once for whoever looks at a map: that takes longer than to answer a question for a hundred features.
    put_together = lru_cache(MOST_KEPT)(select)

    def select_over(viewer, interval: Interval | None, **chosen) -> Select:
        first, last = days_shown(settings, interval, default)
        walk = {name: chosen.pop(name) for name in ("username", "post", "effective") if name in chosen}
        if walk:
            chosen["walked"] = Walked(walk.get("username"), walk.get("post"), walk.get("effective"))
        if "among" in chosen:
            # Some rows alone: a part of another statement, which is kept itself.
            return select(viewer, first, last, **chosen)
        return put_together(viewer, first, last, **chosen)

    return select_over


def packed(name: str, title: str, title_en: str, kind: str, properties, select: Callable, min_zoom: int) -> Layer:
    """A layer of an offline map. Its deepest level is drawn without simplification, because phones enlarge it."""
    told = (title, title_en, kind)
    return Layer(
        name, title, title_en, *told, properties, lambda viewer, _interval: select(viewer), {}, False, min_zoom, 14
    )


PACKED = named(
    [
        packed("divisions", "行政区划", "Divisions", "MultiPolygon", attributes.DIVISIONS, published.divisions, 8),
        packed("segments", "河段", "River segments", "LineString", attributes.PACKED_SEGMENTS, map_packs.segments, 8),
        packed("plots", "小班", "Forest plots", "MultiPolygon", attributes.PACKED_PLOTS, map_packs.plots, 11),
        packed("places", "地名", "Places", "Point", attributes.PLACES, map_packs.places, 8),
    ]
)

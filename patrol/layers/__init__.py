"""The layers that are published: what each is called, and which query yields it over which days."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from gis.layers import Layer
from patrol import attributes, looks
from patrol.config import Settings
from patrol.keeping import PLOTS_TOGETHER, kept
from patrol.layers.asked import FILTERS, OF_CELLS, OF_TRACKS, OF_WALKS
from patrol.layers.days import days_shown, ever, over_period
from patrol.layers.told import (
    DIVISIONS,
    EFFORT,
    ISSUES,
    PHOTOS,
    PLOTS,
    SEGMENTS,
    STRETCHES,
    TRACKS,
    WORKS,
    ZONING,
)
from patrol.queries import published, published_walks, published_works
from patrol.queries import published_coverage as covered

TIMES = {
    "tracks": ("started_at", "ended_at"),
    "photos": ("taken_at",),
    "issues": ("reported_at",),
    "works": ("done_on",),
}
"""Properties that tell the day or moment of a feature, or the two between which it was."""


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
                walks("segments", "河段", "River segments", SEGMENTS, attributes.SEGMENTS, over(segments, owes=True)),
                bare=over(covered.bare_segments),
            ),
            walks("stretches", "巡查路段", "Stretches", STRETCHES, attributes.STRETCHES, over(covered.stretches)),
            replace(
                walks("plots", "小班", "Forest plots", PLOTS, attributes.PLOTS, over(plots, owes=True)),
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

"""What is kept of drawn maps: which changes make a layer's tiles anew, who sees the same, what is drawn together."""

from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import BigInteger, ColumnElement, Integer, String, case, cast, func

from gis.layers import Keeping, Layer, Merging
from gis.publisher import named
from patrol.access import whose
from patrol.queries import layer_versions

CELL_M = 612.0
"""What a cell of the grid of effort may reach beyond the paths in it."""


@dataclass(frozen=True)
class Read:
    """What a layer is read from, as the triggers of the schema call it.

    ``personal``: field staff may be shown other rows than others of their division. ``walked``: these are their own
    patrols, wherever they went. ``reach_m``: how far a feature may reach beyond what it is made of. ``placed``: all
    that tells which features there are has a place of its own; what has none is not noted.
    """

    sources: tuple[str, ...]
    personal: bool = False
    walked: bool = False
    reach_m: float = 0.0
    placed: bool = True


COVERAGE = ("assignment", "patrol_rule", "division_name", "officer")
READ = {
    "divisions": Read(("division",), placed=False),
    "segments": Read(("river_segment", "river", "segment_visit", *COVERAGE), personal=True),
    "stretches": Read(("river_segment", "segment_visit", *COVERAGE), personal=True),
    "plots": Read(("forest_plot", "plot_visit", *COVERAGE), personal=True),
    "tracks": Read(("patrol", "officer"), personal=True, walked=True),
    "effort": Read(("patrol", "officer"), personal=True, walked=True, reach_m=CELL_M, placed=False),
    "photos": Read(("photo", "officer"), personal=True, walked=True),
    "issues": Read(("issue", "division_name")),
    "works": Read(("forestry_work", "plot_code", "division_name")),
    "zoning": Read(("zoning_unit", "division_name")),
}


def kept(found: list[Layer], zone: str) -> dict[str, Layer]:
    """The layers by name, their tiles kept for as long as nothing changes of what they are read from."""
    return named([replace(layer, keeping=_keeping(layer.name, zone)) for layer in found])


CLOCKS = {
    "issues": layer_versions.deadline_passed,
    "segments": layer_versions.day_begun,
    "plots": layer_versions.day_begun,
}
"""What passes by itself: deadlines, and the days in which visits are due."""


def _keeping(name: str, zone: str) -> Keeping:
    read = READ[name]
    clock = partial(CLOCKS[name], zone) if name in CLOCKS else None
    version = layer_versions.version_of(read.sources, read.walked, read.reach_m, clock)
    return Keeping(partial(whose, personal=read.personal), version, read.placed)


IDLE_DAYS = (7, 14, 30, 31, 99_999)
"""Days without an effective visit as they are told of plots drawn together, the classes of the map: up to so many,
longer ago, never."""

QUOTAS = ("none", "met", "due", "behind", "missed", "")
CODES = 120
"""Of a township: a number for each of 4 classes of share, 5 of days and 6 of quota."""


def alike(plots) -> dict[str, ColumnElement]:
    """What plots drawn together have in common: trees, and as one number township, how much was seen, when, what was
    owed. Numbers are compared many times faster than words."""
    share, days = plots.exact_share if "exact_share" in plots else plots.share, plots.idle_days
    # The boundaries of an earlier day have no figures.
    seen = case((func.coalesce(share, 0) <= 0, 0), (share < 0.5, 1), (share < 0.8, 2), else_=3)
    idle = case((days.is_(None), 4), *((days <= most, at) for at, most in enumerate(IDLE_DAYS[:3])), else_=3)
    quota = case(*((plots.quota == word, at) for at, word in enumerate(QUOTAS[:5])), else_=5)
    township = cast(func.left(plots.division_code, 9), BigInteger)
    return {
        "standing": township * CODES + quota * 20 + idle * 4 + seen,
        "tree_species": func.coalesce(plots.tree_species, "").collate("C"),
    }


def told(plots) -> dict[str, ColumnElement]:
    """The same as tiles tell it."""
    code = plots.standing % CODES
    return {
        "share_class": cast(code % 4, Integer),
        "idle_days": case(*((code // 4 % 5 == at, most) for at, most in enumerate(IDLE_DAYS))),
        "quota": case(*((code // 20 == at, word) for at, word in enumerate(QUOTAS))),
        "tree_species": plots.tree_species,
        "division_code": func.lpad(cast(plots.standing // CODES, String), 9, "0").concat("000"),
    }


EXACT = {"area_mu": "exact_area_mu", "share": "exact_share"}
PLOTS_TOGETHER = Merging(below=11, alike=alike, weight="area_mu", means=("share",), exact=EXACT, told=told)

"""What is kept of drawn maps: which changes make a layer's tiles anew, who sees the same, what is drawn together."""

from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import ColumnElement, case, func

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
    patrols, wherever they went. ``reach_m``: how far a feature may reach beyond what it is made of.
    """

    sources: tuple[str, ...]
    personal: bool = False
    walked: bool = False
    reach_m: float = 0.0


COVERAGE = ("assignment", "patrol_rule", "division_name", "officer")
READ = {
    "divisions": Read(("division",)),
    "segments": Read(("river_segment", "river", "segment_visit", *COVERAGE), personal=True),
    "stretches": Read(("river_segment", "segment_visit", *COVERAGE), personal=True),
    "plots": Read(("forest_plot", "plot_visit", *COVERAGE), personal=True),
    "tracks": Read(("patrol", "officer"), personal=True, walked=True),
    "effort": Read(("patrol", "officer"), personal=True, walked=True, reach_m=CELL_M),
    "photos": Read(("photo", "officer"), personal=True, walked=True),
    "issues": Read(("issue", "division_name")),
    "works": Read(("forestry_work", "plot_code", "division_name")),
    "zoning": Read(("zoning_unit", "division_name")),
}


def kept(found: list[Layer], zone: str) -> dict[str, Layer]:
    """The layers by name, their tiles kept for as long as nothing changes of what they are read from."""
    return named([replace(layer, keeping=_keeping(layer.name, zone)) for layer in found])


def _keeping(name: str, zone: str) -> Keeping:
    read = READ[name]
    clock = partial(layer_versions.deadline_passed, zone) if name == "issues" else None
    version = layer_versions.version_of(read.sources, read.walked, read.reach_m, clock)
    return Keeping(partial(whose, personal=read.personal), version)


IDLE_DAYS, LONG_AGO, NEVER_DAYS = (7, 14, 30), 31, 99_999
"""Days without an effective visit as they are told of plots drawn together: the classes of the map."""


def alike(plots) -> dict[str, ColumnElement]:
    """What plots drawn together have in common: how much was seen, when, what was owed, trees, township."""
    days = plots.idle_days
    idle = case(*((days <= most, most) for most in IDLE_DAYS), (days.is_not(None), LONG_AGO), else_=NEVER_DAYS)
    # The boundaries of an earlier day have no figures.
    seen = case((func.coalesce(plots.share, 0) <= 0, 0), (plots.share < 0.5, 1), (plots.share < 0.8, 2), else_=3)
    return {
        "share_class": seen,
        "idle_days": idle,
        "quota": func.coalesce(plots.quota, ""),
        "tree_species": func.coalesce(plots.tree_species, ""),
        "division_code": func.concat(func.left(plots.division_code, 9), "000"),
    }


PLOTS_TOGETHER = Merging(below=11, alike=alike, weight="area_mu", means=("share",))

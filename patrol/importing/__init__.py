"""Layers out of files: river segments, forest plots, divisions, zoning, forestry works; issues out of parcels.

The command brings a file in at once; over the network it is shown first and committed afterwards.
"""

from patrol.importing.catalogue import KINDS
from patrol.importing.committing import commit
from patrol.importing.divisions import DIVISIONS
from patrol.importing.forest_plots import FOREST_PLOTS
from patrol.importing.kinds import Kind
from patrol.importing.loading import load
from patrol.importing.mapping import pairs
from patrol.importing.ordering import Order
from patrol.importing.placing import county_box
from patrol.importing.previewing import preview
from patrol.importing.reasons import ImportRefused
from patrol.importing.remembering import recall, remember
from patrol.importing.report import Report
from patrol.importing.river_segments import RIVER_SEGMENTS
from patrol.importing.sweeping import sweep
from patrol.importing.zoning import ZONING

__all__ = [
    "DIVISIONS",
    "FOREST_PLOTS",
    "KINDS",
    "RIVER_SEGMENTS",
    "ZONING",
    "ImportRefused",
    "Kind",
    "Order",
    "Report",
    "commit",
    "county_box",
    "load",
    "pairs",
    "preview",
    "recall",
    "remember",
    "sweep",
]

"""Layers out of files: river segments, forest plots, divisions, zoning, forestry works; issues out of parcels."""

from patrol.importing.divisions import DIVISIONS
from patrol.importing.forest_plots import FOREST_PLOTS
from patrol.importing.forestry_works import FORESTRY_WORKS
from patrol.importing.issues import ISSUES
from patrol.importing.kinds import Kind
from patrol.importing.loading import Order, load
from patrol.importing.mapping import pairs
from patrol.importing.placing import county_box
from patrol.importing.reasons import ImportRefused
from patrol.importing.report import Report
from patrol.importing.river_segments import RIVER_SEGMENTS
from patrol.importing.zoning import ZONING

KINDS = {kind.name: kind for kind in (DIVISIONS, RIVER_SEGMENTS, FOREST_PLOTS, ZONING, FORESTRY_WORKS, ISSUES)}

__all__ = ["KINDS", "ImportRefused", "Kind", "Order", "Report", "county_box", "load", "pairs"]

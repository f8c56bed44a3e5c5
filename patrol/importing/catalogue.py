"""All kinds of layers that can be imported, by name."""

from patrol.importing.divisions import DIVISIONS
from patrol.importing.forest_plots import FOREST_PLOTS
from patrol.importing.forestry_works import FORESTRY_WORKS
from patrol.importing.issues import ISSUES
from patrol.importing.river_segments import RIVER_SEGMENTS
from patrol.importing.zoning import ZONING

KINDS = {kind.name: kind for kind in (DIVISIONS, RIVER_SEGMENTS, FOREST_PLOTS, ZONING, FORESTRY_WORKS, ISSUES)}

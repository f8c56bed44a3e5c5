"""The colours of the console's map (`web/console/map/palette.ts`), for maps drawn elsewhere."""

RIVER_CLASSES = ("#b3202c", "#ea8a33", "#5fa8d3", "#17569b")
FOREST_CLASSES = ("#a4401f", "#e3a94f", "#74c3a4", "#0d6b4f")
COLOURS = {
    "ground": "#e6ecea",
    "county": "#fbfcfa",
    "border": "#9fb0a8",
    "borderStrong": "#5d7269",
    "uncovered": "#7a0714",
    "casing": "#ffffff",
    "ink": "#24322d",
    "halo": "#ffffff",
    "track": "#7b3fa0",
    "issue": "#f6b73c",
    "issueLine": "#4a2b00",
}

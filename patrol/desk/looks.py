"""How each layer looks in QGIS: the console's colours, Chinese legends, names and words."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from gis.styles import Fill, Label, Line, Look, Marker, Rule
from patrol.desk.palette import COLOURS, FOREST_CLASSES, RIVER_CLASSES
from patrol.rules.casework_words import ALERT_WORDS, KIND_WORDS, SEVERITY_WORDS, SOURCE_WORDS, STATE_WORDS

CLASSES = (
    ("未巡查", 'coalesce("share", 0) = 0'),
    ("不足 50%", '"share" > 0 AND "share" < 0.5'),
    ("50%–80%", '"share" >= 0.5 AND "share" < 0.8'),
    ("80% 以上", '"share" >= 0.8'),
)
CATEGORIES = {
    "priority": "优先保护单元",
    "key": "重点管控单元",
    "general": "一般管控单元",
    "red_line": "生态保护红线",
    "farmland": "永久基本农田",
}
ZONING_COLOURS = {
    "priority": "#3f8f6b",
    "key": "#d08a3e",
    "general": "#8a99a8",
    "red_line": "#b3202c",
    "farmland": "#c9a400",
}
WORDS = {
    "status": {"未巡查": "unvisited", "次数不足": "behind", "部分覆盖": "partial", "已覆盖": "covered"},
    "level": {"县": "county", "乡镇": "township", "村": "village"},
    "zoning": CATEGORIES,
    "kind": KIND_WORDS,
    "severity": SEVERITY_WORDS,
    "alert": ALERT_WORDS,
    "source": SOURCE_WORDS,
    "state": STATE_WORDS,
}
PLACES = 'CASE WHEN "level" = \'township\' OR ("level" = \'village\' AND @map_scale < 60000) THEN "name" END'


def words(name: str, column: str) -> dict[str, str] | None:
    """Stored value → Chinese word, of a column of a layer."""
    if column == "category":
        return CATEGORIES if name == "zoning" else None
    if column not in WORDS:
        return None
    known = WORDS[column]
    if column in ("status", "level"):
        return {value: word for word, value in known.items()}
    return {value: word[0] for value, word in known.items()}


def look(name: str, titles: Mapping[str, str], written: frozenset[str] = frozenset()) -> Look:
    """The look of a layer or view by its name, whose columns are called `titles`."""
    said = {column: found for column in titles if (found := words(name, column))}
    title = next(each for each in ("name", "title", "code", "number") if each in titles)
    # A title that lists the codes need not do so where the form shows their words.
    called = {column: each.split("（")[0] if column in said else each for column, each in titles.items()}
    return replace(LOOKS[name](), aliases=called, words=said, written=written, title=title)


def river_coverage() -> Look:
    """Segments in four classes, wide over a white casing, named from 1:50 000."""
    rules = [
        Rule(label, Line(colour, 0.9, COLOURS["casing"], 1.5), condition)
        for (label, condition), colour in zip(CLASSES, RIVER_CLASSES, strict=True)
    ]
    return Look(rules, Label('"name"', 8, RIVER_CLASSES[3], smallest_scale=50_000))


def forest_coverage() -> Look:
    """Plots in four classes, numbered from 1:25 000."""
    rules = [
        Rule(label, Fill(colour, "#ffffff", 0.1, 0.65), condition)
        for (label, condition), colour in zip(CLASSES, FOREST_CLASSES, strict=True)
    ]
    return Look(rules, Label('coalesce("plot_number", "code")', 7, COLOURS["ink"], smallest_scale=25_000))


def stretches() -> Look:
    """What nobody walked, dashed over the segment."""
    walked = Rule("已巡查", Line(RIVER_CLASSES[3], 0.5), '"covered"')
    unwalked = Rule("未巡查", Line(COLOURS["uncovered"], 0.7, dash=(1.6, 1.0)), 'NOT "covered"')
    return Look([unwalked, walked], smallest_scale=150_000)


def issues() -> Look:
    """Open problems, overdue ones in red, closed ones small and grey."""
    late, line = RIVER_CLASSES[0], COLOURS["issueLine"]
    rules = [
        Rule("超期未销号", Marker(late, "#ffffff", 3.4, "diamond"), '"open" AND "overdue"'),
        Rule("未销号", Marker(COLOURS["issue"], line, 3.0), '"open" AND NOT coalesce("overdue", false)'),
        Rule("已销号", Marker("#b9c2bd", "#6d7a74", 1.6), 'NOT "open"'),
    ]
    return Look(rules, Label('"title"', 7, COLOURS["ink"], smallest_scale=25_000))


def divisions() -> Look:
    """Outlines: the county's, the townships', the villages'; townships named, villages from 1:60 000."""
    strong, weak = COLOURS["borderStrong"], COLOURS["border"]
    rules = [
        Rule("县界", Fill(None, strong, 0.9), "\"level\" = 'county'"),
        Rule("乡镇界", Fill(None, strong, 0.4), "\"level\" = 'township'"),
        Rule("村界", Fill(None, weak, 0.15, dash=(3, 2)), "\"level\" = 'village'"),
    ]
    return Look(rules, Label(PLACES, 11, COLOURS["ink"], COLOURS["halo"], bold=True))


def ground() -> Look:
    """The county's land under everything."""
    return Look([Rule("县域", Fill(COLOURS["county"], COLOURS["borderStrong"], 0.3), "\"level\" = 'county'")])


def zoning() -> Look:
    """Zoning units by category; red lines and farmland hatched."""
    rules = [
        Rule(label, Fill(ZONING_COLOURS[value], ZONING_COLOURS[value], 0.3, 0.35, hatched), f"\"category\" = '{value}'")
        for value, label in CATEGORIES.items()
        for hatched in [value in ("red_line", "farmland")]
    ]
    return Look(rules, Label('"name"', 8, COLOURS["ink"], smallest_scale=50_000))


def works() -> Look:
    """Works by how far they have come."""
    passed = "\"stage\" IN ('qualified', 'established')"
    rules = [
        Rule("已合格", Fill("#2f7f4f", "#1d5a36", 0.25, 0.6), passed),
        Rule("进行中", Fill("#b8cf5a", "#6f8526", 0.25, 0.6), f"NOT ({passed})"),
    ]
    return Look(rules, Label('"code"', 7, COLOURS["ink"], smallest_scale=25_000))


def segments() -> Look:
    """Segments to be edited."""
    return Look(
        [Rule("河段", Line(RIVER_CLASSES[3], 0.7))], Label('"name"', 8, RIVER_CLASSES[3], smallest_scale=50_000)
    )


def plots() -> Look:
    """Plots to be edited."""
    shape = Fill(FOREST_CLASSES[2], FOREST_CLASSES[3], 0.25, 0.35)
    return Look(
        [Rule("小班", shape)], Label('coalesce("plot_number", "code")', 7, COLOURS["ink"], smallest_scale=25_000)
    )


LOOKS: Mapping[str, Callable[[], Look]] = {
    "issues": issues,
    "stretches": stretches,
    "segment_coverage": river_coverage,
    "plot_coverage": forest_coverage,
    "segments": segments,
    "plots": plots,
    "works": works,
    "zoning": zoning,
    "divisions": divisions,
    "ground": ground,
}

"""The published layer of forestry works, with the plot factors by their words."""

from sqlalchemy import Float, Select, Text, case, cast, select
from sqlalchemy.dialects.postgresql import JSONB

from patrol.access import Viewer, scope
from patrol.models import ForestPlot, ForestryWork
from patrol.queries.published import MU_PER_M2, division_of, rounded, with_division
from patrol.rules.factor_catalogue import MAPPED_FACTORS, Factor
from patrol.rules.forestry_words import STAGE_WORDS, WORK_TYPE_WORDS

AREAS = ("planned", "reported", "measured", "counted", "verified", "qualified", "replant", "failed", "lost")


def works(viewer: Viewer) -> Select:
    """Forestry works that have a polygon."""
    areas = [rounded(getattr(ForestryWork, f"{area}_area_m2") * MU_PER_M2, 2).label(f"{area}_mu") for area in AREAS]
    found = (
        select(
            ForestryWork.id.label("key"),
            ForestryWork.code.label("id"),
            ForestryWork.code.label("code"),
            ForestryWork.year.label("year"),
            ForestryWork.work_type.label("work_type"),
            _word(ForestryWork.work_type, WORK_TYPE_WORDS).label("work_type_name"),
            ForestryWork.stage.label("stage"),
            _word(ForestryWork.stage, STAGE_WORDS).label("stage_name"),
            ForestPlot.code.label("plot"),
            ForestryWork.done_on.label("done_on"),
            *division_of(ForestryWork),
            *areas,
            *(_factor(factor).label(factor.code) for factor in MAPPED_FACTORS),
            ForestryWork.geom.label("geom"),
            ForestryWork.geom_3857.label("geom_3857"),
        )
        .outerjoin(ForestPlot, ForestPlot.id == ForestryWork.plot_id)
        .where(ForestryWork.geom.is_not(None))
    )
    return scope(with_division(found, ForestryWork), ForestryWork, viewer)


def _word(column, words):
    """The Chinese word of a code."""
    return case({code: names[0] for code, names in words.items()}, value=column)


def _factor(factor: Factor):
    """A factor as a table shows it: a choice by its Chinese word, a flag as 是 or 否."""
    said = cast(ForestryWork.factors, JSONB)[factor.code].as_string()
    if factor.kind == "choice":
        return _word(said, factor.choices or {})
    if factor.kind == "flag":
        return case({"true": "是", "false": "否"}, value=said)
    return cast(said, Float) if factor.kind == "number" else cast(said, Text)

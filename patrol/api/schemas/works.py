"""Forestry works on the wire: what is taken in."""

from marshmallow import ValidationError, fields, validates_schema

from patrol.api.schemas.fields import (
    Day,
    Digest,
    Each,
    Flag,
    In,
    Inside,
    Mu,
    Number,
    QueryWhole,
    Said,
    Text,
    Whole,
    between,
    length,
    one_of,
)
from patrol.api.schemas.patrols import PositionIn
from patrol.api.schemas.reports import division_form
from patrol.api.schemas.slices import SliceIn, sort_by
from patrol.api.tables.works import WORKS
from patrol.models.forestry import WORK_TYPES
from patrol.models.inspections import TIERS
from patrol.rules.acceptance import KINDS
from patrol.rules.forestry_steps import STAGES

CODE = length(1, 64)
WORDS = length(0, 4000)
YEAR = between(1950, 2200)
MU = between(0, 10_000_000)
ZONES = ("priority", "key", "general", "red_line", "farmland")


class Factors(fields.Dict):
    """Plot factors by their codes; the catalogue of the year and type says which."""

    def __init__(self, **kwargs):
        super().__init__(keys=fields.String(), error_messages={"invalid": "not_object"}, **kwargs)


class Boundary(fields.Raw):
    """A GeoJSON Polygon or MultiPolygon in degrees; looked at by the workflow, which says what is wrong where."""


class WorkIn(In):
    """A planned work."""

    code = Text(required=True, validate=CODE)
    year = Whole(required=True, validate=YEAR)
    work_type = Text(required=True, validate=one_of(*WORK_TYPES))
    division = Text(load_default=None, allow_none=True, validate=division_form)
    plot = Text(load_default=None, allow_none=True, validate=CODE)
    boundary = Boundary(load_default=None, allow_none=True)
    planned_area_mu = Mu(load_default=None, allow_none=True, validate=MU)
    factors = Factors(load_default=dict)
    opinion = Text(load_default="", validate=WORDS)


class WorkChangeIn(In):
    """What changes of a work's registration; a factor that is null is taken out."""

    plot = Text(validate=CODE)
    boundary = Boundary()
    planned_area_mu = Mu(allow_none=True, validate=MU)
    factors = Factors()
    opinion = Text(validate=WORDS)
    version = Whole(allow_none=True, validate=between(0, 10**6))


class WorkStepIn(In):
    """One step: the action, and what it needs."""

    action = Text(required=True, validate=CODE)
    opinion = Text(load_default=None, allow_none=True, validate=WORDS)
    area_mu = Mu(load_default=None, allow_none=True, validate=MU)
    reason = Text(load_default=None, allow_none=True, validate=length(0, 400))
    done_on = Day(load_default=None, allow_none=True)
    reference = Text(load_default=None, allow_none=True, validate=length(0, 200))
    photos = Each(Digest(), load_default=list, validate=length(0, 50))
    version = Whole(load_default=None, allow_none=True, validate=between(0, 10**6))


class WorksAskedIn(In):
    """Which works. `stage` takes several, parted by commas; `zone` asks for those that lie in a category of zoning."""

    year = QueryWhole(load_default=None, validate=YEAR)
    work_type = Text(load_default=None, validate=one_of(*WORK_TYPES))
    stage = Text(load_default=None)
    division = Text(load_default=None, validate=division_form)
    plot = Text(load_default=None, validate=CODE)
    code = Text(load_default=None, validate=CODE)
    zone = Text(load_default=None, validate=one_of(*ZONES))

    @validates_schema(skip_on_field_errors=True)
    def known_stages(self, data, **kwargs):
        """Stages that exist."""
        for stage in (data.get("stage") or STAGES[0]).split(","):
            if stage not in STAGES:
                raise ValidationError(Said("not_one_of", choices="、".join(STAGES)), "stage")


class WorksIn(WorksAskedIn, SliceIn):
    """Which works, and which part of the list: as entered after an id, or sorted with so many passed over."""

    text = Text(load_default=None, validate=length(1, 100))
    area = Text(load_default=None, validate=one_of("reported", "measured", "verified", "qualified"))
    after = QueryWhole(load_default=None, validate=between(0, 2**31 - 1))
    sort = sort_by(WORKS)


class OverlapsIn(In):
    """Pairs of which one is of a year."""

    year = QueryWhole(required=True, validate=YEAR)
    work_type = Text(load_default=None, validate=one_of(*WORK_TYPES))
    division = Text(load_default=None, validate=division_form)
    after = QueryWhole(load_default=0, validate=between(0, 2**31 - 1))
    limit = QueryWhole(load_default=100, validate=between(1, 1000))


class FactorsIn(In):
    """The catalogue of factors of works of a year and type."""

    year = QueryWhole(required=True, validate=YEAR)
    work_type = Text(required=True, validate=one_of(*WORK_TYPES))


class InspectionIn(In):
    """An inspection to be drawn; without a seed nobody chooses where its plots fall."""

    tier = Text(required=True, validate=one_of(*TIERS))
    kind = Text(required=True, validate=one_of(*KINDS))
    inspected_on = Day(load_default=None, allow_none=True)
    seed = Whole(load_default=None, allow_none=True, validate=between(1, 2**31 - 1))


class CountIn(In):
    """What was counted on a sample plot."""

    number = Whole(required=True, validate=between(1, 100_000))
    planted = Whole(load_default=None, allow_none=True, validate=between(0, 1_000_000))
    alive = Whole(load_default=None, allow_none=True, validate=between(0, 1_000_000))
    measures = fields.Dict(keys=fields.String(), values=Number(), load_default=dict)
    position = Inside(PositionIn, load_default=None, allow_none=True)


class CountsIn(In):
    """Sample plots that were counted."""

    plots = Each(Inside(CountIn), required=True, validate=length(1, 1000))


class ConclusionIn(In):
    """The area that is really there; rate and verdict follow from the counts."""

    verified_area_mu = Mu(required=True, validate=MU)
    unverified_reason = Text(load_default=None, allow_none=True, validate=length(0, 400))
    opinion = Text(load_default="", validate=WORDS)


class CriterionIn(In):
    """What a sample plot must show."""

    code = Text(required=True, validate=CODE)
    least = Number(allow_none=True)
    most = Number(allow_none=True)


class SchemeIn(In):
    """An acceptance scheme: a preset, or cuts of one's own."""

    work_type = Text(required=True, validate=one_of(*WORK_TYPES))
    kind = Text(required=True, validate=one_of(*KINDS))
    division = Text(load_default=None, allow_none=True, validate=division_form)
    preset = Text(load_default=None, allow_none=True, validate=CODE)
    qualified_from = Number(load_default=None, allow_none=True, validate=between(0, 1))
    replant_from = Number(load_default=None, allow_none=True, validate=between(0, 1))
    replant_includes = Flag(load_default=True)
    criteria = Each(Inside(CriterionIn), load_default=list, validate=length(0, 20))
    verified_by = Text(load_default="county", validate=one_of(*TIERS))
    name = Text(load_default=None, allow_none=True, validate=length(1, 100))
    valid_from = Day(required=True)
    source = Text(load_default=None, allow_none=True, validate=length(0, 400))


class SchemesIn(In):
    """Which schemes."""

    work_type = Text(load_default=None, validate=one_of(*WORK_TYPES))
    kind = Text(load_default=None, validate=one_of(*KINDS))

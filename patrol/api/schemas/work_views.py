"""Forestry works on the wire: what is told. Areas are in mu."""

from marshmallow import fields

from patrol.api.schemas.fields import Out
from patrol.api.schemas.issue_views import PersonOut, PlaceOut
from patrol.forestry.looking import AREAS, REASONS
from patrol.forestry.reconciling import AREAS as RECONCILED


def mu_fields(areas, **kwargs) -> dict[str, fields.Field]:
    """A field AREA_mu for each kind of area."""
    return {f"{area}_mu": fields.Float(required=True, **kwargs) for area in areas}


class WorkZoneOut(Out):
    """A zoning unit that a work lies in, and how much of the work."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    category = fields.String(required=True)
    area_mu = fields.Float(required=True)


class PlainWorkOut(Out):
    """A work without its areas."""

    id = fields.Integer(required=True)
    code = fields.String(required=True)
    year = fields.Integer(required=True)
    work_type = fields.String(required=True)
    stage = fields.String(required=True)
    round = fields.Integer(required=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    plot = fields.String(required=True, allow_none=True)
    design_reference = fields.String(required=True, allow_none=True)
    done_on = fields.Date(required=True, allow_none=True)
    factors = fields.Dict(required=True)
    factors_told = fields.Dict(required=True)
    zones = fields.List(fields.Nested(WorkZoneOut), required=True)
    flags = fields.List(fields.String(), required=True)
    position = fields.Nested(PlaceOut, required=True, allow_none=True)
    version = fields.Integer(required=True)


REASON_FIELDS = {f"{reason}_reason": fields.String(required=True, allow_none=True) for reason in REASONS}
WorkOut = PlainWorkOut.from_dict(mu_fields((*AREAS, "unverified"), allow_none=True) | REASON_FIELDS, name="WorkOut")


class WorkEventOut(Out):
    """A step that was taken, and the areas as they stood after it."""

    action = fields.String(required=True)
    stage = fields.String(required=True)
    round = fields.Integer(required=True)
    by = fields.Nested(PersonOut, required=True, allow_none=True)
    at = fields.DateTime(required=True)
    opinion = fields.String(required=True)
    area_mu = fields.Float(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    inspection_id = fields.Integer(required=True, allow_none=True)
    areas = fields.Dict(required=True)
    detail = fields.Dict(required=True)
    photos = fields.List(fields.String(), required=True)


class SamplePlotOut(Out):
    """A sample plot: where it was drawn and what was counted."""

    number = fields.Integer(required=True)
    planted = fields.Integer(required=True, allow_none=True)
    alive = fields.Integer(required=True, allow_none=True)
    measures = fields.Dict(required=True)
    counted_at = fields.DateTime(required=True, allow_none=True)
    position = fields.Nested(PlaceOut, required=True)
    found_position = fields.Nested(PlaceOut, required=True, allow_none=True)


class InspectionOut(Out):
    """An inspection, drawn or concluded."""

    id = fields.Integer(required=True)
    tier = fields.String(required=True)
    kind = fields.String(required=True)
    round = fields.Integer(required=True)
    scheme = fields.String(required=True)
    scheme_id = fields.Integer(required=True)
    criteria = fields.List(fields.Dict(), required=True)
    seed = fields.Integer(required=True)
    plot_area_m2 = fields.Float(required=True)
    sampled_mu = fields.Float(required=True)
    inspected_on = fields.Date(required=True)
    drawn_by = fields.String(required=True, allow_none=True)
    drawn_at = fields.DateTime(required=True)
    verified_mu = fields.Float(required=True, allow_none=True)
    unverified_reason = fields.String(required=True, allow_none=True)
    rate = fields.Float(required=True, allow_none=True)
    verdict = fields.String(required=True, allow_none=True)
    opinion = fields.String(required=True)
    concluded_by = fields.String(required=True, allow_none=True)
    concluded_at = fields.DateTime(required=True, allow_none=True)
    plots = fields.List(fields.Nested(SamplePlotOut), required=True)


class WholeWorkOut(WorkOut):
    """A work with its polygon, its history, its inspections, and what the caller may do now."""

    boundary = fields.Dict(required=True, allow_none=True)
    events = fields.List(fields.Nested(WorkEventOut), required=True)
    inspections = fields.List(fields.Nested(InspectionOut), required=True)
    actions = fields.List(fields.String(), required=True)
    needs = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        required=True,
        metadata={"description": "What each of these actions must show"},
    )
    inspectable = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()),
        required=True,
        metadata={"description": "Tier and kind of the inspections that the caller may begin now"},
    )
    countable = fields.List(
        fields.Integer(),
        required=True,
        metadata={"description": "The inspections that the caller may count and conclude"},
    )


class WorksOut(Out):
    """A page of works; how many there are is told where they were sorted."""

    items = fields.List(fields.Nested(WorkOut), required=True)
    total = fields.Integer(required=True, allow_none=True)
    next = fields.String(required=True, allow_none=True)


class InspectionsOut(Out):
    """The inspections of a work."""

    items = fields.List(fields.Nested(InspectionOut), required=True)
    next = fields.String(required=True, allow_none=True)


class OverlapOut(Out):
    """Two works that share ground."""

    id = fields.Integer(required=True)
    code = fields.String(required=True)
    year = fields.Integer(required=True)
    work_type = fields.String(required=True)
    stage = fields.String(required=True)
    other_id = fields.Integer(required=True)
    other_code = fields.String(required=True)
    other_year = fields.Integer(required=True)
    other_stage = fields.String(required=True)
    area_mu = fields.Float(required=True)


class OverlapsOut(Out):
    """A page of pairs."""

    items = fields.List(fields.Nested(OverlapOut), required=True)
    next = fields.String(required=True, allow_none=True)


class FactorOut(Out):
    """A field of the national forms."""

    code = fields.String(required=True)
    zh = fields.String(required=True)
    en = fields.String(required=True)
    kind = fields.String(required=True)
    choices = fields.Dict(required=True, allow_none=True)
    least = fields.Float(required=True, allow_none=True)
    most = fields.Float(required=True, allow_none=True)


class FactorsOut(Out):
    """A catalogue."""

    items = fields.List(fields.Nested(FactorOut), required=True)
    next = fields.String(required=True, allow_none=True)


class SchemeOut(Out):
    """An acceptance scheme."""

    id = fields.Integer(required=True)
    division = fields.String(required=True, attribute="division_code")
    work_type = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    qualified_from = fields.Float(required=True)
    replant_from = fields.Float(required=True)
    replant_includes = fields.Boolean(required=True)
    criteria = fields.List(fields.Dict(), required=True)
    classes = fields.List(fields.List(fields.Float(allow_none=True)), required=True)
    least_plots = fields.Integer(required=True)
    verified_by = fields.String(required=True)
    valid_from = fields.Date(required=True)
    source = fields.String(required=True, allow_none=True)


class SchemesOut(Out):
    """Schemes."""

    items = fields.List(fields.Nested(SchemeOut), required=True)
    next = fields.String(required=True, allow_none=True)


class PlainReconciliationLineOut(Out):
    """A division's year in one type of work, without the areas."""

    division = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.String(required=True)
    parent = fields.String(required=True, allow_none=True)
    work_type = fields.String(required=True)
    works = fields.Integer(required=True)
    target_mu = fields.Float(required=True)
    target_parts_mu = fields.Float(required=True, allow_none=True)
    target_residual_mu = fields.Float(required=True, allow_none=True)
    own_mu = fields.Dict(required=True)
    own_ha = fields.Dict(required=True)
    residual_mu = fields.Dict(required=True)
    residual_ha = fields.Dict(required=True)
    off_balance_mu = fields.Dict(required=True)
    off_balance_ha = fields.Dict(required=True)


HECTARES = {f"{area}_ha": fields.Integer(required=True) for area in RECONCILED}
ReconciliationLineOut = PlainReconciliationLineOut.from_dict(
    mu_fields(RECONCILED) | HECTARES, name="ReconciliationLineOut"
)


class ZoneSumOut(Out):
    """What lies in a category of zoning units."""

    category = fields.String(required=True)
    works = fields.Integer(required=True)
    area_mu = fields.Float(required=True)


class TypeOut(Out):
    """A type of work: polygons together and once, across years, outside plots, in zones."""

    work_type = fields.String(required=True)
    polygons_mu = fields.Float(required=True)
    counted_mu = fields.Float(required=True)
    across_years_mu = fields.Float(required=True)
    outside_plot_mu = fields.Float(required=True)
    zones = fields.List(fields.Nested(ZoneSumOut), required=True)


class ReconciliationOut(Out):
    """A year's areas from village to county, rounded so that the parts make the whole."""

    items = fields.List(fields.Nested(ReconciliationLineOut), required=True)
    types = fields.List(fields.Nested(TypeOut), required=True)
    method = fields.String(required=True)
    next = fields.String(required=True, allow_none=True)

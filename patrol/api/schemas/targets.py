"""Annual targets as they are entered, on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import Each, In, Inside, Mu, Number, Out, Text, between, length, one_of
from patrol.api.schemas.reports import TargetOut, YearIn, division_form
from patrol.api.schemas.slices import SliceIn, sort_by
from patrol.api.tables.coverage import PROGRESS
from patrol.models.forestry import WORK_TYPES

AREA = between(0, 1e9)


class TargetIn(In):
    """A division's target of one type of work; no mu takes it back. `was_mu` is what the caller saw there."""

    division = Text(required=True, validate=division_form)
    work_type = Text(required=True, validate=one_of(*WORK_TYPES))
    mu = Mu(required=True, allow_none=True, validate=AREA)
    was_mu = Number(required=True, allow_none=True, validate=AREA)


class SetTargetsIn(In):
    """Targets that change together, or not at all."""

    items = Each(Inside(TargetIn), required=True, validate=length(1, 500))


class EnteredTargetOut(Out):
    """A target as it was entered."""

    division = fields.String(required=True)
    work_type = fields.String(required=True)
    mu = fields.Float(required=True)


class EnteredTargetsOut(Out):
    """The targets of a year."""

    items = fields.List(fields.Nested(EnteredTargetOut), required=True)
    next = fields.String(required=True, allow_none=True)


class TargetListIn(YearIn, SliceIn):
    """The divisions below one, a type of work, the order and the part."""

    work_type = Text(load_default=None, validate=one_of(*WORK_TYPES))
    sort = sort_by(PROGRESS, "status")


class TargetListOut(Out):
    """A part of a table of progress."""

    items = fields.List(fields.Nested(TargetOut), required=True)
    total = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)

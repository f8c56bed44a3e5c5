"""The catalogue and the clocks on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import Day, Flag, In, Number, Out, Text, Whole, between, length, one_of
from patrol.api.schemas.reports import division_form
from patrol.rules.clocks import SEVERITIES, UNITS

WORD = length(1, 64)


class OnIn(In):
    """The day, and the division, that are asked about."""

    on = Day(load_default=None)
    division = Text(load_default=None, validate=division_form)
    kind = Text(load_default=None, validate=one_of("river", "forest"))


class DatedIn(In):
    """From which day, until which, where, and by whose word."""

    division = Text(load_default=None, allow_none=True, validate=division_form)
    valid_from = Day(load_default=None, allow_none=True)
    valid_to = Day(load_default=None, allow_none=True)
    source = Text(load_default=None, allow_none=True, validate=length(0, 400))


class CategoryIn(DatedIn):
    """A category as it shall stand; what is left out stays as it is. `in_use` false takes it out of use."""

    kind = Text(required=True, validate=one_of("river", "forest"))
    code = Text(required=True, validate=WORD)
    en = Text(load_default=None, allow_none=True, validate=length(1, 100))
    group = Text(load_default=None, allow_none=True, validate=WORD)
    group_en = Text(load_default=None, allow_none=True, validate=length(1, 100))
    problem = Flag(load_default=None, allow_none=True)
    in_use = Flag(load_default=True)
    severity = Text(load_default=None, allow_none=True, validate=one_of(*SEVERITIES))
    major_from_m2 = Number(load_default=None, allow_none=True, validate=between(0, 1e9))
    critical_from_m2 = Number(load_default=None, allow_none=True, validate=between(0, 1e9))
    rank = Whole(load_default=None, allow_none=True, validate=between(0, 100_000))


class EntryOut(Out):
    """A category as it holds."""

    kind = fields.String(required=True)
    code = fields.String(required=True)
    en = fields.String(required=True)
    group = fields.String(required=True)
    group_en = fields.String(required=True)
    problem = fields.Boolean(required=True)
    severity = fields.String(required=True)
    major_from_m2 = fields.Float(required=True, allow_none=True)
    critical_from_m2 = fields.Float(required=True, allow_none=True)
    division = fields.String(required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(required=True, allow_none=True)
    source = fields.String(required=True, allow_none=True)


class CategoriesOut(Out):
    """The catalogue of a day."""

    items = fields.List(fields.Nested(EntryOut), required=True)
    next = fields.String(required=True, allow_none=True)


class VersionOut(EntryOut):
    """A row of a category's history."""

    in_use = fields.Boolean(required=True)
    entered_at = fields.DateTime(required=True)


class VersionsOut(Out):
    """All that was ever said of a category."""

    items = fields.List(fields.Nested(VersionOut), required=True)
    next = fields.String(required=True, allow_none=True)


class DeadlineIn(DatedIn):
    """How long an issue of a severity may stay in a state; no severity means all."""

    state = Text(required=True, validate=WORD)
    severity = Text(load_default="", validate=one_of("", *SEVERITIES))
    amount = Whole(required=True, validate=between(1, 3650))
    unit = Text(required=True, validate=one_of(*UNITS))


class DeadlineOut(Out):
    """A clock as it holds."""

    state = fields.String(required=True)
    severity = fields.String(required=True)
    amount = fields.Integer(required=True)
    unit = fields.String(required=True)
    division = fields.String(required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(required=True, allow_none=True)
    source = fields.String(required=True, allow_none=True)


class DeadlinesOut(Out):
    """The clocks of a day."""

    items = fields.List(fields.Nested(DeadlineOut), required=True)
    next = fields.String(required=True, allow_none=True)

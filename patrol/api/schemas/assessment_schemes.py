"""Schemes of assessment on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import (
    Day,
    Each,
    In,
    Inside,
    Number,
    Out,
    Text,
    Whole,
    between,
    length,
    one_of,
)
from patrol.api.schemas.reports import division_form, in_calendar
from patrol.models.officers import POSTS
from patrol.rules.assessment.indicators import FORMS, INDICATORS, SUBJECTS

RATE = between(0, 1_000)
MOST_INDICATORS = 30


class ScoredIndicatorIn(In):
    """An indicator, its weight and its form of scoring; which of the numbers a form needs, the rules say."""

    indicator = Text(required=True, validate=one_of(*INDICATORS))
    weight = Number(load_default=0.0, validate=between(0, 1000))
    form = Text(required=True, validate=one_of(*FORMS))
    floor = Number(validate=RATE)
    target = Number(validate=RATE)
    steps = Each(Each(Number(validate=RATE), validate=length(2, 2)), validate=length(1, 20))
    each = Number(validate=between(0, 100))
    cap = Number(validate=between(0, 1000))
    days = Whole(validate=between(0, 366))


class AssessmentSchemeIn(In):
    """A new scheme."""

    division_code = Text(data_key="division", required=True, validate=division_form)
    subject = Text(required=True, validate=one_of(*SUBJECTS))
    post = Text(load_default=None, allow_none=True, validate=one_of(*POSTS))
    name = Text(required=True, validate=length(1, 200))
    source = Text(required=True, validate=length(1, 500))
    least_days = Whole(load_default=0, validate=between(0, 366))
    appeal_days = Whole(load_default=7, validate=between(0, 366))
    valid_from = Day(data_key="from", required=True, validate=in_calendar)
    indicators = Each(Inside(ScoredIndicatorIn), required=True, validate=length(1, MOST_INDICATORS))


class AssessmentSchemeEndIn(In):
    """The last day on which a scheme holds; today when not given."""

    on = Day(load_default=None, validate=in_calendar)


class AssessmentPresetIn(In):
    """Where and from when the preset is to hold."""

    division = Text(required=True, validate=division_form)
    valid_from = Day(data_key="from", required=True, validate=in_calendar)


class AssessmentSchemesIn(In):
    """A county; one's own when not given."""

    division = Text(load_default=None, validate=division_form)


class AssessmentSchemeOut(Out):
    """A scheme."""

    id = fields.Integer(required=True)
    division = fields.String(required=True, attribute="division_code")
    subject = fields.String(required=True)
    post = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    source = fields.String(required=True)
    full_score = fields.Float(required=True)
    least_days = fields.Integer(required=True)
    appeal_days = fields.Integer(required=True)
    valid_from = fields.Date(required=True, data_key="from")
    valid_to = fields.Date(required=True, allow_none=True, data_key="to")
    indicators = fields.List(fields.Dict(), required=True)


class AssessmentSchemesOut(Out):
    """All schemes of a county."""

    items = fields.List(fields.Nested(AssessmentSchemeOut), required=True)
    next = fields.String(required=True, allow_none=True)


class IndicatorsOut(Out):
    """What can be assessed: code, words, whom it is asked of, fitting forms."""

    items = fields.List(fields.Dict(), required=True)
    next = fields.String(required=True, allow_none=True)

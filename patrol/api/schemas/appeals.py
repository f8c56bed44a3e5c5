"""Appeals against scores on the wire."""

from marshmallow import fields

from patrol.api.schemas.assessments import KEY, WORDS, HeldSchemeOut, ScoreOut
from patrol.api.schemas.fields import Hundredths, In, Out, QueryWhole, Text, between, one_of
from patrol.api.schemas.reports import division_form
from patrol.models.assessments import DECISIONS


class AppealIn(In):
    """One indicator, and what is wrong with it."""

    indicator = Text(required=True, validate=KEY)
    words = Text(required=True, validate=WORDS)


class AppealsIn(In):
    """Which appeals of a county."""

    division = Text(load_default=None, validate=division_form)
    status = Text(load_default=None, validate=one_of("open"))
    after = QueryWhole(load_default=0, validate=between(0, 2**31 - 1))
    limit = QueryWhole(load_default=200, validate=between(1, 2000))


class AppealDecisionIn(In):
    """What was decided, the points that the indicator should have had where it was upheld, and why."""

    decision = Text(required=True, validate=one_of(*DECISIONS))
    points = Hundredths(load_default=None, allow_none=True)
    words = Text(required=True, validate=WORDS)


class AppealOut(Out):
    """An appeal, and its decision once there is one."""

    id = fields.Integer(required=True)
    period = fields.String(required=True)
    subject = fields.String(required=True)
    post = fields.String(required=True, allow_none=True)
    key = fields.String(required=True)
    indicator = fields.String(required=True)
    words = fields.String(required=True)
    appealed_by = fields.String(required=True)
    appealed_at = fields.DateTime(required=True)
    decision = fields.String(required=True, allow_none=True)
    decision_words = fields.String(required=True, allow_none=True)
    points_before = fields.Float(required=True, allow_none=True)
    points_after = fields.Float(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = fields.DateTime(required=True, allow_none=True)


class AppealsOut(Out):
    """A page of appeals."""

    items = fields.List(fields.Nested(AppealOut), required=True)
    next = fields.String(required=True, allow_none=True)


class WholeScoreOut(ScoreOut):
    """One score with its table's standing, its scheme and its appeals."""

    period = fields.String(required=True)
    first = fields.Date(required=True, data_key="from")
    last = fields.Date(required=True, data_key="to")
    status = fields.String(required=True)
    data_at = fields.DateTime(required=True)
    appeal_until = fields.Date(required=True, allow_none=True)
    scheme = fields.Nested(HeldSchemeOut, required=True)
    appeals = fields.List(fields.Nested(AppealOut), required=True)

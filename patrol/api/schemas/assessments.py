"""Tables of assessment on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import In, Out, QueryWhole, Text, between, length, one_of
from patrol.api.schemas.reports import division_form
from patrol.api.schemas.slices import SliceIn
from patrol.assessment.ordering import RANK, SORTS
from patrol.models.officers import POSTS
from patrol.rules.assessment.indicators import SUBJECTS

KEY = length(1, 64)
WORDS = length(2, 2000)


class LeagueIn(SliceIn):
    """A period; townships, or officers in a post; a division to look into; by which column, the rank where none is
    named, and which part."""

    period = Text(required=True)
    by = Text(load_default="township", validate=one_of(*SUBJECTS))
    division = Text(load_default=None, validate=division_form)
    post = Text(load_default=None, validate=one_of(*POSTS))
    sort = Text(load_default=RANK, validate=one_of(*SORTS, *(f"-{name}" for name in SORTS)))


class SubjectIn(In):
    """The officers' post where a subject is an officer; a division where several counties could be meant."""

    post = Text(load_default=None, validate=one_of(*POSTS))
    division = Text(load_default=None, validate=division_form)


class RowsIn(SubjectIn):
    """A place in the list of what is behind a figure."""

    after = QueryWhole(load_default=0, validate=between(0, 10_000_000))
    limit = QueryWhole(load_default=200, validate=between(1, 10_000))


class IssuingIn(In):
    """Which table is issued."""

    by = Text(required=True, validate=one_of(*SUBJECTS))
    post = Text(load_default=None, allow_none=True, validate=one_of(*POSTS))
    division = Text(load_default=None, allow_none=True, validate=division_form)


class ScoreLineOut(Out):
    """One indicator of a score: the figure, the weight it has and was given, its points, what an upheld appeal made of
    them with which words, and what is behind it."""

    indicator = fields.String(required=True)
    numerator = fields.Float(required=True)
    denominator = fields.Float(required=True)
    rate = fields.Float(required=True, allow_none=True)
    weight = fields.Float(required=True)
    applied_weight = fields.Float(required=True)
    points = fields.Float(required=True)
    corrected_points = fields.Float(required=True, allow_none=True)
    decision_words = fields.String(required=True, allow_none=True)
    rows = fields.String(required=True)


class CorrectedOut(Out):
    """What upheld appeals made of a score."""

    score = fields.Float(required=True, allow_none=True)
    rank = fields.Integer(required=True, allow_none=True)


class ScoreOut(Out):
    """A row of a table; `note` says why there is no rank: not_begun, nothing_owed or few_days."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    post = fields.String(required=True, allow_none=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    days = fields.Integer(required=True, allow_none=True)
    leave_days = fields.Integer(required=True, allow_none=True)
    rank = fields.Integer(required=True, allow_none=True)
    score = fields.Float(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    corrected = fields.Nested(CorrectedOut, required=True, allow_none=True)
    lines = fields.List(fields.Nested(ScoreLineOut), required=True, data_key="indicators")


class HeldSchemeOut(Out):
    """The scheme that a table went by."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    source = fields.String(required=True)
    full_score = fields.Float(required=True)
    least_days = fields.Integer(required=True)
    appeal_days = fields.Integer(required=True)
    indicators = fields.List(fields.Dict(), required=True)


class LeagueOut(Out):
    """A table: `preliminary` of this moment, or `issued` as it stood at `data_at`."""

    period = fields.String(required=True)
    first = fields.Date(required=True, data_key="from")
    last = fields.Date(required=True, data_key="to")
    county = fields.String(required=True)
    by = fields.String(required=True)
    post = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)
    data_at = fields.DateTime(required=True)
    appeal_until = fields.Date(required=True, allow_none=True)
    scheme = fields.Nested(HeldSchemeOut, required=True)
    total = fields.Integer(required=True)
    items = fields.List(fields.Nested(ScoreOut), required=True)
    next = fields.String(required=True, allow_none=True)


class BehindScoreOut(Out):
    """A patrol, duty, issue, segment, plot, type of work or entry, and its part of the figure."""

    kind = fields.String(required=True)
    ref = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    day = fields.Date(required=True, allow_none=True)
    numerator = fields.Float(required=True)
    denominator = fields.Float(required=True)
    address = fields.String(required=True, allow_none=True)


class BehindScorePageOut(Out):
    """What is behind a figure, with the figure of this moment and, of an issued table, the one that was issued."""

    indicator = fields.String(required=True)
    numerator = fields.Float(required=True)
    denominator = fields.Float(required=True)
    issued_numerator = fields.Float(required=True, allow_none=True)
    issued_denominator = fields.Float(required=True, allow_none=True)
    items = fields.List(fields.Nested(BehindScoreOut), required=True)
    next = fields.String(required=True, allow_none=True)

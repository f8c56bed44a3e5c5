"""What is entered by hand for assessments, on the wire."""

from marshmallow import fields

from patrol.api.schemas.assessments import KEY, WORDS
from patrol.api.schemas.fields import Hundredths, In, Out, QueryWhole, Text, between, one_of
from patrol.api.schemas.reports import division_form
from patrol.models.assessments import ENTRIES
from patrol.rules.assessment.indicators import SUBJECTS

MOST_POINTS = 100
MOST_ANSWERS = 1_000_000


class ScoreEntryIn(In):
    """Points by hand, or a survey's outcome: `numerator` content answers of `denominator`."""

    division = Text(load_default=None, allow_none=True, validate=division_form)
    period = Text(required=True)
    subject = Text(required=True, validate=one_of(*SUBJECTS))
    subject_key = Text(data_key="key", required=True, validate=KEY)
    kind = Text(required=True, validate=one_of(*ENTRIES))
    numerator = Hundredths(required=True, validate=between(-MOST_POINTS, MOST_ANSWERS))
    denominator = Hundredths(load_default=0.0, validate=between(0, MOST_ANSWERS))
    reason = Text(required=True, validate=WORDS)


class ScoreEntriesIn(In):
    """Which entries of a county."""

    division = Text(load_default=None, validate=division_form)
    period = Text(load_default=None)
    subject_key = Text(data_key="key", load_default=None, validate=KEY)
    after = QueryWhole(load_default=0, validate=between(0, 2**31 - 1))
    limit = QueryWhole(load_default=200, validate=between(1, 2000))


class WithdrawalIn(In):
    """Why an entry is withdrawn."""

    words = Text(required=True, validate=WORDS)


class ScoreEntryOut(Out):
    """What was entered by hand; `withdrawn_at` and the like once it was withdrawn and counts no more."""

    id = fields.Integer(required=True)
    period = fields.String(required=True)
    subject = fields.String(required=True)
    subject_key = fields.String(required=True, data_key="key")
    kind = fields.String(required=True)
    numerator = fields.Float(required=True)
    denominator = fields.Float(required=True)
    reason = fields.String(required=True)
    entered_by = fields.String(required=True, allow_none=True)
    entered_at = fields.DateTime(required=True)
    withdrawn_words = fields.String(required=True, allow_none=True)
    withdrawn_by = fields.String(required=True, allow_none=True)
    withdrawn_at = fields.DateTime(required=True, allow_none=True)


class ScoreEntriesOut(Out):
    """A page of entries."""

    items = fields.List(fields.Nested(ScoreEntryOut), required=True)
    next = fields.String(required=True, allow_none=True)

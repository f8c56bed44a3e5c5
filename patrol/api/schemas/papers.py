"""Papers and the office on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import In, Out, Text, length
from patrol.api.schemas.issue_views import PaperOut
from patrol.api.schemas.reports import division_form

WORDS = length(0, 2000)


class PaperIn(In):
    """Which paper."""

    kind = Text(required=True, validate=length(1, 64))


class PapersOut(Out):
    """The papers of an issue."""

    items = fields.List(fields.Nested(PaperOut), required=True)
    next = fields.String(required=True, allow_none=True)


class WhereIn(In):
    """The division that is asked about; one's own when not said."""

    division = Text(load_default=None, validate=division_form)


class OfficeIn(In):
    """What an office says of itself; lines of duties and goals are parted by line breaks."""

    name = Text(required=True, validate=length(1, 100))
    document_prefix = Text(required=True, validate=length(1, 30))
    supervising_phone = Text(load_default=None, allow_none=True, validate=length(3, 40))
    river_duties = Text(load_default=None, allow_none=True, validate=WORDS)
    river_goals = Text(load_default=None, allow_none=True, validate=WORDS)
    forest_duties = Text(load_default=None, allow_none=True, validate=WORDS)
    forest_goals = Text(load_default=None, allow_none=True, validate=WORDS)


class OfficeOut(Out):
    """What an office says of itself."""

    division_code = fields.String(required=True)
    name = fields.String(required=True)
    document_prefix = fields.String(required=True)
    supervising_phone = fields.String(required=True, allow_none=True)
    river_duties = fields.String(required=True, allow_none=True)
    river_goals = fields.String(required=True, allow_none=True)
    forest_duties = fields.String(required=True, allow_none=True)
    forest_goals = fields.String(required=True, allow_none=True)

"""Leave and rescorings on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import Day, In, Out, QueryWhole, Text, between, length
from patrol.api.schemas.reports import division_form, in_calendar

MOST_ID = 2**31 - 1


class LeaveIn(In):
    """Days away, both included; of oneself unless an officer is named."""

    officer = Text(load_default=None, validate=length(1, 64))
    first_on = Day(data_key="from", required=True, validate=in_calendar)
    last_on = Day(data_key="to", required=True, validate=in_calendar)
    reason = Text(required=True, validate=length(1, 500))
    substitute = Text(load_default=None, allow_none=True, validate=length(1, 64))


class SubstituteIn(In):
    """Who stands in from now on; null is nobody."""

    substitute = Text(required=True, allow_none=True, validate=length(1, 64))


class LeavesIn(In):
    """Which leave: of an officer, that touches these days."""

    officer = Text(load_default=None)
    first = Day(data_key="from", validate=in_calendar)
    last = Day(data_key="to", validate=in_calendar)
    after = QueryWhole(load_default=None, validate=between(0, MOST_ID))
    limit = QueryWhole(load_default=200, validate=between(1, 2000))


class LeaveOut(Out):
    """A leave."""

    id = fields.Integer(required=True)
    officer = fields.String(required=True)
    officer_name = fields.String(required=True)
    division = fields.String(required=True)
    first_on = fields.Date(required=True, data_key="from")
    last_on = fields.Date(required=True, data_key="to")
    reason = fields.String(required=True)
    substitute = fields.String(required=True, allow_none=True)
    substitute_name = fields.String(required=True, allow_none=True)
    approved_by = fields.String(required=True, allow_none=True)
    approved_at = fields.DateTime(required=True, allow_none=True)
    withdrawn_by = fields.String(required=True, allow_none=True)
    withdrawn_at = fields.DateTime(required=True, allow_none=True)


class LeavesOut(Out):
    """A page of leave."""

    items = fields.List(fields.Nested(LeaveOut), required=True)
    next = fields.String(required=True, allow_none=True)


class MayStandInIn(In):
    """For whom, in which days, and words that are looked for in names."""

    officer = Text(load_default=None, validate=length(1, 64))
    first = Day(data_key="from", validate=in_calendar)
    last = Day(data_key="to", validate=in_calendar)
    text = Text(load_default=None, validate=length(1, 100))


class MayStandIn(Out):
    """Somebody who may stand in."""

    username = fields.String(required=True)
    name = fields.String(required=True)
    post = fields.String(required=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)


class MayStandInOut(Out):
    """Who may stand in, the nearest first."""

    items = fields.List(fields.Nested(MayStandIn), required=True)
    next = fields.String(required=True, allow_none=True)


class RescoringIn(In):
    """Days to be judged again, both included, and why."""

    division = Text(required=True, validate=division_form)
    first = Day(data_key="from", required=True, validate=in_calendar)
    last = Day(data_key="to", required=True, validate=in_calendar)
    reason = Text(required=True, validate=length(1, 500))


class ListIn(In):
    """A place in a list."""

    after = QueryWhole(load_default=None, validate=between(0, MOST_ID))
    limit = QueryWhole(load_default=200, validate=between(1, 2000))


class ChangesIn(In):
    """A place in the list of changes."""

    after = Text(load_default=None)
    limit = QueryWhole(load_default=200, validate=between(1, 2000))


class RescoringOut(Out):
    """An act of rescoring."""

    id = fields.Integer(required=True)
    division = fields.String(required=True, attribute="division_code")
    first_on = fields.Date(required=True, data_key="from")
    last_on = fields.Date(required=True, data_key="to")
    reason = fields.String(required=True)
    rescored_by = fields.String(required=True, allow_none=True)
    rescored_at = fields.DateTime(required=True)
    patrols = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    rules = fields.List(fields.Dict(), required=True)


class RescoringsOut(Out):
    """A page of rescorings."""

    items = fields.List(fields.Nested(RescoringOut), required=True)
    next = fields.String(required=True, allow_none=True)


class ScoreChangeOut(Out):
    """The score of a patrol, or of its visit of an object, before and after."""

    patrol = fields.UUID(required=True)
    patrolled_on = fields.Date(required=True, allow_none=True)
    officer = fields.String(required=True, allow_none=True)
    officer_name = fields.String(required=True, allow_none=True)
    subject = fields.String(required=True)
    object_id = fields.Integer(required=True)
    object = fields.String(required=True, allow_none=True)
    object_name = fields.String(required=True, allow_none=True)
    before = fields.Dict(required=True)
    after = fields.Dict(required=True)


class ScoreChangesOut(Out):
    """A page of changes."""

    items = fields.List(fields.Nested(ScoreChangeOut), required=True)
    next = fields.String(required=True, allow_none=True)

"""This day, and how good the data are, on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import In, Out, Text, length
from patrol.api.schemas.reports import division_form
from patrol.api.schemas.slices import SliceIn


class WithinIn(In):
    """A division, or all of one's own."""

    division = Text(load_default=None, validate=division_form)


class LackingIn(SliceIn):
    """Which part of a list of what is lacking."""

    division = Text(load_default=None, validate=division_form)
    text = Text(load_default=None, validate=length(1, 100))
    sort = Text(load_default="name", validate=length(1, 40))


class OutOut(Out):
    """Somebody who is out and shares their position."""

    username = fields.String(required=True)
    name = fields.String(required=True)
    post = fields.String(required=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True, allow_none=True)
    at = fields.DateTime(required=True)
    lon = fields.Float(required=True)
    lat = fields.Float(required=True)


class TodayOut(Out):
    """What is going on this day."""

    day = fields.Date(required=True)
    out = fields.List(fields.Nested(OutOut), required=True)
    patrols = fields.Integer(required=True)
    effective_patrols = fields.Integer(required=True)
    flagged_patrols = fields.Integer(required=True)
    photos = fields.Integer(required=True)
    issues_reported = fields.Integer(required=True)
    issues_due = fields.Integer(required=True)
    issues_overdue = fields.Integer(required=True)
    issues_open = fields.Integer(required=True)


class QualityOut(Out):
    """What the figures of a period cannot be trusted for."""

    first = fields.Date(required=True, data_key="from")
    last = fields.Date(required=True, data_key="to")
    patrols = fields.Integer(required=True)
    flagged = fields.Integer(required=True)
    to_review = fields.Integer(required=True)
    without_photos = fields.Integer(required=True)
    poor_accuracy = fields.Integer(required=True)
    poor_accuracy_m = fields.Float(required=True)
    unassigned_segments = fields.Integer(required=True)
    unassigned_plots = fields.Integer(required=True)
    never_signed_in = fields.Integer(required=True)


class LackingOut(Out):
    """A part of a list of what is lacking; its columns are those of its table."""

    items = fields.List(fields.Dict(), required=True)
    total = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)

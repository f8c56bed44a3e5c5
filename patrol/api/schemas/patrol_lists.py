"""Lists of patrols on the wire."""

from marshmallow import ValidationError, fields, validates_schema

from patrol.api.schemas.fields import Day, Out, Said, Text, length, one_of
from patrol.api.schemas.issue_views import PersonOut
from patrol.api.schemas.reports import division_form, in_calendar
from patrol.api.schemas.reviews import STATES
from patrol.api.schemas.slices import SliceIn, sort_by
from patrol.api.tables.patrols import PATROLS
from patrol.models.officers import POSTS

TRUTHS = {"true": True, "false": False, None: None}


class PatrolsIn(SliceIn):
    """Which patrols, and which part of the list. `lacks` asks for photos that have not come, or for a poor track."""

    first = Day(data_key="from", load_default=None, validate=in_calendar)
    last = Day(data_key="to", load_default=None, validate=in_calendar)
    received_on = Day(load_default=None, validate=in_calendar)
    division = Text(load_default=None, validate=division_form)
    kind = Text(load_default=None, validate=one_of("river", "forest"))
    officer = Text(load_default=None, validate=length(1, 64))
    post = Text(load_default=None, validate=one_of(*POSTS))
    counts = Text(load_default=None, validate=one_of("true", "false"))
    effective = Text(load_default=None, validate=one_of("true", "false"))
    flagged = Text(load_default=None, validate=one_of("true", "false"))
    review = Text(load_default=None, validate=one_of(*STATES))
    lacks = Text(load_default=None, validate=one_of("photos", "accuracy"))
    text = Text(load_default=None, validate=length(1, 100))
    sort = sort_by(PATROLS, "-started_at")

    @validates_schema(skip_on_field_errors=True)
    def in_order(self, data, **kwargs):
        """From before to."""
        if data["first"] and data["last"] and data["first"] > data["last"]:
            raise ValidationError(Said("from_after_to"), "from")


class ListedPatrolOut(Out):
    """A patrol in a list; no place of it is told."""

    id = fields.UUID(required=True)
    officer = fields.Nested(PersonOut, required=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True)
    patrolled_on = fields.Date(required=True)
    started_at = fields.DateTime(required=True)
    ended_at = fields.DateTime(required=True)
    received_at = fields.DateTime(required=True)
    effective = fields.Boolean(required=True)
    distance_m = fields.Float(required=True)
    duration_s = fields.Float(required=True)
    photos = fields.Integer(required=True)
    photos_missing = fields.Integer(required=True)
    accuracy_m = fields.Float(required=True, allow_none=True)
    severity = fields.String(required=True)
    review = fields.String(required=True, allow_none=True)


class PatrolsOut(Out):
    """A part of a list of patrols."""

    items = fields.List(fields.Nested(ListedPatrolOut), required=True)
    total = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)

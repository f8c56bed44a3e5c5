"""Reviews of flagged patrols on the wire."""

from marshmallow import ValidationError, fields, validates_schema

from patrol.api.schemas.fields import Day, In, Out, QueryWhole, Said, Text, Whole, between, length, one_of
from patrol.api.schemas.issue_views import PersonOut
from patrol.api.schemas.patrols import DecisionOut, FlagOut, RemarkOut
from patrol.api.schemas.reports import division_form
from patrol.models.honesty import DECISIONS
from patrol.rules.honesty.flags import SEVERITIES

STATES = ("open", "accepted", "rejected")


class ReviewsIn(In):
    """Which reviews, and a place in the list."""

    status = Text(load_default=None, validate=one_of(*STATES))
    division = Text(load_default=None, validate=division_form)
    officer = Text(load_default=None, validate=length(1, 64))
    severity = Text(load_default=None, validate=one_of(*SEVERITIES[1:]))
    first = Day(data_key="from", load_default=None)
    last = Day(data_key="to", load_default=None)
    after = Text(load_default=None, validate=length(1, 40))
    limit = QueryWhole(load_default=100, validate=between(1, 1000))

    @validates_schema(skip_on_field_errors=True)
    def in_order(self, data, **kwargs):
        """From before to."""
        if data["first"] and data["last"] and data["first"] > data["last"]:
            raise ValidationError(Said("from_after_to"), "from")


class DecisionIn(In):
    """A decision, with words; a rejection needs them."""

    decision = Text(required=True, validate=one_of(*DECISIONS))
    words = Text(load_default="", validate=length(0, 2000))
    version = Whole(
        load_default=None,
        allow_none=True,
        validate=between(0, 10**6),
        metadata={"description": "How many decisions `history` had when the caller looked"},
    )


class ReviewOut(Out):
    """A flagged patrol in the queue."""

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
    reasons = fields.List(fields.Nested(RemarkOut), required=True)
    distance_m = fields.Float(required=True)
    duration_s = fields.Float(required=True)
    severity = fields.String(required=True)
    flags = fields.List(fields.Nested(FlagOut), required=True)
    review = fields.String(required=True, allow_none=True)
    may_decide = fields.Boolean(required=True)


class ReviewsOut(Out):
    """A page of the queue, and how many there are by state in this division."""

    items = fields.List(fields.Nested(ReviewOut), required=True)
    next = fields.String(required=True, allow_none=True)
    counts = fields.Dict(required=True)


class TrackOut(Out):
    """A raw track fix by fix: epoch seconds, degrees, metres, metres a second; `gaps` are followed by nothing known."""

    t = fields.List(fields.Float(), required=True)
    lon = fields.List(fields.Float(), required=True)
    lat = fields.List(fields.Float(), required=True)
    accuracy_m = fields.List(fields.Integer(allow_none=True), required=True)
    speed_mps = fields.List(fields.Float(), required=True)
    gaps = fields.List(fields.Integer(), required=True)


class ShotOut(Out):
    """A declared photo; `here` says whether its bytes have come."""

    sha256 = fields.String(required=True)
    taken_at = fields.DateTime(required=True)
    observation_id = fields.UUID(required=True, allow_none=True)
    lon = fields.Float(required=True, allow_none=True)
    lat = fields.Float(required=True, allow_none=True)
    here = fields.Boolean(required=True)


class SightingOut(Out):
    """Something that was noted."""

    id = fields.UUID(required=True)
    category = fields.String(required=True)
    text = fields.String(required=True)
    at = fields.DateTime(required=True)
    lon = fields.Float(required=True, allow_none=True)
    lat = fields.Float(required=True, allow_none=True)


class CoveredOut(Out):
    """A segment (its covered stretches) or a plot (its outline), as GeoJSON geometry."""

    code = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    share = fields.Float(required=True)
    covered_m = fields.Float()
    shape = fields.Dict(required=True)


class OtherTrackOut(Out):
    """Another patrol that evidence names."""

    id = fields.UUID(required=True)
    officer = fields.String(required=True)
    patrolled_on = fields.Date(required=True)
    lon = fields.List(fields.Float(), required=True)
    lat = fields.List(fields.Float(), required=True)


class WholeReviewOut(ReviewOut):
    """Everything about one patrol for one screen."""

    device = fields.Dict(required=True)
    track = fields.Nested(TrackOut, required=True)
    photos = fields.List(fields.Nested(ShotOut), required=True)
    observations = fields.List(fields.Nested(SightingOut), required=True)
    segments = fields.List(fields.Nested(CoveredOut), required=True)
    plots = fields.List(fields.Nested(CoveredOut), required=True)
    others = fields.List(fields.Nested(OtherTrackOut), required=True)
    history = fields.List(fields.Nested(DecisionOut), required=True)

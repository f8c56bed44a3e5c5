"""Past patrols on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import Out, QueryWhole, Text, between, length
from patrol.api.schemas.issue_views import PersonOut
from patrol.api.schemas.patrols import FlagOut, RemarkOut
from patrol.api.schemas.reports import PeriodIn


class PatrolsIn(PeriodIn):
    """A period, whose patrols (`me`: one's own), and a place in the list."""

    officer = Text(load_default=None, validate=length(1, 64))
    after = Text(load_default=None, validate=length(1, 40))
    limit = QueryWhole(load_default=100, validate=between(1, 1000))


class OutingOut(Out):
    """A patrol in a list."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    patrolled_on = fields.Date(required=True)
    started_at = fields.DateTime(required=True)
    ended_at = fields.DateTime(required=True)
    received_at = fields.DateTime(required=True)
    officer = fields.Nested(PersonOut, required=True)
    division = fields.String(required=True)
    status = fields.String(required=True)
    effective = fields.Boolean(required=True)
    reasons = fields.List(fields.Nested(RemarkOut), required=True)
    flags = fields.List(fields.Nested(FlagOut), required=True)
    review = fields.String(required=True, allow_none=True)
    distance_m = fields.Float(required=True)
    duration_s = fields.Float(required=True)
    places = fields.List(fields.String(), required=True)
    observations = fields.Integer(required=True)
    photos = fields.Integer(required=True)


class OutingsOut(Out):
    """A page of patrols."""

    items = fields.List(fields.Nested(OutingOut), required=True)
    next = fields.String(required=True, allow_none=True)


class StoredPositionOut(Out):
    """Degrees and metres."""

    lon = fields.Float(required=True)
    lat = fields.Float(required=True)
    accuracy_m = fields.Float(required=True, allow_none=True)


class StoredTrackOut(Out):
    """A track as a phone sends it: whole numbers, the first absolute, then differences."""

    t0 = fields.Integer(required=True)
    dt = fields.List(fields.Integer(), required=True)
    lon = fields.List(fields.Integer(), required=True)
    lat = fields.List(fields.Integer(), required=True)
    acc = fields.List(fields.Integer(), required=True, allow_none=True)


class StoredObservationOut(Out):
    """What was seen."""

    id = fields.UUID(required=True)
    category = fields.String(required=True)
    text = fields.String(required=True)
    at = fields.DateTime(required=True)
    position = fields.Nested(StoredPositionOut, required=True, allow_none=True)


class StoredPhotoOut(Out):
    """A photo that was declared."""

    sha256 = fields.String(required=True)
    bytes = fields.Integer(required=True)
    taken_at = fields.DateTime(required=True)
    observation_id = fields.UUID(required=True, allow_none=True)
    position = fields.Nested(StoredPositionOut, required=True, allow_none=True)


class RecordOut(Out):
    """A patrol as it was sent."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    started_at = fields.DateTime(required=True)
    ended_at = fields.DateTime(required=True)
    device = fields.Dict(required=True)
    track = fields.Nested(StoredTrackOut, required=True)
    observations = fields.List(fields.Nested(StoredObservationOut), required=True)
    photos = fields.List(fields.Nested(StoredPhotoOut), required=True)


class LookOut(Out):
    """Somebody looked at a track: by itself (item), or on a map (tile), in a list (items) or a file, in that hour."""

    at = fields.DateTime(required=True)
    way = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    post = fields.String(required=True, allow_none=True)


class LooksOut(Out):
    """Everybody who looked at a track."""

    items = fields.List(fields.Nested(LookOut), required=True)
    next = fields.String(required=True, allow_none=True)

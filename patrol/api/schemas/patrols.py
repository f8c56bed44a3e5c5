"""A patrol on the wire."""

from marshmallow import ValidationError, fields, pre_load, validates_schema

from patrol.api.schemas.fields import (
    Digest,
    Each,
    Flag,
    In,
    Inside,
    Moment,
    Number,
    Out,
    Said,
    Text,
    Uuid,
    Whole,
    between,
    length,
    one_of,
    plain_word,
)
from patrol.api.schemas.steps import Steps
from patrol.config import TrackSettings
from patrol.rules.encoding import WORST_ACCURACY_M

MOST_POINTS = TrackSettings.max_points
MILLISECONDS = between(0, 10**14)
PACKED, LINE = ("t0", "dt", "lon", "lat", "acc"), ("type", "coordinates", "times")
LARGEST_STEPS = (-(10**10), 10**10)


class DeviceIn(In):
    """The phone that sent it."""

    model = Text(load_default=None, allow_none=True, validate=length(0, 100))
    os = Text(load_default=None, allow_none=True, validate=length(0, 100))
    app = Text(load_default=None, allow_none=True, validate=length(0, 100))
    mock_location = Flag(load_default=False)


class PositionIn(In):
    """Degrees and metres."""

    lon = Number(required=True)
    lat = Number(required=True)
    accuracy_m = Number(load_default=None, allow_none=True, validate=between(0, WORST_ACCURACY_M))


class TrackIn(In):
    """A path in one of two shapes: delta-encoded integers (with t0), or a line with times."""

    t0 = Whole(validate=MILLISECONDS)
    dt = Steps(*LARGEST_STEPS)
    lon = Steps(*LARGEST_STEPS)
    lat = Steps(*LARGEST_STEPS)
    acc = Steps(-WORST_ACCURACY_M, WORST_ACCURACY_M, allow_none=True)
    type = Text(validate=one_of("LineString", "MultiLineString"))
    coordinates = fields.Raw()
    times = Each(Moment())

    @pre_load
    def refuse_long_lists(self, data, **kwargs):
        """Count before looking at each value, so that a huge list costs nothing."""
        if isinstance(data, dict):
            for key in ("dt", "coordinates", "times"):
                value = data.get(key)
                if isinstance(value, list) and len(value) > MOST_POINTS:
                    raise ValidationError(Said("track_too_long", max=MOST_POINTS, count=len(value)))
        return data

    @validates_schema(skip_on_field_errors=True)
    def one_shape(self, data, **kwargs):
        """Either shape, whole; of two nobody knows which was walked."""
        if any(key in data for key in PACKED) and (also := [key for key in LINE if data.get(key) is not None]):
            raise ValidationError({key: [Said("track_two_shapes")] for key in also})
        needed = ("dt", "lon", "lat") if "t0" in data else ("type", "coordinates", "times")
        missing = [key for key in needed if data.get(key) is None]
        if missing:
            raise ValidationError({key: [Said("required")] for key in missing})
        if "t0" not in data:
            _check_coordinates(data)


def _check_coordinates(track: dict) -> None:
    lines = [track["coordinates"]] if track["type"] == "LineString" else track["coordinates"]
    if not isinstance(lines, list):
        raise ValidationError(Said("not_list"), "coordinates")
    for line in lines:
        if not isinstance(line, list):
            raise ValidationError(Said("not_list"), "coordinates")
        for point in line:
            if not isinstance(point, list) or len(point) not in (2, 3):
                raise ValidationError(Said("length", min=2, max=3), "coordinates")
            if not all(isinstance(v, int | float) and not isinstance(v, bool) and abs(v) < 1e9 for v in point):
                raise ValidationError(Said("not_number"), "coordinates")


class ObservationIn(In):
    """What was seen."""

    id = Uuid(required=True)
    category = Text(required=True, validate=[length(1, 64), plain_word])
    text = Text(load_default="", allow_none=True, validate=length(0, 4000))
    at = Moment(required=True)
    position = Inside(PositionIn, load_default=None, allow_none=True)


class PhotoIn(In):
    """A photo that will come."""

    sha256 = Digest(required=True)
    bytes = Whole(required=True, validate=between(1, 2**31 - 1))
    taken_at = Moment(required=True)
    observation_id = Uuid(load_default=None, allow_none=True)
    position = Inside(PositionIn, load_default=None, allow_none=True)


class PatrolIn(In):
    """A patrol as a phone sends it."""

    kind = Text(required=True, validate=one_of("river", "forest"))
    started_at = Moment(required=True)
    ended_at = Moment(required=True)
    # No default: content that was taken in before this could be said must stay the same content.
    means = Text(validate=one_of("foot", "bicycle", "vehicle", "boat", "drone"))
    device = Inside(DeviceIn, load_default=lambda: DeviceIn().load({}))
    track = Inside(TrackIn, required=True)
    observations = Each(Inside(ObservationIn), load_default=list, validate=length(0, 500))
    photos = Each(Inside(PhotoIn), load_default=list, validate=length(0, 500))

    @validates_schema(skip_on_field_errors=True)
    def references(self, data, **kwargs):
        """Ids are unique, and photos name observations of this patrol."""
        seen = _unique(data["observations"], "id", "observations")
        _unique(data["photos"], "sha256", "photos")
        for index, photo in enumerate(data["photos"]):
            named = photo["observation_id"]
            if named is not None and named not in seen:
                raise ValidationError(
                    {"photos": {index: {"observation_id": [Said("unknown_observation", id=str(named))]}}}
                )


def _unique(items: list[dict], key: str, name: str) -> set:
    seen = set()
    for index, item in enumerate(items):
        if item[key] in seen:
            raise ValidationError({name: {index: {key: [Said("duplicate_id", id=str(item[key]))]}}})
        seen.add(item[key])
    return seen


class RemarkOut(Out):
    """A reason or a flag: its code, the sentence, and the evidence beside."""

    code = fields.String(required=True)
    message = fields.String(required=True)
    evidence = fields.Dict(required=True)


class FlagOut(RemarkOut):
    """A flag: also how grave it is: notice, doubt or grave."""

    severity = fields.String(required=True)


class DecisionOut(Out):
    """What somebody in charge decided about a patrol, and why."""

    decision = fields.String(required=True)
    words = fields.String(required=True)
    at = fields.DateTime(required=True)
    by = fields.String(required=True)
    by_name = fields.String(required=True)
    by_post = fields.String(required=True)


class ReviewStateOut(Out):
    """Where a review stands: open, accepted, rejected, or null where nothing is to be reviewed."""

    state = fields.String(required=True, allow_none=True)
    history = fields.List(fields.Nested(DecisionOut), required=True)


class SegmentShareOut(Out):
    """What was covered of a segment."""

    code = fields.String(required=True)
    covered_m = fields.Float(required=True)
    share = fields.Float(required=True)


class PlotShareOut(Out):
    """What was visited of a plot."""

    code = fields.String(required=True)
    share = fields.Float(required=True)


class ReceiptOut(Out):
    """What arrived and what it counts for."""

    id = fields.UUID(required=True)
    status = fields.String(required=True)
    missing_photos = fields.List(fields.String(), required=True)
    received_photos = fields.List(fields.String(), required=True)
    received_at = fields.DateTime(required=True)
    effective = fields.Boolean(required=True)
    reasons = fields.List(fields.Nested(RemarkOut), required=True)
    flags = fields.List(fields.Nested(FlagOut), required=True)
    review = fields.Nested(ReviewStateOut, required=True)
    distance_m = fields.Float(required=True)
    duration_s = fields.Float(required=True)
    segments = fields.List(fields.Nested(SegmentShareOut), required=True)
    plots = fields.List(fields.Nested(PlotShareOut), required=True)

"""What a phone takes along, on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import In, Out, Text, length
from patrol.api.schemas.notices import NewestOut


class SinceIn(In):
    """The cursor of the last answer, so that only what changed since comes."""

    since = Text(
        load_default=None,
        validate=length(0, 200),
        metadata={"description": "A `cursor` of this server; any other word (of an older version, mangled) brings all"},
    )


class StepsOut(Out):
    """A line as the contract's tracks have it: millionths of a degree, the first absolute, then differences."""

    lon = fields.List(fields.Integer(), required=True)
    lat = fields.List(fields.Integer(), required=True)


class FieldSettingsOut(Out):
    """What the phone judges a walk by, as the server does."""

    may_patrol = fields.Boolean(required=True)
    tolerance_m = fields.Float(required=True)
    station_step_m = fields.Float(required=True)
    bridge_stations = fields.Integer(required=True)
    crossing_m = fields.Float(required=True)
    cell_m = fields.Float(required=True)
    sight_m = fields.Float(required=True)
    max_accuracy_m = fields.Float(required=True)
    max_speed_mps = fields.Float(required=True)
    gap_s = fields.Float(required=True)
    max_photo_bytes = fields.Integer(required=True)


class SpanOut(Out):
    """The calendar period that a quota is counted in, both days included."""

    first = fields.Date(required=True, attribute="from", data_key="from")
    last = fields.Date(required=True, attribute="to", data_key="to")


class VisitAsksOut(Out):
    """What makes a patrol or visit effective."""

    min_duration_s = fields.Float(required=True)
    min_distance_m = fields.Float(required=True)
    min_own_share = fields.Float(required=True)


class RuleOut(SpanOut, VisitAsksOut):
    """How often, and what makes a patrol effective, by the division of the officer."""

    kind = fields.String(required=True)
    per = fields.String(required=True)
    times = fields.Integer(required=True)
    period = fields.String(required=True)


class CategoryOut(Out):
    """What may be noted; the code is its Chinese word."""

    kind = fields.String(required=True)
    code = fields.String(required=True)
    en = fields.String(required=True)
    group = fields.String(required=True)
    group_en = fields.String(required=True)
    problem = fields.Boolean(required=True)


class OwnOut(Out):
    """A segment or a plot that the officer answers for."""

    code = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)


class OwnSegmentOut(OwnOut):
    """A segment with its line."""

    river = fields.String(required=True, allow_none=True)
    length_m = fields.Float(required=True)
    line = fields.Nested(StepsOut, required=True)


class OwnPlotOut(OwnOut):
    """A plot with its rings, outer and inner ones; what lies in an odd number of them is inside."""

    area_m2 = fields.Float(required=True)
    rings = fields.List(fields.Nested(StepsOut), required=True)


class OwnDutyOut(SpanOut):
    """What is owed to one segment or plot in this period, what the officer has done of it, and what its rule asks of
    a visit (none where it has none)."""

    kind = fields.String(required=True)
    code = fields.String(required=True)
    required = fields.Integer(required=True)
    done = fields.Integer(required=True)
    last_visit_on = fields.Date(required=True, allow_none=True)
    asks = fields.Nested(VisitAsksOut, required=True, allow_none=True)


class PersonalDutyOut(SpanOut):
    """What the officer owes in person in this period, and how many of their outings count for it."""

    kind = fields.String(required=True)
    required = fields.Integer(required=True)
    done = fields.Integer(required=True)


class OwnIssueOut(Out):
    """An open issue of an own segment or plot, or one the officer reported."""

    number = fields.String(required=True)
    kind = fields.String(required=True)
    category = fields.String(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True)
    reported_at = fields.DateTime(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    object = fields.String(required=True, allow_none=True)
    lon = fields.Float(required=True)
    lat = fields.Float(required=True)
    mine = fields.Boolean(required=True, metadata={"description": "It was assigned to this officer"})
    version = fields.Integer(required=True)


class OwnDecisionOut(Out):
    """What was decided about one of the officer's own patrols."""

    patrol = fields.UUID(required=True)
    patrolled_on = fields.Date(required=True)
    decision = fields.String(required=True)
    words = fields.String(required=True)
    at = fields.DateTime(required=True)


class SyncOut(Out):
    """Sections that did not change since the caller's cursor are left out."""

    cursor = fields.String(required=True)
    server_time = fields.DateTime(required=True)
    today = fields.Date(required=True)
    epoch = fields.String(
        required=True,
        metadata={"description": "Changes when the database was put back: ask again for what had a receipt"},
    )
    settings = fields.Nested(FieldSettingsOut)
    rules = fields.List(fields.Nested(RuleOut))
    categories = fields.List(fields.Nested(CategoryOut))
    segments = fields.List(fields.Nested(OwnSegmentOut))
    plots = fields.List(fields.Nested(OwnPlotOut))
    duties = fields.List(fields.Nested(OwnDutyOut))
    personal = fields.List(fields.Nested(PersonalDutyOut))
    reviews = fields.List(fields.Nested(OwnDecisionOut))
    issues = fields.List(fields.Nested(OwnIssueOut))
    inbox = fields.Nested(NewestOut)

"""Issues on the wire."""

from marshmallow import ValidationError, fields, validates_schema

from patrol.api.schemas.fields import (
    Day,
    Digest,
    Each,
    Flag,
    In,
    Inside,
    Number,
    Out,
    QueryNumber,
    QueryWhole,
    Said,
    Text,
    Uuid,
    Whole,
    between,
    length,
    one_of,
)
from patrol.api.schemas.patrols import PositionIn
from patrol.api.schemas.reports import division_form
from patrol.models.issues import SOURCES, STAGES
from patrol.rules.casework import STATES
from patrol.rules.clocks import SEVERITIES
from patrol.rules.evidence import AUTHORITIES, PAPERS

WORDS = length(1, 4000)
CODE = length(1, 64)
PHOTOS = length(0, 50)


class IssueIn(In):
    """An issue as the office or a phone reports it; with an observation_id, what that says need not be said again."""

    id = Uuid(load_default=None, allow_none=True)
    observation_id = Uuid(load_default=None, allow_none=True)
    kind = Text(load_default=None, allow_none=True, validate=one_of("river", "forest"))
    category = Text(load_default=None, allow_none=True, validate=CODE)
    title = Text(load_default=None, allow_none=True, validate=length(1, 200))
    text = Text(load_default=None, allow_none=True, validate=length(0, 4000))
    severity = Text(load_default=None, allow_none=True, validate=one_of(*SEVERITIES))
    source = Text(load_default=None, allow_none=True, validate=one_of(*SOURCES))
    area_m2 = Number(load_default=None, allow_none=True, validate=between(0, 1e9))
    position = Inside(PositionIn, load_default=None, allow_none=True)
    segment = Text(load_default=None, allow_none=True, validate=CODE)
    plot = Text(load_default=None, allow_none=True, validate=CODE)
    division = Text(load_default=None, allow_none=True, validate=division_form)
    photos = Each(Digest(), load_default=list, validate=PHOTOS)
    report = Flag(load_default=True)


class StepIn(In):
    """One step: the action, and what it needs."""

    action = Text(required=True, validate=CODE)
    opinion = Text(load_default=None, allow_none=True, validate=length(0, 4000))
    due_on = Day(load_default=None, allow_none=True)
    assignee = Text(load_default=None, allow_none=True, validate=CODE)
    severity = Text(load_default=None, allow_none=True, validate=one_of(*SEVERITIES))
    photos = Each(Digest(), load_default=list, validate=PHOTOS)
    photo_stage = Text(load_default=None, allow_none=True, validate=one_of(*STAGES))
    position = Inside(PositionIn, load_default=None, allow_none=True)
    authority = Text(load_default=None, allow_none=True, validate=one_of(*AUTHORITIES))
    partner = Text(load_default=None, allow_none=True, validate=CODE)
    papers = Each(Text(validate=one_of(*PAPERS)), load_default=list, validate=length(0, 20))
    reference = Text(load_default=None, allow_none=True, validate=length(1, 200))
    into = Text(load_default=None, allow_none=True, validate=CODE)
    version = Whole(load_default=None, allow_none=True, validate=between(0, 10**6))


class AskedIn(In):
    """Which issues."""

    state = Text(load_default=None)
    kind = Text(load_default=None, validate=one_of("river", "forest"))
    category = Text(load_default=None, validate=CODE)
    division = Text(load_default=None, validate=division_form)
    overdue = Text(load_default=None, validate=one_of("true", "false"))
    assignee = Text(load_default=None, validate=CODE)
    first = Day(data_key="from", load_default=None)
    last = Day(data_key="to", load_default=None)

    @validates_schema(skip_on_field_errors=True)
    def in_order(self, data, **kwargs):
        """States that exist, and from before to."""
        for state in states_of(data.get("state")) or ():
            if state not in STATES:
                raise ValidationError(Said("not_one_of", choices="、".join(STATES)), "state")
        if data["first"] and data["last"] and data["first"] > data["last"]:
            raise ValidationError(Said("from_after_to"), "from")


def states_of(text: str | None) -> list[str] | None:
    """The states of a comma-separated list."""
    return text.split(",") if text else None


class IssuesIn(AskedIn):
    """Which issues, and a place in the list."""

    after = Text(load_default=None)
    limit = QueryWhole(load_default=100, validate=between(1, 1000))


class AroundIn(In):
    """A place and a category."""

    category = Text(required=True, validate=CODE)
    lon = QueryNumber(required=True, validate=between(-180, 180))
    lat = QueryNumber(required=True, validate=between(-90, 90))


class PersonOut(Out):
    """Somebody who has to do with an issue."""

    username = fields.String(required=True)
    name = fields.String(required=True)
    post = fields.String()


class PlaceOut(Out):
    """Degrees."""

    lon = fields.Float(required=True)
    lat = fields.Float(required=True)


class IssueOut(Out):
    """An issue as it stands."""

    number = fields.String(required=True)
    kind = fields.String(required=True)
    category = fields.String(required=True)
    severity = fields.String(required=True)
    source = fields.String(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    area_m2 = fields.Float(required=True, allow_none=True)
    state = fields.String(required=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    segment = fields.String(required=True, allow_none=True)
    plot = fields.String(required=True, allow_none=True)
    observation_id = fields.UUID(required=True, allow_none=True)
    reported_by = fields.Nested(PersonOut, required=True, allow_none=True)
    reported_at = fields.DateTime(required=True)
    assignee = fields.Nested(PersonOut, required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    due_at = fields.DateTime(required=True, allow_none=True)
    rectify_by = fields.Date(required=True, allow_none=True)
    overdue = fields.Boolean(required=True)
    alert = fields.String(required=True, allow_none=True)
    extension_to = fields.Date(required=True, allow_none=True)
    supervised_at = fields.DateTime(required=True, allow_none=True)
    merged_into = fields.String(required=True, allow_none=True)
    closed_at = fields.DateTime(required=True, allow_none=True)
    position = fields.Nested(PlaceOut, required=True)
    version = fields.Integer(required=True)


class EvidenceOut(Out):
    """A photo of a step."""

    sha256 = fields.String(required=True)
    stage = fields.String(required=True)


class EventOut(Out):
    """A step that was taken."""

    action = fields.String(required=True)
    state = fields.String(required=True)
    by = fields.Nested(PersonOut, required=True, allow_none=True)
    at = fields.DateTime(required=True)
    opinion = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    assignee = fields.Nested(PersonOut, required=True, allow_none=True)
    position = fields.Nested(PlaceOut, required=True, allow_none=True)
    distance_m = fields.Float(required=True, allow_none=True)
    detail = fields.Dict(required=True)
    photos = fields.List(fields.Nested(EvidenceOut), required=True)


class NearbyOut(Out):
    """An open issue of the same category near by, which may be the same."""

    number = fields.String(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True)
    reported_at = fields.DateTime(required=True)
    distance_m = fields.Float(required=True)


class WholeIssueOut(IssueOut):
    """An issue with its history, what the caller may do now, and what lies near by."""

    events = fields.List(fields.Nested(EventOut), required=True)
    actions = fields.List(fields.String(), required=True)
    nearby = fields.List(fields.Nested(NearbyOut), required=True)


class IssuesOut(Out):
    """A page of issues, the newest first."""

    items = fields.List(fields.Nested(IssueOut), required=True)
    next = fields.String(required=True, allow_none=True)


class NearbyListOut(Out):
    """What lies near by."""

    items = fields.List(fields.Nested(NearbyOut), required=True)
    next = fields.String(required=True, allow_none=True)

"""Issues on the wire: what is told."""

from marshmallow import fields

from patrol.api.schemas.fields import Out


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
    place = fields.String(required=True, allow_none=True)
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


class ZoneOut(Out):
    """A zoning unit, red line or farmland that the issue fell into when it was opened."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    category = fields.String(required=True)


class PaperOut(Out):
    """A paper that was issued for a step, with its number."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    number = fields.String(required=True)
    sha256 = fields.String(required=True)
    issued_at = fields.DateTime(required=True)
    issued_by = fields.String(required=True)


class WholeIssueOut(IssueOut):
    """An issue with its history, what the caller may do now, and what lies near by."""

    events = fields.List(fields.Nested(EventOut), required=True)
    papers = fields.List(fields.Nested(PaperOut), required=True)
    issuable = fields.List(
        fields.String(), required=True, metadata={"description": "The kinds of papers that the caller may issue now"}
    )
    zoning = fields.List(fields.Nested(ZoneOut), required=True)
    actions = fields.List(fields.String(), required=True)
    needs = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        required=True,
        metadata={"description": "What each of these actions must still show"},
    )
    nearby = fields.List(fields.Nested(NearbyOut), required=True)


class IssuesOut(Out):
    """A page of issues; how many there are is told where they were sorted."""

    items = fields.List(fields.Nested(IssueOut), required=True)
    total = fields.Integer(required=True, allow_none=True)
    next = fields.String(required=True, allow_none=True)


class MayAnswerOut(PersonOut):
    """Somebody who could put an issue right; `own` when they answer for its segment or plot."""

    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    own = fields.Boolean(required=True)


class MayAnswerListOut(Out):
    """Who could put an issue right, the nearest first."""

    items = fields.List(fields.Nested(MayAnswerOut), required=True)
    next = fields.String(required=True, allow_none=True)


class NearbyListOut(Out):
    """What lies near by."""

    items = fields.List(fields.Nested(NearbyOut), required=True)
    next = fields.String(required=True, allow_none=True)

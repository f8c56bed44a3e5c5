"""Public screens on the wire: who puts them up, and what hangs on the wall. No field names a person."""

from marshmallow import fields

from patrol.api.schemas.fields import In, Out, Text, length
from patrol.api.schemas.reports import SummaryOut, division_form


class ScreenIn(In):
    """A screen to put up: where it hangs, and the division it shows (one's own unless told)."""

    name = Text(required=True, validate=length(1, 60))
    division = Text(load_default=None, validate=division_form)


class ScreenOut(Out):
    """A screen that is up."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    created_at = fields.DateTime(required=True)
    expires_at = fields.DateTime(required=True)


class NewScreenOut(ScreenOut):
    """A screen with its token, which is told this once."""

    token = fields.String(required=True)


class ScreensOut(Out):
    """The screens that are up, the newest first."""

    items = fields.List(fields.Nested(ScreenOut), required=True)
    next = fields.String(allow_none=True)


class ScreenPlaceOut(Out):
    """The division on the wall."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.String(required=True)
    bbox = fields.List(fields.Float(), required=True, allow_none=True)


class ScreenDayOut(Out):
    """Patrols of one day."""

    on = fields.Date(required=True)
    patrols = fields.Integer(required=True)
    effective = fields.Integer(required=True)


class ScreenNowOut(Out):
    """This day in figures."""

    out = fields.Integer(required=True)
    patrols = fields.Integer(required=True)
    effective_patrols = fields.Integer(required=True)
    photos = fields.Integer(required=True)
    issues_reported = fields.Integer(required=True)
    issues_due = fields.Integer(required=True)
    issues_overdue = fields.Integer(required=True)
    issues_open = fields.Integer(required=True)


class DutyLineOut(Out):
    """What a township (or a village) owed by now and did."""

    name = fields.String(required=True, allow_none=True)
    owed = fields.Integer(required=True)
    missing = fields.Integer(required=True)
    rate = fields.Float(required=True)


class LateOut(Out):
    """An issue that is overdue: what kind, where, since when. Its title is free text and stays inside."""

    number = fields.String(required=True)
    category = fields.String(required=True)
    severity = fields.String(required=True)
    state = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    late_days = fields.Integer(required=True)


class GoalOut(Out):
    """A year's target of one type of work."""

    work_type = fields.String(required=True)
    target_mu = fields.Float(required=True)
    reported_mu = fields.Float(required=True)
    progress = fields.Float(required=True, allow_none=True)
    pace = fields.Float(required=True, allow_none=True)
    status = fields.String(required=True)


class FiguresOut(Out):
    """All that a public screen shows; its clock runs in the county's `zone`."""

    division = fields.Nested(ScreenPlaceOut, required=True)
    version = fields.String(required=True)
    at = fields.DateTime(required=True)
    zone = fields.String(
        required=True, metadata={"description": "The county's time zone: the wall's clock runs in it."}
    )
    day = fields.Date(required=True)
    first = fields.Date(required=True, data_key="from")
    summary = fields.Nested(SummaryOut, required=True)
    today = fields.Nested(ScreenNowOut, required=True)
    days = fields.List(fields.Nested(ScreenDayOut), required=True)
    duties = fields.List(fields.Nested(DutyLineOut), required=True)
    late = fields.List(fields.Nested(LateOut), required=True)
    targets = fields.List(fields.Nested(GoalOut), required=True)

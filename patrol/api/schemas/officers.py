"""Officers as those who keep them see and change them, on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import Day, Flag, In, Out, QueryFlag, Text, length, one_of
from patrol.api.schemas.reports import division_form, in_calendar
from patrol.api.schemas.slices import SliceIn, sort_by
from patrol.api.tables.audit import AUDIT
from patrol.api.tables.officers import DEVICES, OFFICERS
from patrol.models.audit import AUDITED
from patrol.models.officers import POSTS

PUBLISHED = length(0, 60)


class OfficersIn(SliceIn):
    """Which officers."""

    division = Text(load_default=None, validate=division_form)
    post = Text(load_default=None, validate=one_of(*POSTS))
    active = fields.Boolean(load_default=None)
    failing = QueryFlag(load_default=None)
    text = Text(load_default=None, validate=length(0, 64))
    sort = sort_by(OFFICERS)


class OfficerIn(In):
    """A new officer; without a password one is made."""

    username = Text(required=True, validate=length(1, 64))
    name = Text(required=True, validate=length(1, 64))
    post = Text(required=True, validate=one_of(*POSTS))
    division = Text(required=True, validate=division_form)
    password = Text(load_default=None, validate=length(8, 256))
    phone = Text(load_default=None, allow_none=True, validate=length(0, 40))
    office_title = Text(load_default=None, allow_none=True, validate=PUBLISHED)
    office_phone = Text(load_default=None, allow_none=True, validate=PUBLISHED)


class OfficerChangeIn(In):
    """What is to be changed; what is not named stays."""

    name = Text(validate=length(1, 64))
    post = Text(validate=one_of(*POSTS))
    division = Text(validate=division_form)
    active = Flag()
    phone = Text(allow_none=True, validate=length(0, 40))
    office_title = Text(allow_none=True, validate=PUBLISHED)
    office_phone = Text(allow_none=True, validate=PUBLISHED)


class KeptOfficerOut(Out):
    """An officer with what they answer for."""

    username = fields.String(required=True)
    name = fields.String(required=True)
    post = fields.String(required=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    office_title = fields.String(required=True, allow_none=True)
    office_phone = fields.String(required=True, allow_none=True)
    active = fields.Boolean(required=True)
    has_password = fields.Boolean(required=True)
    segments = fields.Integer(required=True)
    plots = fields.Integer(required=True)
    last_seen_at = fields.AwareDateTime(required=True, allow_none=True)
    away_until = fields.Date(
        required=True, allow_none=True, metadata={"description": "the last day of leave, while on it"}
    )
    tries = fields.Integer(required=True, metadata={"description": "failed sign-ins of the last half hour"})


class OfficersOut(Out):
    """A part of the officers in scope."""

    items = fields.List(fields.Nested(KeptOfficerOut), required=True)
    total = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)


class DeviceOut(Out):
    """A device that is signed in."""

    id = fields.Integer(required=True)
    device = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
    last_used_at = fields.AwareDateTime(required=True, allow_none=True)
    expires_at = fields.AwareDateTime(required=True)


class DutyOut(Out):
    """Something an officer answers, or answered, for."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True, metadata={"enum": ["segment", "plot"]})
    code = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    post = fields.String(required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(required=True, allow_none=True)


class WholeOfficerOut(KeptOfficerOut):
    """An officer with devices and duties, and with what stays theirs when they are made inactive."""

    open_issues = fields.Integer(required=True, metadata={"description": "issues assigned to them, not yet ended"})
    stands_in = fields.Integer(
        required=True, metadata={"description": "approved leave, running or to come, in which they are the substitute"}
    )
    devices = fields.List(fields.Nested(DeviceOut), required=True)
    assignments = fields.List(fields.Nested(DutyOut), required=True)


class PasswordOut(Out):
    """A password to hand over; it is shown this once."""

    username = fields.String(required=True)
    password = fields.String(required=True)


class ImportIn(In):
    """Whether the list is written, or only tried."""

    write = fields.Boolean(load_default=False)


class OutcomeOut(Out):
    """What became of a row; `errors` by field where it is refused."""

    row = fields.Integer(required=True)
    username = fields.String(required=True)
    name = fields.String(required=True)
    password = fields.String(required=True, allow_none=True)
    message = fields.String(required=True, allow_none=True)
    errors = fields.Dict(required=True)


class OutcomesOut(Out):
    """Every row of a list; `written` when all of them were entered."""

    written = fields.Boolean(required=True)
    items = fields.List(fields.Nested(OutcomeOut), required=True)
    next = fields.String(required=True, allow_none=True)


class AuditIn(SliceIn):
    """Which acts: upon an officer, by somebody, of a kind, between two days (both included)."""

    division = Text(load_default=None, validate=division_form)
    officer = Text(load_default=None, validate=length(1, 64))
    actor = Text(load_default=None, validate=length(1, 64))
    action = Text(load_default=None, validate=one_of(*AUDITED))
    first = Day(data_key="from", load_default=None, validate=in_calendar)
    last = Day(data_key="to", load_default=None, validate=in_calendar)
    sort = sort_by(AUDIT)


class AuditOut(Out):
    """One act; upon no officer where it was upon settings, by nobody where the command line did it."""

    id = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    action = fields.String(required=True, metadata={"enum": list(AUDITED)})
    actor = fields.String(required=True, allow_none=True)
    actor_name = fields.String(required=True, allow_none=True)
    officer = fields.String(required=True, allow_none=True)
    officer_name = fields.String(required=True, allow_none=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    detail = fields.Dict(required=True)
    told = fields.String(required=True)


class AuditListOut(Out):
    """A part of the audit log."""

    items = fields.List(fields.Nested(AuditOut), required=True)
    total = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)


class DevicesIn(SliceIn):
    """Which devices."""

    division = Text(load_default=None, validate=division_form)
    text = Text(load_default=None, validate=length(0, 64))
    sort = sort_by(DEVICES)


class HeldDeviceOut(DeviceOut):
    """A device that is signed in, and whose it is."""

    username = fields.String(required=True)
    name = fields.String(required=True)
    post = fields.String(required=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)


class DevicesOut(Out):
    """A part of the devices."""

    items = fields.List(fields.Nested(HeldDeviceOut), required=True)
    total = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)

"""Officers as those who keep them see and change them, on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import Day, Each, Flag, In, Out, QueryWhole, Text, Whole, between, length, one_of
from patrol.api.schemas.reports import division_form, in_calendar
from patrol.api.schemas.slices import SliceIn, sort_by
from patrol.api.tables.officers import OFFICERS
from patrol.models.audit import AUDITED
from patrol.models.officers import POSTS

PUBLISHED = length(0, 60)


class OfficersIn(SliceIn):
    """Which officers."""

    division = Text(load_default=None, validate=division_form)
    post = Text(load_default=None, validate=one_of(*POSTS))
    active = fields.Boolean(load_default=None)
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
    """An officer with devices and duties."""

    devices = fields.List(fields.Nested(DeviceOut), required=True)
    assignments = fields.List(fields.Nested(DutyOut), required=True)


class PasswordOut(Out):
    """A password to hand over; it is shown this once."""

    username = fields.String(required=True)
    password = fields.String(required=True)


class AssignIn(In):
    """What an officer is to answer for, from a day on."""

    kind = Text(required=True, validate=one_of("segment", "plot"))
    codes = Each(Text(validate=length(1, 100)), required=True, validate=length(1, 2000))
    valid_from = Day(required=True, data_key="from", validate=in_calendar)


class UnassignIn(In):
    """Duties that end with a day."""

    ids = Each(Whole(validate=between(1, 2**31 - 1)), required=True, validate=length(1, 2000))
    valid_to = Day(required=True, data_key="to", validate=in_calendar)


class CountOut(Out):
    """How many."""

    count = fields.Integer(required=True)


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


class AuditIn(In):
    """Which acts."""

    officer = Text(load_default=None, validate=length(1, 64))
    after = QueryWhole(load_default=None, validate=between(1, 2**63 - 1))
    limit = QueryWhole(load_default=100, validate=between(1, 500))


class AuditOut(Out):
    """One act."""

    id = fields.Integer(required=True)
    at = fields.AwareDateTime(required=True)
    action = fields.String(required=True, metadata={"enum": list(AUDITED)})
    actor = fields.String(required=True, allow_none=True)
    actor_name = fields.String(required=True, allow_none=True)
    officer = fields.String(required=True)
    officer_name = fields.String(required=True)
    division = fields.String(required=True)
    detail = fields.Dict(required=True)


class AuditListOut(Out):
    """A page of the audit log."""

    items = fields.List(fields.Nested(AuditOut), required=True)
    next = fields.String(required=True, allow_none=True)

"""Bulletins on the wire."""

from marshmallow import ValidationError, fields

from patrol.api.schemas.fields import Flag, In, Out, QueryWhole, Said, Text, Whole, between, length, one_of
from patrol.api.schemas.reports import division_form
from patrol.models.bulletins import FORMATS, KINDS, STATES
from patrol.rules.asked_period import days_of
from patrol.rules.bulletins import CALENDARS, LAST_SCHEDULE_DAY


def written_period(value: str) -> None:
    """2026-10, 2026-Q3, 2026-H1, 2026."""
    try:
        days_of(value)
    except ValueError:
        raise ValidationError(Said("bulletin_period")) from None


class BulletinIn(In):
    """What is to be made; a record of duties names an officer instead of a division."""

    kind = Text(required=True, validate=one_of(*KINDS))
    period = Text(required=True, validate=written_period)
    division = Text(load_default=None, validate=division_form)
    officer = Text(load_default=None, validate=length(1, 64))


class BulletinsIn(In):
    """Which are listed."""

    kind = Text(load_default=None, validate=one_of(*KINDS))
    division = Text(load_default=None, validate=division_form)
    period = Text(load_default=None, validate=written_period)
    officer = Text(load_default=None, validate=length(1, 64))
    issued = fields.Boolean(load_default=None)
    after = QueryWhole(load_default=None, validate=between(1, 2**31 - 1))
    limit = QueryWhole(load_default=100, validate=between(1, 500))


class BasisOut(Out):
    """On which data a bulletin stands."""

    patrols = fields.Integer()
    rejected_patrols = fields.Integer()
    newest_patrol_at = fields.String(allow_none=True)
    issues = fields.Integer()
    newest_step_at = fields.String(allow_none=True)
    works = fields.Integer()


class BulletinOut(Out):
    """One version of a bulletin; `state` is waiting until the worker has made it, `failure` says why it could not."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True, metadata={"enum": list(KINDS)})
    title = fields.String(required=True, allow_none=True)
    period = fields.String(required=True)
    version = fields.Integer(required=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    officer = fields.String(required=True, allow_none=True)
    officer_name = fields.String(required=True, allow_none=True)
    first_on = fields.Date(required=True)
    last_on = fields.Date(required=True)
    state = fields.String(required=True, metadata={"enum": list(STATES)})
    failure = fields.String(required=True, allow_none=True)
    data_at = fields.AwareDateTime(required=True, allow_none=True)
    basis = fields.Nested(BasisOut, required=True, allow_none=True)
    asked_at = fields.AwareDateTime(required=True)
    asked_by = fields.String(required=True, allow_none=True)
    issued_at = fields.AwareDateTime(required=True, allow_none=True)
    issued_by = fields.String(required=True, allow_none=True)
    formats = fields.List(fields.String(metadata={"enum": list(FORMATS)}), required=True)


class BulletinsOut(Out):
    """A page of bulletins."""

    items = fields.List(fields.Nested(BulletinOut), required=True)
    next = fields.String(required=True, allow_none=True)


class FiguresOut(Out):
    """The figures that the files show, in the units of the API."""

    figures = fields.Dict(required=True)


class ScheduleIn(In):
    """A kind made by itself for every period that is over."""

    kind = Text(required=True, validate=one_of(*KINDS))
    calendar = Text(required=True, validate=one_of(*CALENDARS))
    division = Text(required=True, validate=division_form)
    day = Whole(required=True, validate=between(1, LAST_SCHEDULE_DAY))
    parts = Flag(load_default=False)


class ScheduleOut(Out):
    """A schedule."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    calendar = fields.String(required=True)
    division = fields.String(required=True)
    day = fields.Integer(required=True)
    parts = fields.Boolean(required=True)
    last_period = fields.String(required=True, allow_none=True)


class SchedulesOut(Out):
    """Every schedule in scope."""

    items = fields.List(fields.Nested(ScheduleOut), required=True)
    next = fields.String(required=True, allow_none=True)

"""Notices, how to be told, and webhooks on the wire."""

import re

from marshmallow import ValidationError, fields

from patrol.api.schemas.fields import Each, Flag, In, Out, QueryWhole, Said, Text, Whole, between, length, one_of
from patrol.api.schemas.reports import division_form
from patrol.rules.notices import GROUP_KINDS, KINDS, ROBOT_KINDS, ROBOTS

MOST_ID = 2**63 - 1
LOCALES = ("zh-CN", "en")
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
LONGEST_EMAIL = 254


def email_form(value: str) -> None:
    """A plain ASCII address: nothing that could end a header."""
    if len(value) > LONGEST_EMAIL or not EMAIL.fullmatch(value):
        raise ValidationError(Said("not_email"))


class InboxIn(In):
    """Which notices, and after which one."""

    unread = Text(load_default=None, validate=one_of("true", "false"))
    kind = Text(load_default=None, validate=one_of(*KINDS))
    after = QueryWhole(load_default=None, validate=between(1, MOST_ID))
    limit = QueryWhole(load_default=50, validate=between(1, 500))


class NoticeOut(Out):
    """Something the officer is told, in the language of the request."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    subject_kind = fields.String(required=True, metadata={"description": "issue, patrol, duty, day or assessment"})
    subject = fields.String(required=True, metadata={"description": "The issue's number, the patrol's id …"})
    text = fields.String(required=True)
    created_at = fields.DateTime(required=True)
    read_at = fields.DateTime(required=True, allow_none=True)


class UnreadOut(Out):
    """How many notices are unread; a thousand means as many or more."""

    unread = fields.Integer(required=True)


class InboxOut(UnreadOut):
    """A page of notices, the newest first."""

    items = fields.List(fields.Nested(NoticeOut), required=True)
    next = fields.String(required=True, allow_none=True)


class NewestOut(UnreadOut):
    """What a phone shows of the inbox."""

    items = fields.List(fields.Nested(NoticeOut), required=True)


class ReadIn(In):
    """The last notice that was seen."""

    until = Whole(required=True, validate=between(1, MOST_ID))


class WaysIn(In):
    """How to be told beside the inbox."""

    email = Text(required=True, allow_none=True, validate=email_form)
    mail_digest = Flag(required=True)
    mail_each = Flag(required=True)
    locale = Text(load_default="zh-CN", validate=one_of(*LOCALES))


class WaysOut(Out):
    """How the officer is told beside the inbox; `mail_available` says whether a mail server is set."""

    email = fields.String(required=True, allow_none=True)
    mail_digest = fields.Boolean(required=True)
    mail_each = fields.Boolean(required=True)
    locale = fields.String(required=True)
    mail_available = fields.Boolean(required=True)


class WebhookIn(In):
    """A robot or a program, and what it is told."""

    name = Text(required=True, validate=length(1, 100))
    division = Text(required=True, validate=division_form)
    robot = Text(required=True, validate=one_of(*ROBOTS))
    url = Text(required=True, validate=length(1, 2000))
    secret = Text(load_default=None, allow_none=True, validate=length(1, 200))
    kinds = Each(Text(validate=one_of(*GROUP_KINDS)), load_default=lambda: [*ROBOT_KINDS], validate=length(1, 20))
    locale = Text(load_default="zh-CN", validate=one_of(*LOCALES))


class WebhookOut(Out):
    """A webhook without its secrets: of the address only the host is shown."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    division = fields.String(required=True)
    robot = fields.String(required=True)
    host = fields.String(required=True)
    signed = fields.Boolean(required=True)
    kinds = fields.List(fields.String(), required=True)
    locale = fields.String(required=True)
    waiting = fields.Integer(required=True)
    sent = fields.Integer(required=True)
    unsure = fields.Integer(required=True)
    given_up = fields.Integer(required=True)
    last_sent_at = fields.DateTime(required=True, allow_none=True)
    last_error = fields.String(required=True, allow_none=True, metadata={"description": "What last went wrong"})


class WebhooksOut(Out):
    """All webhooks of the viewer's division."""

    items = fields.List(fields.Nested(WebhookOut), required=True)
    next = fields.String(required=True, allow_none=True)


class TestOut(Out):
    """How a test message fared: sent, unsure or failed, with the reason."""

    state = fields.String(required=True)
    error = fields.String(required=True, allow_none=True)

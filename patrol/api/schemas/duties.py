"""Tables of duties on the wire."""

from marshmallow import ValidationError, fields

from patrol.api.schemas.fields import In, Out, QueryWhole, Rows, Said, Text, between, length, one_of
from patrol.api.schemas.reports import division_form
from patrol.api.schemas.slices import FURTHEST
from patrol.models.officers import POSTS
from patrol.queries.duties import BY, SORTS, STATUSES
from patrol.rules.asked_period import days_of

DESCENDING = tuple(f"-{name}" for name in SORTS)


def period_form(period: str) -> None:
    """A validator: a period that a calendar has."""
    try:
        first, _last = days_of(period)
    except (ValueError, OverflowError) as error:
        raise ValidationError(Said("unknown_period")) from error
    if not 1950 <= first.year <= 2200:
        raise ValidationError(Said("year_range"))


class DutiesIn(In):
    """A period; by whom or what; which of them."""

    period = Text(required=True, validate=period_form)
    by = Text(load_default="officer", validate=one_of(*BY))
    division = Text(load_default=None, validate=division_form)
    kind = Text(load_default=None, validate=one_of("river", "forest"))
    per = Text(load_default=None, validate=one_of("object", "person"))
    post = Text(load_default=None, validate=one_of(*POSTS))
    status = Text(load_default=None, validate=one_of(*STATUSES))
    sort = Text(load_default="key", validate=one_of(*SORTS, *DESCENDING))
    text = Text(load_default=None, validate=length(1, 100))
    after = Text(load_default=None)
    skip = QueryWhole(load_default=0, validate=between(0, FURTHEST))
    limit = QueryWhole(load_default=1000, validate=between(1, 10_000))
    format = Text(load_default="json", validate=one_of("json", "xlsx"))


class BehindIn(In):
    """A period, which of a row's duties (as the table was narrowed), and a place in the list."""

    period = Text(required=True, validate=period_form)
    division = Text(load_default=None, validate=division_form)
    kind = Text(load_default=None, validate=one_of("river", "forest"))
    per = Text(load_default=None, validate=one_of("object", "person"))
    post = Text(load_default=None, validate=one_of(*POSTS))
    thing = Text(data_key="object", load_default=None, validate=length(1, 100))
    after = Text(load_default=None)
    limit = QueryWhole(load_default=200, validate=between(1, 2000))


class DutyRowOut(Out):
    """What one officer, object or place owes in a period, and what came of it."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    post = fields.String(required=True, allow_none=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True)
    per = fields.String(required=True)
    objects = fields.Integer(required=True)
    owed = fields.Integer(required=True)
    done = fields.Integer(required=True)
    effective = fields.Integer(required=True)
    credited = fields.Integer(required=True)
    missing = fields.Integer(required=True)
    rate = fields.Float(required=True, allow_none=True)
    days_left = fields.Integer(required=True)
    status = fields.String(required=True)
    patrols = fields.String(required=True)


class DutiesOut(Out):
    """A page of a table; how many rows there are is told unless it begins after a place.

    `longer`: periods of rules that count in longer ones than this, and are told in tables of those.
    """

    period = fields.String(required=True)
    first = fields.Date(required=True, data_key="from")
    last = fields.Date(required=True, data_key="to")
    items = Rows(DutyRowOut, required=True)
    total = fields.Integer(required=True, allow_none=True)
    longer = fields.List(fields.String(), required=True)
    next = fields.String(required=True, allow_none=True)


class BehindOut(Out):
    """A patrol, or its visit of one object, behind a figure; the figure holds those that are `counted`."""

    id = fields.UUID(required=True)
    patrolled_on = fields.Date(required=True)
    officer = fields.String(required=True)
    officer_name = fields.String(required=True)
    on_behalf_of = fields.String(required=True, allow_none=True)
    object = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True)
    distance_m = fields.Float(required=True)
    duration_s = fields.Float(required=True)
    share = fields.Float(required=True, allow_none=True)
    effective = fields.Boolean(required=True)
    counted = fields.Boolean(required=True)
    rule = fields.Integer(required=True, allow_none=True)


class BehindPageOut(Out):
    """A page of what is behind a figure."""

    items = fields.List(fields.Nested(BehindOut), required=True)
    next = fields.String(required=True, allow_none=True)

"""Duties given, ended and taken back on the wire; the places that they are of."""

from marshmallow import fields

from patrol.api.schemas.fields import Day, Each, In, Number, Out, Text, Whole, between, length, one_of
from patrol.api.schemas.reports import in_calendar

MOST = 2000
IDS = {"required": True, "validate": length(1, MOST)}


class AssignIn(In):
    """What an officer is to answer for, from a day on."""

    kind = Text(required=True, validate=one_of("segment", "plot"))
    codes = Each(Text(validate=length(1, 100)), required=True, validate=length(1, 2000))
    valid_from = Day(required=True, data_key="from", validate=in_calendar)


class UnassignIn(In):
    """Duties that end with a day."""

    ids = Each(Whole(validate=between(1, 2**31 - 1)), required=True, validate=length(1, 2000))
    valid_to = Day(required=True, data_key="to", validate=in_calendar)


class DutiesIn(In):
    """Duties by their ids."""

    ids = Each(Whole(validate=between(1, 2**31 - 1)), **IDS)


class CountOut(Out):
    """How many."""

    count = fields.Integer(required=True)


class AssignedOut(CountOut):
    """How many duties are new, and their ids."""

    ids = fields.List(fields.Integer(), required=True)


class PlacesIn(In):
    """Segments or plots: those with these codes, or those that a ring of longitude and latitude touches."""

    kind = Text(required=True, validate=one_of("segment", "plot"))
    codes = Each(Text(validate=length(1, 100)), load_default=None, validate=length(1, MOST))
    ring = Each(Each(Number(), validate=length(2, 2)), load_default=None, validate=length(3, 5000))


class KindIn(In):
    """Rivers or forest."""

    kind = Text(required=True, validate=one_of("segment", "plot"))


class PlaceIn(KindIn):
    """One of them, by its code."""

    code = Text(required=True, validate=length(1, 100))


class HolderOut(Out):
    """Somebody who answers for a place."""

    username = fields.String(required=True)
    name = fields.String(required=True)
    post = fields.String(required=True)


class AnsweredPlaceOut(Out):
    """A segment or plot with who answers for it today; `size` in metres or square metres."""

    code = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    division = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    size = fields.Float(required=True, allow_none=True)
    holders = fields.List(fields.Nested(HolderOut), required=True)


class PlacesOut(Out):
    """The places; `more` where there are more than are told."""

    items = fields.List(fields.Nested(AnsweredPlaceOut), required=True)
    more = fields.Boolean(required=True)
    next = fields.String(required=True, allow_none=True)


class CodesOut(Out):
    """Codes."""

    items = fields.List(fields.String(), required=True)
    next = fields.String(required=True, allow_none=True)

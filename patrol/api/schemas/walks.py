"""Stretches nobody walked, and tracks to play back, on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import Out, QueryWhole, Text, between, length, one_of
from patrol.api.schemas.reports import WalkedIn
from patrol.api.schemas.slices import FURTHEST, sort_by
from patrol.api.tables.coverage import STRETCHES


class StretchesIn(WalkedIn):
    """A period, whose walks count, one segment by its code or words in names, the order, and which part of the list."""

    segment = Text(load_default=None, validate=length(1, 100))
    text = Text(load_default=None, validate=length(1, 100))
    sort = sort_by(STRETCHES, "-length_m")
    skip = QueryWhole(load_default=0, validate=between(0, FURTHEST))
    limit = QueryWhole(load_default=50, validate=between(1, 500))
    format = Text(load_default="json", validate=one_of("json", "xlsx"))


class AnsweringOut(Out):
    """Who answers for something, and in which post."""

    username = fields.String(required=True)
    name = fields.String(required=True)
    post = fields.String(required=True)


class WalkerOut(AnsweringOut):
    """Somebody who patrols, and the division that they are of."""

    division = fields.String(required=True)


class WalkersOut(Out):
    """Everybody who patrolled in the period or answers for something in it, by division and post."""

    items = fields.List(fields.Nested(WalkerOut), required=True)
    next = fields.String(allow_none=True)


class StretchOut(Out):
    """A part of a segment, by its metres from the segment's beginning, that nobody walked in the period."""

    id = fields.Integer(required=True)
    code = fields.String(required=True)
    name = fields.String(allow_none=True)
    river = fields.String(allow_none=True)
    division = fields.String(required=True)
    stakes = fields.String(allow_none=True)
    from_m = fields.Float(required=True)
    to_m = fields.Float(required=True)
    length_m = fields.Float(required=True)
    last_walked_on = fields.Date(allow_none=True)
    bbox = fields.List(fields.Float(), required=True)
    officers = fields.List(fields.Nested(AnsweringOut), required=True)


class StretchesOut(Out):
    """The longest first; `count` and `length_m` are of all of them."""

    items = fields.List(fields.Nested(StretchOut), required=True)
    count = fields.Integer(required=True)
    length_m = fields.Float(required=True)
    next = fields.String(allow_none=True)


class TracksIn(WalkedIn):
    """A period, whose tracks, of which kind, and a place in the list."""

    kind = Text(load_default=None, validate=one_of("river", "forest"))
    after = Text(load_default=None, validate=length(1, 40))
    limit = QueryWhole(load_default=100, validate=between(1, 200))


class WalkedTrackOut(Out):
    """A patrol's cleaned path: `t0` in epoch seconds (`clock_s` of the local day), `dt` in seconds, `lon` and `lat` in
    millionths of a degree, each the difference to the one before (the first absolute). Between two pieces (`starts`)
    nothing was recorded."""

    id = fields.UUID(required=True)
    officer = fields.Nested(AnsweringOut, required=True)
    kind = fields.String(required=True)
    patrolled_on = fields.Date(required=True)
    effective = fields.Boolean(required=True)
    distance_m = fields.Float(required=True)
    t0 = fields.Integer(required=True)
    clock_s = fields.Integer(required=True)
    dt = fields.List(fields.Integer(), required=True)
    lon = fields.List(fields.Integer(), required=True)
    lat = fields.List(fields.Integer(), required=True)
    starts = fields.List(fields.Integer(), required=True)


class TracksOut(Out):
    """A page of tracks."""

    items = fields.List(fields.Nested(WalkedTrackOut), required=True)
    next = fields.String(allow_none=True)

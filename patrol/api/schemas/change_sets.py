"""Change sets on the wire."""

from marshmallow import fields

from patrol.api.schemas.changes import MOST_ID
from patrol.api.schemas.fields import In, Out, QueryWhole, Text, between, length, one_of
from patrol.api.schemas.reports import PeriodIn
from patrol.api.schemas.slices import SliceIn, sort_by
from patrol.api.tables.change_sets import CHANGE_SETS
from patrol.models.changes import LAYERS, MEANS


class ChangeSetsIn(PeriodIn, SliceIn):
    """Which change sets: opened on these days, of a division, a layer, a means, words in names, titles and codes."""

    layer = Text(load_default=None, validate=one_of(*LAYERS))
    means = Text(load_default=None, validate=one_of(*MEANS))
    text = Text(load_default=None, validate=length(1, 100))
    sort = sort_by(CHANGE_SETS)


class TouchedIn(In):
    """Which features of a set: from behind a number on."""

    after = QueryWhole(load_default=0, validate=between(0, MOST_ID))
    limit = QueryWhole(load_default=200, validate=between(1, 1000))


class ChangeSetOut(Out):
    """What was changed at one go: when, by whom, by which means, in which layers, how many features.

    `standing` is `stands` or `undone`, by the set `undone_by`; an undo names the set that it undid by `undoes`.
    """

    id = fields.Integer(required=True)
    opened_at = fields.DateTime(required=True)
    means = fields.String(required=True)
    title = fields.String(required=True)
    officer = fields.String(required=True, allow_none=True)
    by = fields.String(required=True)
    layers = fields.List(fields.String(), required=True)
    layer = fields.String(required=True)
    features = fields.Integer(required=True)
    created = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    deleted = fields.Integer(required=True)
    undoes = fields.Integer(required=True, allow_none=True)
    undone_by = fields.Integer(required=True, allow_none=True)
    standing = fields.String(required=True)


class OneChangeSetOut(ChangeSetOut):
    """The same, and whether the caller may undo it."""

    may_undo = fields.Boolean(required=True)


class ChangeSetsOut(Out):
    """A part of the list of change sets."""

    items = fields.List(fields.Nested(ChangeSetOut), required=True)
    total = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True)


class DifferenceOut(Out):
    """An attribute before and after, with its name in words."""

    field = fields.String(required=True)
    title = fields.String(required=True)
    before = fields.Raw(required=True, allow_none=True)
    after = fields.Raw(required=True, allow_none=True)


class TouchedOut(Out):
    """A feature before and after a set: GeoJSON geometry in degrees, size in metres or m², attributes that differ."""

    number = fields.Integer(required=True)
    layer = fields.String(required=True)
    code = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    division = fields.String(required=True)
    action = fields.String(required=True)
    moved = fields.Boolean(required=True)
    geometry_before = fields.Dict(required=True, allow_none=True)
    geometry_after = fields.Dict(required=True, allow_none=True)
    size_before = fields.Float(required=True, allow_none=True)
    size_after = fields.Float(required=True, allow_none=True)
    differences = fields.List(fields.Nested(DifferenceOut), required=True)


class TouchedListOut(Out):
    """A page of features."""

    items = fields.List(fields.Nested(TouchedOut), required=True)
    next = fields.String(required=True, allow_none=True)

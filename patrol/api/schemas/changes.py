"""The history of boundaries on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import In, Out, QueryWhole, Text, between, length, one_of
from patrol.api.schemas.reports import division_form
from patrol.models.changes import LAYERS, MEANS

MOST_ID = 2**63 - 1


class ChangesIn(In):
    """Which changes: of a layer, a feature by its code, an officer by user name, a change set, a means, a division."""

    layer = Text(load_default=None, validate=one_of(*LAYERS))
    feature = Text(load_default=None, validate=length(1, 100))
    officer = Text(load_default=None, validate=length(1, 64))
    change_set = QueryWhole(load_default=None, validate=between(1, MOST_ID))
    means = Text(load_default=None, validate=one_of(*MEANS))
    division = Text(load_default=None, validate=division_form)
    after = QueryWhole(load_default=None, validate=between(1, MOST_ID))
    limit = QueryWhole(load_default=200, validate=between(1, 2000))


class ChangeOut(Out):
    """One feature created, changed or deleted: when, in which change set, by whom and by which means."""

    id = fields.Integer(required=True)
    change_set = fields.Integer(required=True)
    layer = fields.String(required=True)
    code = fields.String(required=True)
    division = fields.String(required=True)
    action = fields.String(required=True)
    moved = fields.Boolean(required=True)
    at = fields.DateTime(required=True)
    means = fields.String(required=True)
    title = fields.String(required=True)
    officer = fields.String(required=True, allow_none=True)
    officer_name = fields.String(required=True, allow_none=True)
    database_user = fields.String(required=True)
    undoes = fields.Integer(required=True, allow_none=True)
    undone_by = fields.Integer(required=True, allow_none=True)


class ChangesOut(Out):
    """A page of changes."""

    items = fields.List(fields.Nested(ChangeOut), required=True)
    next = fields.String(required=True, allow_none=True)


class WholeChangeOut(ChangeOut):
    """A change with what the feature was before and after it: attributes, and geometry as GeoJSON in degrees."""

    before = fields.Dict(required=True, allow_none=True)
    after = fields.Dict(required=True, allow_none=True)
    geometry_before = fields.Dict(required=True, allow_none=True)
    geometry_after = fields.Dict(required=True, allow_none=True)


class UndoneOut(Out):
    """The change set that undid another, and how many features it put back."""

    change_set = fields.Integer(required=True)
    undoes = fields.Integer(required=True)
    features = fields.Integer(required=True)

"""Imports of layers on the wire."""

from marshmallow import ValidationError, fields, pre_load, validates_schema

from patrol.api.schemas.fields import COMMON, In, Moment, Out, QueryWhole, Said, Text, Uuid, between, length, one_of
from patrol.api.schemas.reports import division_form
from patrol.importing import KINDS

LONGEST_WORD = 200
MOST_NAMED = 100


class NamedTexts(fields.Dict):
    """Texts by name; where `nullable`, one may be null."""

    default_error_messages = COMMON | {"invalid": "not_object"}

    def __init__(self, nullable: bool, **kwargs):
        word = length(0 if nullable else 1, LONGEST_WORD)
        values = Text(allow_none=nullable, validate=word)
        super().__init__(keys=Text(validate=length(1, 40)), values=values, validate=length(0, MOST_NAMED), **kwargs)


class ChoicesIn(In):
    """How a file is to be read: as which kind, which layer of it, which column is which field (null: none of them).

    `set` gives one value for all features; `x` and `y`, or `wkt`, are the columns of a table that say where a row is.
    """

    kind = Text(required=True, validate=one_of(*KINDS))
    layer = Text(validate=length(1, LONGEST_WORD))
    fields_ = NamedTexts(True, data_key="fields")
    constants = NamedTexts(False, data_key="set", load_default=dict)
    crs = Text(validate=length(1, 4000))
    division = Text(validate=division_form)
    encoding = Text(validate=length(1, 40))
    x = Text(validate=length(1, LONGEST_WORD))
    y = Text(validate=length(1, LONGEST_WORD))
    wkt = Text(validate=length(1, LONGEST_WORD))

    @pre_load
    def without_blanks(self, data, **kwargs):
        """A form sends what was left empty as empty text."""
        return {name: value for name, value in data.items() if value != ""} if isinstance(data, dict) else data

    @validates_schema(skip_on_field_errors=True)
    def place_whole(self, data, **kwargs):
        """x and y come together."""
        if ("x" in data) != ("y" in data):
            raise ValidationError(Said("import_place_pair"), "x" if "y" in data else "y")


class StartIn(ChoicesIn):
    """The same for a file that has been uploaded in pieces: `upload` is the id that it was uploaded under."""

    upload = Uuid(required=True)


class ImportsIn(In):
    """Which imports: begun before a moment."""

    before = Moment(load_default=None)
    limit = QueryWhole(load_default=50, validate=between(1, 500))


class RowsIn(In):
    """Which features of an import."""

    after = QueryWhole(load_default=0, validate=between(0, 2**31 - 1))
    limit = QueryWhole(load_default=500, validate=between(1, 5000))


class FeaturesIn(RowsIn):
    """Which features of an import, by their verdict."""

    verdict = Text(load_default=None, validate=one_of("new", "changed", "unchanged", "refused"))


class ColumnOut(Out):
    """A column of the file, with some of its values."""

    name = fields.String(required=True)
    samples = fields.List(fields.String(), required=True)


class CandidateOut(Out):
    """A coordinate system that the file may be in, and which share of it would then lie in the county."""

    crs = fields.String(required=True)
    title = fields.String(required=True)
    share = fields.Float(required=True)


class FoundOut(Out):
    """What the file turned out to be. `fields` are field → column as matched, `recalled` whether from the last time."""

    layers = fields.List(fields.String(), required=True)
    layer = fields.String(required=True)
    features = fields.Integer(required=True)
    geometry = fields.String(required=True)
    own_system = fields.String(required=True, allow_none=True)
    system = fields.String()
    columns = fields.List(fields.Nested(ColumnOut), required=True)
    candidates = fields.List(fields.Nested(CandidateOut), required=True)
    fields_ = fields.Dict(keys=fields.String(), values=fields.String(), required=True, data_key="fields")
    recalled = fields.Boolean(required=True)
    notes = fields.List(fields.String())
    bounds = fields.List(fields.Float(), allow_none=True)


class ProblemOut(Out):
    """Why a file cannot be read as asked; `choices` are layers to choose from."""

    code = fields.String(required=True)
    message = fields.String(required=True)
    choices = fields.List(fields.String(), required=True)


class CountsOut(Out):
    """How the features were judged; repaired ones are among the others."""

    read = fields.Integer(required=True)
    new = fields.Integer(required=True)
    changed = fields.Integer(required=True)
    unchanged = fields.Integer(required=True)
    repaired = fields.Integer(required=True)
    refused = fields.Integer(required=True)


class ImportOut(Out):
    """An import. `state`: arrived, waiting, reading, refused, previewed, committing, committed.

    `change_set` is what the commit changed, by which it can be undone; none for layers without a history.
    """

    id = fields.UUID(required=True)
    kind = fields.String(required=True, allow_none=True)
    name = fields.String(required=True)
    bytes = fields.Integer(required=True, attribute="length_bytes")
    by = fields.String(required=True, attribute="officer_name")
    state = fields.String(required=True)
    step = fields.String(required=True)
    done = fields.Integer(required=True)
    total = fields.Integer(required=True)
    asked = fields.Dict(required=True)
    found = fields.Nested(FoundOut, required=True, allow_none=True)
    problem = fields.Nested(ProblemOut, required=True, allow_none=True)
    counts = fields.Nested(CountsOut, required=True, allow_none=True)
    changed_meanwhile = fields.Boolean(required=True)
    change_set = fields.Integer(required=True, allow_none=True, attribute="change_set_id")
    created_at = fields.DateTime(required=True)
    expires_at = fields.DateTime(required=True)
    committed_at = fields.DateTime(required=True, allow_none=True)


class ImportsOut(Out):
    """A page of imports."""

    items = fields.List(fields.Nested(ImportOut), required=True)
    next = fields.String(required=True, allow_none=True)


class FieldOut(Out):
    """A field that a file may give."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    needed = fields.Boolean(required=True)


class KindOut(Out):
    """A kind of layer that can be imported."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    geometry = fields.String(required=True)
    fields_ = fields.List(fields.Nested(FieldOut), required=True, data_key="fields")


class KindsOut(Out):
    """All kinds of layers that can be imported."""

    items = fields.List(fields.Nested(KindOut), required=True)
    next = fields.String(required=True, allow_none=True)

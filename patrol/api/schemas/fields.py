"""Fields whose complaints are message keys, so that every caller reads them in their own language."""

from datetime import datetime
from math import isfinite
from typing import ClassVar
from unicodedata import category

from marshmallow import RAISE, Schema, ValidationError, fields


class Said(str):
    """A message key that carries its parameters through marshmallow's errors."""

    params: dict

    def __new__(cls, key: str, **params):
        """A key of patrol.messages, with what belongs into its sentence."""
        said = super().__new__(cls, key)
        said.params = params
        return said


BINARY_NOISE = 1e-9
FIRST_YEAR, LAST_YEAR = 1900, 2200
COMMON = {"required": "required", "null": "null", "validator_failed": "invalid_value"}


class In(Schema):
    """A body or a query that is taken in: what is not known is refused."""

    class Meta:
        """Unknown keys are mistakes worth telling."""

        unknown = RAISE

    error_messages: ClassVar = {"unknown": "unknown_field", "type": "not_object"}


class Out(Schema):
    """A body that is given out."""


class Rows(fields.List):
    """Many rows of one statement: their values are JSON as they stand, and are only put under their names.

    A nested schema asks for each value of each row in a dozen calls; a table of a county has tens of thousands.
    """

    def __init__(self, row: type[Schema], **kwargs):
        super().__init__(fields.Nested(row), **kwargs)

    def _serialize(self, value, attr, obj, **kwargs):
        columns = [(field.data_key or name, name) for name, field in self.inner.schema.dump_fields.items()]
        return [{key: row[name] for key, name in columns} for row in value]


def one_of(*choices: str):
    """A validator: the value is one of these words."""

    def check(value):
        if value not in choices:
            raise ValidationError(Said("not_one_of", choices="、".join(choices)))

    return check


def length(least: int, most: int):
    """A validator: so many characters or items; blanks alone are no text."""

    def check(value):
        if least and isinstance(value, str) and value.isspace():
            raise ValidationError(Said("required"))
        if not least <= len(value) <= most:
            raise ValidationError(Said("length", min=least, max=most))

    return check


def plain_word(value: str) -> None:
    """A validator: a word of any language, without control characters and markup."""
    if any(letter in "<>" or category(letter) == "Cc" for letter in value):
        raise ValidationError(Said("plain_word"))


def between(least: float, most: float):
    """A validator: a number within limits, both included."""

    def check(value):
        if not least <= value <= most:
            raise ValidationError(Said("range", min=least, max=most))

    return check


class Text(fields.String):
    """Text that PostgreSQL can keep: no NUL, no lone surrogates."""

    default_error_messages = COMMON | {"invalid": "not_string", "invalid_utf8": "not_string"}

    def _deserialize(self, value, attr, data, **kwargs):
        text = super()._deserialize(value, attr, data, **kwargs)
        if "\x00" in text:
            raise ValidationError(Said("nul"))
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ValidationError(Said("not_string"))
        return text


class Number(fields.Float):
    """A finite number; true and "1" are not numbers."""

    default_error_messages = COMMON | {"invalid": "not_number", "too_large": "not_number", "special": "not_number"}

    def _validated(self, value):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.make_error("invalid")
        number = super()._validated(value)
        if number is not None and not isfinite(number):
            raise self.make_error("invalid")
        return number


class Hundredths(Number):
    """A number with at most two decimals, as it is kept and told. More would be rounded without a word."""

    refusal = "two_decimals"

    def _validated(self, value):
        number = super()._validated(value)
        if number is not None and abs(number - round(number, 2)) > BINARY_NOISE * max(1.0, abs(number)):
            raise ValidationError(Said(self.refusal))
        return number


class Mu(Hundredths):
    """An area in mu, as it is measured and told."""

    refusal = "mu_decimals"


class Whole(fields.Integer):
    """A whole number; 1.0, true and "1" are not."""

    default_error_messages = COMMON | {"invalid": "not_integer", "too_large": "not_integer"}

    def __init__(self, **kwargs):
        super().__init__(strict=True, **kwargs)

    def _validated(self, value):
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.make_error("invalid")
        return super()._validated(value)


class QueryWhole(fields.Integer):
    """A whole number in a query string."""

    default_error_messages = COMMON | {"invalid": "not_integer", "too_large": "not_integer"}


class QueryNumber(fields.Float):
    """A finite number in a query string."""

    default_error_messages = COMMON | {"invalid": "not_number", "too_large": "not_number", "special": "not_number"}


class Flag(fields.Boolean):
    """true or false, nothing else."""

    default_error_messages = COMMON | {"invalid": "not_boolean"}

    def _deserialize(self, value, attr, data, **kwargs):
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class QueryFlag(fields.Boolean):
    """true or false in a query string."""

    truthy: ClassVar = {"true"}
    falsy: ClassVar = {"false"}
    default_error_messages = COMMON | {"invalid": "not_boolean"}


class Moment(fields.AwareDateTime):
    """An RFC 3339 time with its offset."""

    default_error_messages = COMMON | {
        "invalid": "not_datetime",
        "invalid_awareness": "not_datetime",
        "format": "not_datetime",
    }

    def __init__(self, **kwargs):
        super().__init__(format="iso", **kwargs)

    def _deserialize(self, value, attr, data, **kwargs) -> datetime:
        if not isinstance(value, str):
            raise self.make_error("invalid", input=value, obj_type="datetime")
        try:
            at = datetime.fromisoformat(value)
        except ValueError as error:
            raise self.make_error("invalid", input=value, obj_type="datetime") from error
        if at.tzinfo is None:
            raise self.make_error("invalid", input=value, obj_type="datetime")
        # Years at the edges of the calendar cannot be moved to another zone.
        if not FIRST_YEAR <= at.year <= LAST_YEAR:
            raise ValidationError(Said("moment_range", first=FIRST_YEAR, last=LAST_YEAR))
        return at


class Day(fields.Date):
    """A local day."""

    default_error_messages = COMMON | {"invalid": "not_date", "format": "not_date"}


class Uuid(fields.UUID):
    """A UUID."""

    default_error_messages = COMMON | {"invalid_uuid": "not_uuid"}


class Each(fields.List):
    """A list of one kind of thing."""

    default_error_messages = COMMON | {"invalid": "not_list"}


class Inside(fields.Nested):
    """An object within an object."""

    default_error_messages = COMMON | {"type": "not_object"}


class Digest(Text):
    """A SHA-256 as 64 lower-case hex digits."""

    def _deserialize(self, value, attr, data, **kwargs):
        text = super()._deserialize(value, attr, data, **kwargs)
        if len(text) != 64 or set(text) - set("0123456789abcdef"):
            raise ValidationError(Said("not_sha256"))
        return text

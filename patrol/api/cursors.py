"""Places in a list as one word of an address: where the next page begins."""

import base64
import binascii
import json

from patrol.errors import Invalid


def cursor(*place) -> str:
    """A place, values of JSON (others as text), as a word."""
    return base64.urlsafe_b64encode(json.dumps(place, default=str, ensure_ascii=False).encode()).decode().rstrip("=")


def place(word: str | None, kinds: tuple) -> tuple | None:
    """The place of a word; each value must be of its type, or be read by it. Invalid for a word that is no place."""
    if word is None:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        if not isinstance(values, list) or len(values) != len(kinds):
            raise ValueError
        return tuple(kind(value) for kind, value in zip(kinds, values, strict=True))
    except (ValueError, TypeError, AttributeError, binascii.Error, RecursionError, OverflowError) as error:
        raise Invalid({"after": "unknown_place"}) from error

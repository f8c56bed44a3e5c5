"""Why a text is no JSON, in the reader's words and with the place: a parser's own words are English."""

import json

from gis.messages import Sentence


def json_fault(error: ValueError | RecursionError) -> Sentence:
    """The sentence for what `json.loads` raised: where it stopped reading, or what of it is too much."""
    if isinstance(error, RecursionError):
        return Sentence("json.deep")
    if isinstance(error, UnicodeDecodeError):
        return Sentence("json.encoding", byte=error.start + 1)
    if isinstance(error, json.JSONDecodeError):
        return Sentence("json.broken", line=error.lineno, column=error.colno)
    # A whole number of thousands of digits is refused before it costs anything.
    return Sentence("json.number")

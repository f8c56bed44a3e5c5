"""The file of an import as a request brings it, and what is asked for beside it in forms and addresses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from flask import request
from werkzeug.datastructures import MultiDict

from gis.refused import Refused
from patrol.api.bodies import is_gzipped
from patrol.api.schemas.imports import ChoicesIn
from patrol.api.wiring import checked, locale, settings
from patrol.errors import Invalid, TooLarge, Unsupported

FORM = "multipart/form-data"
OF_A_FORM = 1024 * 1024
PAIRS = {"field": "fields", "set": "set"}
OTHERS = frozenset({"file", "name"})


def choices() -> dict:
    """What is asked for beside the file; pairs (`field=code=HDBM`, `set=batch=2026-1`) may come again and again."""
    most = settings().imports.most_bytes
    if (request.content_length or 0) > most + OF_A_FORM:
        raise TooLarge("import_too_large", limit_mb=most // 2**20)
    request.max_content_length = most + OF_A_FORM
    given: MultiDict = request.form if request.mimetype == FORM else request.args
    plain = {name: given[name] for name in given if name not in OTHERS and name not in PAIRS}
    named = {whole: _pairs(given, name) for name, whole in PAIRS.items() if name in given}
    asked = checked(ChoicesIn(), plain | named)
    if "fields_" in asked:
        asked["fields"] = asked.pop("fields_")
    return asked | {"language": locale()}


def _pairs(given: MultiDict, name: str) -> dict[str, str | None]:
    found = {}
    for pair in given.getlist(name):
        key, mark, value = pair.partition("=")
        if not (key.strip() and mark):
            raise Invalid({name: "import_field_form"})
        found[key.strip()] = value.strip() or None
    return found


def arrived_parts() -> Iterator[tuple[str, BinaryIO]]:
    """The files that the request brings, each with its name; Unsupported where the body is packed."""
    if request.mimetype == FORM:
        for part in request.files.getlist("file"):
            yield part.filename or "", part.stream
        return
    if is_gzipped(request):
        raise Unsupported("import_file_missing")
    name = request.args.get("name", "")
    if not name or (not request.content_length and not request.headers.get("Transfer-Encoding")):
        raise Invalid({"file" if name else "name": "import_file_missing"})
    yield name, request.stream


@contextmanager
def refusals_told() -> Iterator[None]:
    """What is wrong with a file is an error of the field `file`: 415 where it is of a kind that nobody reads."""
    try:
        yield
    except Refused as refused:
        errors = {"file": refused.sentence(locale())}
        if refused.key == "file_kind":
            raise Unsupported("import_file", errors) from refused
        raise Invalid(errors, "import_file") from refused

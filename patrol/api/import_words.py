"""Imports in the caller's language."""

from sqlalchemy import Row

from patrol.importing import Kind
from patrol.importing.kept_rows import decoded
from patrol.importing.mapping import JOINED


def import_worded(one: Row, locale: str) -> dict:
    """An import with its notes and its problem in words."""
    told = dict(one._mapping)
    asked = dict(one.asked)
    asked["set"] = asked.pop("constants", {})
    told["asked"] = asked
    if one.found:
        notes = [decoded(note).text(locale) for note in one.found.get("notes", [])]
        told["found"] = one.found | {"notes": notes, "fields_": one.found["fields"]}
    if one.problem:
        told["problem"] = one.problem | {"message": one.problem[locale]}
    return told


def kind_worded(kind: Kind, locale: str) -> dict:
    """A kind with the titles of its fields: those that offices' tables give them."""
    columns = [column for column in kind.columns if column.name not in JOINED]
    fields = [
        {
            "name": column.name,
            "title": column.title(locale),
            "needed": column.name in kind.needed,
        }
        for column in columns
    ]
    return {"name": kind.name, "title": kind.title(locale), "geometry": kind.family, "fields_": fields}

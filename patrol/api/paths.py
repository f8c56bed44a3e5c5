"""What stands in the paths of routes: looked at once for all of them, before any route asks anything with it."""

import re
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.routing import UUIDConverter

from patrol.errors import Invalid, NotFound

LARGEST_ID = 2**31 - 1


class NoUuid(str):
    """What stands where a UUID should."""


class ToldUuid(UUIDConverter):
    """A UUID in a path; what is none finds its route all the same, so that it can be told what it should be."""

    regex = "[^/]+"

    def to_python(self, value: str) -> UUID | NoUuid:
        """The UUID, where it is one."""
        return UUID(value) if re.fullmatch(UUIDConverter.regex, value) else NoUuid(value)


def install_paths(app: Flask) -> None:
    """How the paths of an application are read and checked; before any of its routes is entered."""
    app.url_map.converters["uuid"] = ToldUuid
    app.url_value_preprocessor(_check)


def _check(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """NotFound, with the reason, for a name or an id that no row can have; Invalid for a UUID that is none."""
    for name, value in (values or {}).items():
        if isinstance(value, NoUuid):
            raise Invalid({name: "not_uuid"})
        if isinstance(value, str) and "\x00" in value:
            raise NotFound(errors={name: "no_such_name"})
        if isinstance(value, int) and value > LARGEST_ID:
            raise NotFound(errors={name: "no_such_id"})

"""A part of a list as it is answered: which one it is, the address of the next, the whole of it as a workbook."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from flask import request, send_file, url_for

from patrol.api.tables.columns import Table
from patrol.api.tables.sheets import MOST_ROWS, write
from patrol.api.tables.turns import take_turn
from patrol.api.wiring import locale, settings
from patrol.queries.slices import Slice

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BINARY = {"type": "string", "format": "binary"}


def slice_of(query: Mapping[str, Any], default: str = "") -> Slice:
    """The part of a list that was asked for; all of it for a workbook, once it is this one's turn."""
    sort = query["sort"] or default
    asked = Slice(sort.removeprefix("-"), sort.startswith("-"), query["skip"], query["limit"])
    if query["format"] != "xlsx":
        return asked
    take_turn()
    return asked._replace(skip=0, limit=MOST_ROWS)


def next_of(query: Mapping[str, Any], total: int) -> str | None:
    """The address of the part behind this one."""
    skip = query["skip"] + query["limit"]
    here = {**(request.view_args or {}), **request.args.to_dict()}
    return url_for(str(request.endpoint), **{**here, "skip": skip}) if skip < total else None


def workbook(table: Table, items: Iterable[Mapping[str, Any]], name: str):
    """The answer that is a workbook of these items."""
    content = write(table, items, settings().timezone, 1 if locale() == "en" else 0)
    return send_file(BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx")

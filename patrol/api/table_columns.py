"""What the columns of the lists are called, of what kind they are, and by which a list can be sorted."""

from marshmallow import fields

from patrol.api.schemas.fields import Out
from patrol.api.tables.columns import described
from patrol.api.tables.described import TABLES
from patrol.api.wiring import Blueprint, locale, signed_in

blueprint = Blueprint("tables", __name__, url_prefix="/api/v1/tables", description="Tables 表格说明")


class TableColumnOut(Out):
    """A column: the field of an item, its kind and its words in the caller's language."""

    field = fields.String(required=True)
    heading = fields.String(required=True)
    kind = fields.String(required=True)
    words = fields.Dict(required=True, allow_none=True)
    sort = fields.Boolean(required=True)
    wide = fields.Boolean(required=True)


class TableOut(Out):
    """A table."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    columns = fields.List(fields.Nested(TableColumnOut), required=True)


class TablesOut(Out):
    """All tables."""

    items = fields.List(fields.Nested(TableOut), required=True)
    next = fields.String(required=True, allow_none=True)


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.response(200, TablesOut)
def index(viewer):
    """The tables of the boards, as their workbooks head them too."""
    language = 1 if locale() == "en" else 0
    return {"items": [described(table, language) for table in TABLES], "next": None}

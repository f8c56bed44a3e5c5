"""The one shape of every refusal and failure."""

from marshmallow import fields

from patrol.api.schemas.fields import Out


class ErrorOut(Out):
    """A stable word, the HTTP status, a sentence for the reader, the reason, and field → sentence."""

    code = fields.String(required=True)
    status = fields.Integer(required=True)
    message = fields.String(required=True)
    reason = fields.String(required=True)
    errors = fields.Dict(keys=fields.String(), values=fields.String(), required=True)

"""Word templates 模板 of bulletins and papers: which there are, and which are the office's own."""

from marshmallow import fields

from patrol import db
from patrol.api.schemas.fields import Out
from patrol.api.wiring import Blueprint, locale, signed_in
from patrol.casework.papers.templates import SETTERS
from patrol.errors import Forbidden
from patrol.queries import templates as questions
from patrol.rules.bulletins import BULLETINS, ISSUERS
from patrol.rules.papers import PAPER_KINDS

blueprint = Blueprint("templates", __name__, url_prefix="/api/v1/templates", description="Word templates 模板")
FAMILIES = {"bulletin": (BULLETINS, "bulletins/templates"), "paper": (PAPER_KINDS, "papers/templates")}


class TemplateOut(Out):
    """A template; `own` is the office's own, entered by somebody. It is got, put and deleted under `path`."""

    family = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True)
    path = fields.String(required=True)
    own = fields.Boolean(required=True)
    division = fields.String(required=True, allow_none=True)
    entered_by = fields.String(required=True, allow_none=True)
    entered_at = fields.AwareDateTime(required=True, allow_none=True)


class TemplatesOut(Out):
    """All templates."""

    items = fields.List(fields.Nested(TemplateOut), required=True)
    next = fields.String(required=True, allow_none=True)


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.response(200, TemplatesOut)
def index(viewer):
    """Every template of bulletins and papers, for those who may change them."""
    if viewer.post not in ISSUERS and viewer.post not in SETTERS:
        raise Forbidden
    with db.reading() as session:
        items = [each for family in FAMILIES for each in _of(session, viewer, family)]
    return {"items": items, "next": None}


def _of(session, viewer, family: str) -> list[dict]:
    kinds, path = FAMILIES[family]
    used = questions.in_use(session, family, viewer.division_code)
    nobody = {"own": False, "division": None, "entered_by": None, "entered_at": None}
    return [
        {"family": family, "kind": code, "path": f"{path}/{code}", "name": kind.en if locale() == "en" else kind.zh}
        | (used[code]._asdict() if code in used else nobody)
        for code, kind in kinds.items()
    ]

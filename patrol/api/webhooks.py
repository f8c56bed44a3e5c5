"""Webhooks of group robots and other programs, for an administrator or a county's office."""

from patrol import db
from patrol import webhooks as workflow
from patrol.api.schemas.notices import TestOut, WebhookIn, WebhookOut, WebhooksOut
from patrol.api.wiring import Blueprint, allowed, locale, now, settings, signed_in
from patrol.messages import t

blueprint = Blueprint("webhooks", __name__, url_prefix="/api/v1/webhooks", description="Webhooks 群机器人")


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.response(200, WebhooksOut)
def index(viewer):
    """Webhooks of my division and how they fare. Addresses and secrets are never shown again."""
    with db.reading() as session:
        return {"items": [_worded(each) for each in workflow.listed(session, viewer)], "next": None}


@blueprint.route("", methods=["POST"])
@signed_in
@allowed(workflow.may_keep)
@blueprint.arguments(WebhookIn)
@blueprint.response(201, WebhookOut)
def enter(viewer, data: dict):
    """Tell a robot or a program what happens in a division, from now on."""
    with db.transaction() as session:
        return _worded(workflow.enter(session, viewer, data, now=now(), ways=settings().notify))


@blueprint.route("/<int:webhook_id>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def remove(viewer, webhook_id: int):
    """Tell it nothing any more."""
    with db.transaction() as session:
        workflow.remove(session, viewer, webhook_id)


@blueprint.route("/<int:webhook_id>/test", methods=["POST"])
@signed_in
@blueprint.response(200, TestOut)
def test(viewer, webhook_id: int):
    """Send a test message now; the answer says how it fared."""
    with db.reading() as session:
        hook, language = workflow.hook(session, viewer, webhook_id)
    outcome = workflow.try_out(hook, language, now(), settings())
    state = "failed" if outcome.state == "refused" else outcome.state
    return {"state": state, "error": _sentence(outcome.error)}


def _worded(webhook: dict) -> dict:
    return webhook | {"last_error": _sentence(webhook["last_error"])}


def _sentence(error: str | None) -> str | None:
    if error is None:
        return None
    key, _, code = error.partition(":")
    return t(key, locale(), code=code)

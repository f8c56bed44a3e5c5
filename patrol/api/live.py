"""The OsmAnd protocol at `/track`, for OsmAnd and Traccar Client, and the devices that may speak it.

A position is answered 200 when it is kept, and again when it was kept already. One that will never be taken (no number,
the future, long past) is 400 with its reason: Traccar Client then shows an error and keeps it. An unknown key is 404.
"""

from flask import Response, request
from marshmallow import fields

from patrol import db, live
from patrol.api.bodies import content, read_json
from patrol.api.schemas.fields import In, Out, Text, length, one_of
from patrol.api.wiring import Blueprint, now, settings, signed_in
from patrol.errors import NotFound, Refusal
from patrol.queries import live as questions
from patrol.rules.osmand import READ, Told, told_by_json, told_by_parameters

track = Blueprint("track", __name__, url_prefix="/track", description="Live positions 实时位置（OsmAnd, Traccar）")
devices = Blueprint("devices", __name__, url_prefix="/api/v1/devices", description="Live devices 定位设备")


class LiveDeviceIn(In):
    """A name to know it by, and what its outings count for; the officer's nearest assignment says so when empty."""

    name = Text(required=True, validate=length(1, 100))
    kind = Text(load_default=None, allow_none=True, validate=one_of("river", "forest"))


class LiveDeviceOut(Out):
    """A device of one's own."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    kind = fields.String(allow_none=True)
    created_at = fields.DateTime()
    revoked_at = fields.DateTime(allow_none=True)
    last_fix_at = fields.DateTime(allow_none=True)


class NewLiveDeviceOut(Out):
    """A new device; `key` is the device identifier to enter in the app, shown once."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    kind = fields.String(allow_none=True)
    key = fields.String(required=True)
    url = fields.String(required=True)


class LiveDevicesOut(Out):
    """All devices of one's own."""

    items = fields.List(fields.Nested(LiveDeviceOut), required=True)
    next = fields.String(allow_none=True)


@track.route("", methods=["GET", "POST"])
@track.response(200, description="Kept")
def tell():
    """Keep a position, or several: id, lat, lon, timestamp, accuracy as query, form or JSON."""
    told = _told()
    with db.transaction() as session:
        known = live.keep_fixes(session, told.key, told.fixes, now())
    if not known:
        _refuse_unknown()
    if told.errors:
        raise Refusal("bad_fix", told.errors)
    return Response("", 200, mimetype="text/plain")


def _told() -> Told:
    moment = now()
    taken = live.window(moment, settings())
    if request.is_json:
        return told_by_json(read_json(content(request, settings().max_body_bytes)), moment, taken)
    twice = [name for name in READ if len(set(request.values.getlist(name))) > 1]
    if twice:
        raise Refusal("bad_fix", dict.fromkeys(twice, "given_twice"))
    return told_by_parameters(request.values, moment, taken)


def _refuse_unknown() -> None:
    with db.transaction() as session:
        live.count_unknown(session, request.remote_addr or "", now())
    raise NotFound("unknown_device")


@devices.route("", methods=["GET"])
@signed_in
@devices.response(200, LiveDevicesOut)
def get_all(viewer):
    """My devices."""
    with db.reading() as session:
        rows = questions.devices(session, viewer.officer_id)
    return {"items": [row._asdict() for row in rows], "next": None}


@devices.route("", methods=["POST"])
@signed_in
@devices.arguments(LiveDeviceIn)
@devices.response(201, NewLiveDeviceOut)
def post(viewer, data: dict):
    """A new device, with the key that its app sends as its identifier."""
    with db.transaction() as session:
        device_id, key = live.add_device(session, viewer, data["name"], data["kind"])
    return data | {"id": device_id, "key": key, "url": "/track"}


@devices.route("/<int:device_id>", methods=["DELETE"])
@signed_in
@devices.response(204)
def delete(viewer, device_id: int):
    """End a device of mine at once."""
    with db.transaction() as session:
        live.revoke_device(session, device_id, now(), viewer.officer_id)

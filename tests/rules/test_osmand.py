"""What OsmAnd and Traccar Client say, and what is wrong with it."""

from datetime import UTC, datetime, timedelta

import pytest

from patrol.errors import Refusal
from patrol.rules.osmand import MOST_AT_ONCE, Window, told_by_json, told_by_parameters
from patrol.rules.track import Fix

NOW = datetime(2026, 5, 20, 4, tzinfo=UTC)
TAKEN = Window(NOW - timedelta(days=30), NOW + timedelta(minutes=10))
T = NOW.timestamp()
PLACE = {"id": "k", "lat": "27.5", "lon": "116.5"}


def parameters(**given):
    return told_by_parameters(PLACE | {"timestamp": str(int(T))} | given, NOW, TAKEN)


def location(**changed):
    coords = {"latitude": 27.5, "longitude": 116.5, "accuracy": 6.5} | changed.pop("coords", {})
    return {"timestamp": "2026-05-20T04:00:00.000Z", "coords": coords} | changed


@pytest.mark.parametrize(
    ("given", "fix"),
    [
        ({}, Fix(T, 116.5, 27.5)),
        ({"timestamp": str(int(T * 1000) + 250)}, Fix(T + 0.25, 116.5, 27.5)),
        ({"timestamp": f"{T:.3f}"}, Fix(T, 116.5, 27.5)),
        ({"timestamp": "2026-05-20T04:00:00Z"}, Fix(T, 116.5, 27.5)),
        ({"timestamp": "2026-05-20T12:00:00+08:00"}, Fix(T, 116.5, 27.5)),
        ({"timestamp": "2026-05-20T12:00:00 08:00"}, Fix(T, 116.5, 27.5)),
        ({"timestamp": "2026-05-20 04:00:00"}, Fix(T, 116.5, 27.5)),
        ({"timestamp": ""}, Fix(T, 116.5, 27.5)),
        ({"lat": "", "lon": "", "location": "27.6,116.6"}, Fix(T, 116.6, 27.6)),
        ({"accuracy": "6.5", "speed": "x", "batt": "77"}, Fix(T, 116.5, 27.5, 6.5)),
        ({"accuracy": "-1"}, Fix(T, 116.5, 27.5)),
        ({"accuracy": "good"}, Fix(T, 116.5, 27.5)),
        ({"valid": "true"}, Fix(T, 116.5, 27.5)),
        ({"id": "", "deviceid": "k"}, Fix(T, 116.5, 27.5)),
    ],
)
def test_a_position_is_read_from_parameters(given, fix):
    told = parameters(**given)
    assert (told.key, told.fixes, told.errors) == ("k", [fix], {})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"lat": ""}, "lat"),
        ({"lon": "east"}, "lon"),
        ({"lat": "nan"}, "position.lat"),
        ({"lat": "inf"}, "position.lat"),
        ({"lon": "181"}, "position.lon"),
        ({"lat": "116.5", "lon": "27.5"}, "position"),
        ({"timestamp": "noon"}, "timestamp"),
        ({"timestamp": "9" * 40}, "timestamp"),
        ({"timestamp": "1e400"}, "timestamp"),
        ({"timestamp": "0900-05-20T04:00:00Z"}, "timestamp"),
        ({"timestamp": str(int(T) + 3600)}, "timestamp"),
        ({"timestamp": str(int(T) - 31 * 86400)}, "timestamp"),
        ({"timestamp": "0"}, "timestamp"),
        ({"valid": "false"}, "valid"),
        ({"valid": "0"}, "valid"),
    ],
)
def test_what_cannot_be_taken_is_named(given, field):
    told = parameters(**given)
    assert (told.fixes, list(told.errors)) == ([], [field])


def test_a_position_is_read_from_json():
    told = told_by_json({"location": location(), "device_id": 48241179}, NOW, TAKEN)
    assert (told.key, told.fixes, told.errors) == ("48241179", [Fix(T, 116.5, 27.5, 6.5)], {})


def test_of_several_positions_the_sound_ones_are_taken_and_the_others_named():
    some = [location(), location(coords={"latitude": None}), {"coords": []}, 7, location(timestamp="2027-01-01")]
    told = told_by_json({"location": some, "device_id": "k"}, NOW, TAKEN)
    assert told.fixes == [Fix(T, 116.5, 27.5, 6.5)]
    assert list(told.errors) == [
        "location.1.lat",
        "location.2.coords",
        "location.3.coords",
        "location.4.timestamp",
    ]


def test_no_more_than_so_many_positions_are_taken_at_once():
    told = told_by_json({"location": [location()] * (MOST_AT_ONCE + 1), "device_id": "k"}, NOW, TAKEN)
    assert (len(told.fixes), list(told.errors)) == (MOST_AT_ONCE, ["location"])


@pytest.mark.parametrize("body", [None, [], "x", 7, {}, {"location": location()}, {"device_id": " "}])
def test_json_without_a_device_is_refused(body):
    with pytest.raises(Refusal) as refusal:
        told_by_json(body, NOW, TAKEN)
    assert refusal.value.status == 400


def test_json_without_a_place_names_it():
    assert list(told_by_json({"device_id": "k"}, NOW, TAKEN).errors) == ["location.coords"]


def test_parameters_without_a_device_are_refused():
    with pytest.raises(Refusal, match="bad_fix"):
        told_by_parameters({"lat": "27.5", "lon": "116.5"}, NOW, TAKEN)

"""A filled-in form as a patrol of the contract, and the files that it names."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from xml.etree.ElementTree import Element
from zoneinfo import ZoneInfo

from patrol.errors import Conflict, Invalid
from patrol.openrosa.definitions import PHOTOS
from patrol.openrosa.forms import readable
from patrol.openrosa.values import Spot, children, file_name, instance_id, line, moment, parsed, spot, text
from patrol.rules.encoding import DEGREE_STEPS, check_position
from patrol.rules.interpolation import spread

LONGEST_CATEGORY, LONGEST_WORDS, MOST_OBSERVATIONS = 64, 4000, 500
LONGEST_NAME = 255
WORST_ACCURACY_M = 1_000_000


@dataclass(frozen=True)
class Answers:
    """What one instance says: the patrol's id and contract body, and each file it names with when, where and of what.

    The files of `files` are photos of the contract that lack only what the bytes will tell: hash and length.
    """

    patrol_id: uuid.UUID
    form: str
    version: str
    device: str
    place: str
    data: dict
    files: dict[str, dict]


def read(xml: bytes, zone: ZoneInfo) -> Answers:
    """Read an instance. Invalid or Refusal name what cannot be read; Conflict for an edit of a sent instance."""
    root = parsed(xml)
    version = root.get("version")
    definition = readable(root.get("id"), version)
    patrol_id = instance_id(root)
    if text(root, "meta", "deprecatedID"):
        raise Conflict("collect_correction")
    walked = _walked(root, zone)
    seen = [_observation(element, index, patrol_id, walked, zone) for index, element in _filled(root)]
    return Answers(
        patrol_id=patrol_id,
        form=definition.id,
        version=version or "",
        device=text(root, "deviceid")[:LONGEST_NAME],
        place=text(root, "place")[:LONGEST_NAME],
        data=_body(definition.kind, walked, [observation for observation, _ in seen]),
        files={name: photo for _, photos in seen for name, photo in photos.items()},
    )


@dataclass(frozen=True)
class Walk:
    """When the form was open, when the walk took place, and where it went."""

    started_at: datetime
    ended_at: datetime
    set_out_at: datetime
    arrived_at: datetime
    spots: Sequence[Spot]
    clock_set_back: bool


def _walked(root: Element, zone: ZoneInfo) -> Walk:
    start, end = (_required_moment(root, name, zone) for name in ("start", "end"))
    spots = line(_required(root, "track"), "track")
    for index, each in enumerate(spots, 1):
        check_position(each.lon, each.lat, "track", index)
    walk = Walk(start, max(start, end), start, max(start, end), spots, end < start)
    out, arrived = (moment(text(root, name), name, zone) for name in ("walk_start", "walk_end"))
    # What the form noted on the way counts only where it fits: a clock may have been set in between.
    if arrived is not None and walk.started_at < arrived <= walk.ended_at:
        walk = replace(walk, arrived_at=arrived)
    if out is not None and walk.started_at <= out < walk.arrived_at:
        walk = replace(walk, set_out_at=out)
    return walk


def _required(root: Element, name: str) -> str:
    said = text(root, name)
    if not said:
        raise Invalid({name: "collect_missing"})
    return said


def _required_moment(root: Element, name: str, zone: ZoneInfo) -> datetime:
    at = moment(_required(root, name), name, zone)
    assert at is not None
    return at


def _body(kind: str, walk: Walk, observations: list[dict]) -> dict:
    return {
        "kind": kind,
        "started_at": walk.started_at,
        "ended_at": walk.ended_at,
        "device": {"model": None, "os": None, "app": "ODK Collect", "mock_location": False},
        "track": _track(walk),
        "observations": observations,
        # Declared as their bytes arrive, which may be in later posts.
        "photos": [],
        "remarks": _remarks(walk),
    }


def _track(walk: Walk) -> dict:
    """The line as the contract's integers, with times that are laid over it by distance."""
    places = [(each.lon, each.lat) for each in walk.spots]
    times = spread(places, walk.set_out_at.timestamp(), walk.arrived_at.timestamp()) if places else []
    t0 = round(times[0]) if times else 0
    return {
        "t0": t0 * 1000,
        "dt": _steps([round(at) - t0 for at in times]),
        "lon": _steps([round(lon * DEGREE_STEPS) for lon, _ in places]),
        "lat": _steps([round(lat * DEGREE_STEPS) for _, lat in places]),
        "acc": [_metres(each) for each in walk.spots] if any(each.accuracy_m for each in walk.spots) else None,
    }


def _steps(values: list[int]) -> list[int]:
    return [after - before for before, after in zip([0, *values], values, strict=False)]


def _metres(each: Spot) -> int:
    return round(min(each.accuracy_m or 0, WORST_ACCURACY_M))


def _remarks(walk: Walk) -> list[dict]:
    minutes = round((walk.arrived_at - walk.set_out_at).total_seconds() / 60)
    remarks: list[dict] = [{"code": "times_interpolated", "minutes": minutes}]
    placed = sum(each.accuracy_m is None for each in walk.spots)
    if placed:
        remarks.append({"code": "points_not_measured", "count": placed, "total": len(walk.spots)})
    if walk.clock_set_back:
        remarks.append({"code": "clock_set_back"})
    return remarks


def _filled(root: Element) -> list[tuple[int, Element]]:
    """The repeats in which anything was answered: Collect sends one that was opened and left empty, too."""
    repeats = enumerate(children(root, "observation"))
    found = [(index, each) for index, each in repeats if any((part.text or "").strip() for part in each)]
    if len(found) > MOST_OBSERVATIONS:
        raise Invalid({"observations": ("length", {"min": 0, "max": MOST_OBSERVATIONS})})
    return found


def _observation(element: Element, index: int, patrol_id: uuid.UUID, walk: Walk, zone: ZoneInfo):
    """One observation of the contract, and its photos by file name."""
    field = f"observations.{index}"
    category, words, place = (text(element, name) for name in ("category", "text", "position"))
    if not category:
        raise Invalid({f"{field}.category": "collect_missing"})
    for name, said, most in (("category", category, LONGEST_CATEGORY), ("text", words, LONGEST_WORDS)):
        if len(said) > most:
            raise Invalid({f"{field}.{name}": ("length", {"min": 0, "max": most})})
    at = moment(text(element, "at"), f"{field}.at", zone) or walk.arrived_at
    position = spot(place, f"{field}.position").position if place else None
    # The same instance gives the same ids, however often it is sent.
    observation_id = uuid.uuid5(patrol_id, str(index))
    photo = {"taken_at": at, "observation_id": observation_id, "position": position}
    names = [name for name in (file_name(text(element, question)) for question in PHOTOS) if name]
    if any(len(name) > LONGEST_NAME for name in names):
        raise Invalid({f"{field}.photo": ("length", {"min": 1, "max": LONGEST_NAME})})
    observation = {"id": observation_id, "category": category, "text": words, "at": at, "position": position}
    return observation, dict.fromkeys(names, photo)

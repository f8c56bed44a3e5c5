"""Every submission that must be refused: what is wrong with it, the field that must be named, and how to make it."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.hamlet import as_line, declared, new_id, walk_body


@dataclass(frozen=True)
class Bad:
    """One kind of bad submission; make gives the bytes to send."""

    sentence: str
    field: str
    make: Callable[[], bytes]
    status: tuple[int, ...] = (400, 422)


def _packed(**track) -> Callable[[], bytes]:
    """A good packed submission but for these members of its track; a function gets the good value."""

    def make() -> bytes:
        body = walk_body()
        for name, value in track.items():
            body["track"][name] = value(body["track"][name]) if callable(value) else value
        return json.dumps(body).encode()

    return make


def _body(change: Callable[[dict], object], line: bool = False) -> Callable[[], bytes]:
    """A good submission after a change in place."""

    def make() -> bytes:
        body = as_line(walk_body()) if line else copy.deepcopy(walk_body())
        change(body)
        return json.dumps(body).encode()

    return make


def _raw(old: bytes, new: bytes, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """What another makes, with bytes changed that no JSON writer would write."""

    def changed() -> bytes:
        good = make()
        assert old in good
        return good.replace(old, new, 1)

    return changed


def _set(path: str, value) -> Callable[[dict], None]:
    """Sets a.b.0.c of a body."""

    def change(body: dict) -> None:
        *parents, last = [int(p) if p.isdigit() else p for p in path.split(".")]
        for parent in parents:
            body = body[parent]
        body[last] = value

    return change


def _swap(body: dict) -> None:
    body["track"]["coordinates"] = [[y, x] for x, y in body["track"]["coordinates"]]


def _move(lon: int, lat: int) -> Callable[[], bytes]:
    """The whole track carried off by so many millionths of a degree."""
    return _packed(lon=lambda v: [v[0] + lon, *v[1:]], lat=lambda v: [v[0] + lat, *v[1:]])


def _observed(**wrong) -> Callable[[dict], None]:
    """Adds an observation that is good but for these members."""

    def change(body: dict) -> None:
        position = {"lon": 116.5, "lat": 27.5, "accuracy_m": 8}
        good = {"id": new_id(), "category": "other", "text": "岸边垃圾", "at": body["started_at"], "position": position}
        body["observations"] = [good | wrong]

    return change


def _photographed(**wrong) -> Callable[[dict], None]:
    """Adds a photo that is good but for these members."""

    def change(body: dict) -> None:
        body["photos"] = [declared(b"x" * 2000, body)["photos"][0] | wrong]

    return change


def _later(days: int) -> Callable[[], bytes]:
    return lambda: json.dumps(walk_body(started=datetime.now(UTC) + timedelta(days=days))).encode()


def _long(points: int) -> dict:
    return {"dt": [0] + [1] * (points - 1), "lon": [116500000] + [1] * (points - 1), "acc": [8] + [0] * (points - 1)}


def _at(lon: object = 116.5, lat: object = 27.5) -> dict:
    return {"lon": lon, "lat": lat, "accuracy_m": 8}


MARK = 12345.678
NESTED = b'{"kind":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
FIRST = "track.coordinates.0"

BAD = [
    Bad("NaN in a track", "track", _raw(b"12345.678", b"NaN", _body(_set(f"{FIRST}.0", MARK), line=True))),
    Bad("Infinity in a track", "track", _raw(b"12345.678", b"-Infinity", _body(_set(f"{FIRST}.1", MARK), line=True))),
    Bad("1e999 in a track", "track", _raw(b"12345.678", b"1e999", _body(_set(f"{FIRST}.0", MARK), line=True))),
    Bad("NaN in a packed track", "track", _raw(b"12345.678", b"NaN", _packed(lon=lambda v: [*v[:5], MARK, *v[6:]]))),
    Bad("1e999 in a position", "position", _raw(b"12345.678", b"1e999", _body(_observed(position=_at(lon=MARK))))),
    Bad("NaN in a position", "position", _raw(b"12345.678", b"NaN", _body(_observed(position=_at(lat=MARK))))),
    Bad("999 degrees", "track", _body(_set(f"{FIRST}.0", 999), line=True)),
    Bad("swapped axes", "track", _body(_swap, line=True)),
    Bad(
        "swapped axes in a packed track",
        "track",
        _packed(lon=lambda v: [27500000, *v[1:]], lat=lambda v: [116500000, *v[1:]]),
    ),
    Bad("swapped axes in a position", "position", _body(_observed(position=_at(27.5, 116.5)))),
    Bad("a track far out of the county", "track", _move(3_000_000, 0)),
    Bad("a track at zero zero", "track", _move(-116_500_000, -27_500_000)),
    Bad("an observation far out of the county", "position", _body(_observed(position=_at(lon=119.5)))),
    Bad("an empty track", "track", _packed(dt=[], lon=[], lat=[], acc=[])),
    Bad("an empty line", "track", _body(_set("track", {"type": "LineString", "coordinates": [], "times": []}))),
    Bad("a one-point track", "track", _packed(dt=[0], lon=[116500000], lat=[27500000], acc=[8])),
    Bad("no track at all", "track", _body(lambda body: body.pop("track"))),
    Bad("a 100,000-point track", "track", _packed(**_long(100_000), lat=[27500000] + [0] * 99_999), (400, 413, 422)),
    Bad("a track whose lists differ in length", "track", _packed(lat=lambda v: v[:-1])),
    Bad("a track of text", "track", _packed(lon=lambda v: ["abc", *v[1:]])),
    Bad("a number no database holds in a track", "track", _packed(lon=lambda v: [10**30, *v[1:]])),
    Bad("a time no clock shows", "track", _packed(t0=10**30)),
    Bad("a negative accuracy", "acc", _packed(acc=lambda v: [-8, *v[1:]])),
    Bad("an accuracy that no number of a phone is", "acc", _packed(acc=lambda v: [10**9, *v[1:]])),
    Bad("a track in both shapes", "coordinates", _packed(type="LineString", coordinates=[], times=[])),
    Bad("a category of markup", "category", _body(_observed(category="<script>alert(1)</script>"))),
    Bad("a category with a line feed", "category", _body(_observed(category="垃圾\n"))),
    Bad("times that run backwards", "track", _packed(dt=lambda v: [*v[:5], -300, *v[6:]])),
    Bad("times of a line that run backwards", "track", _body(lambda b: b["track"]["times"].reverse(), line=True)),
    Bad("a walk that ends before it starts", "ended_at", _body(_set("ended_at", "2020-01-01T00:00:00Z"))),
    Bad("a walk of the day after tomorrow", "started_at", _later(2)),
    Bad("a walk of the year 9999", "started_at", _body(_set("started_at", "9999-12-31T23:59:59Z"))),
    Bad("a time without a zone", "started_at", _body(_set("started_at", "2026-01-01T08:00:00"))),
    Bad("a time that is none", "started_at", _body(_set("started_at", "yesterday"))),
    Bad("an observation of tomorrow", "at", _body(_observed(at="2099-01-01T00:00:00Z"))),
    Bad("an unknown kind", "kind", _body(_set("kind", "desert"))),
    Bad("a photo of an unknown observation", "observation_id", _body(_photographed(observation_id=new_id()))),
    Bad("a hash that is none", "sha256", _body(_photographed(sha256="abc"))),
    Bad("a photo of minus one byte", "bytes", _body(_photographed(bytes=-1))),
    Bad("NUL in the text of an observation", "text", _body(_observed(text="岸边\0垃圾"))),
    Bad("NUL in the name of a phone", "model", _body(_set("device.model", "a\0b"))),
    Bad("half a character in a text", "text", _body(_observed(text="\ud800"))),
    Bad("an unknown key", "colour", _body(_set("colour", "blue"))),
    Bad("an unknown key in the device", "colour", _body(_set("device.colour", "blue"))),
    Bad("an unknown key in the track", "colour", _body(_set("track.colour", "blue"))),
    Bad("a list for a body", "", lambda: b"[]"),
    Bad("text for a body", "", lambda: b"hello"),
    Bad("half a body", "", lambda: json.dumps(walk_body()).encode()[:200]),
    Bad("bytes that are no UTF-8", "", lambda: b'{"kind":"\xff\xfe"}'),
    Bad("a hundred thousand brackets", "", lambda: NESTED),
    Bad("a body of 50 MB", "", lambda: b'{"kind":"' + b"x" * 50_000_000 + b'"}', (413,)),
]

"""Checks of photos: where and when they were taken, what EXIF says, and pictures that were seen before."""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, hypot, radians
from typing import NamedTuple

from patrol.rules.honesty.flags import Flag
from patrol.rules.honesty.limits import Limits
from patrol.rules.track import METRES_PER_DEGREE, Fix


class Shot(NamedTuple):
    """A declared photo: its hash, when it was taken (epoch seconds), and where (lon, lat), if that is known."""

    sha256: str
    taken: float
    place: tuple[float, float] | None


class Seen(NamedTuple):
    """A photo that another patrol has: this one's hash, the other's patrol, hash and day, and how many bits differ."""

    sha256: str
    patrol: str
    other: str
    on: str
    bits: int = 0


def photo_far(shots: Iterable[Shot], fixes: Sequence[Fix], limits: Limits) -> Iterator[Flag]:
    """A photo's place is far from every fix of the track."""
    for shot in shots:
        if shot.place is None:
            continue
        off = min(_apart(shot.place, (fix.lon, fix.lat)) for fix in fixes)
        if off > limits.photo_far_m:
            yield Flag("photo_far", {"sha256": shot.sha256, "metres": round(off)})


def photo_time(shots: Iterable[Shot], fixes: Sequence[Fix], limits: Limits) -> Iterator[Flag]:
    """A photo was taken well before or after the track."""
    for shot in shots:
        off = max(fixes[0].t - shot.taken, shot.taken - fixes[-1].t)
        if off > limits.photo_late_s:
            yield Flag("photo_time", {"sha256": shot.sha256, "hours": round(off / 3600, 1)})


def photos_one_spot(shots: Sequence[Shot], walked_m: float, limits: Limits) -> Iterator[Flag]:
    """All of several photos were taken at one place of a long walk."""
    places = [shot.place for shot in shots if shot.place is not None]
    if len(places) < limits.spot_photos or walked_m < limits.spot_walk_m:
        return
    spread_m = max(_apart(places[0], place) for place in places)
    if spread_m <= limits.spot_m:
        yield Flag("photos_one_spot", {"photos": len(places), "metres": round(spread_m)})


def exif(sha256: str, apart_m: float | None, late_s: float | None, limits: Limits) -> Iterator[Flag]:
    """EXIF, the second evidence, disagrees with what the phone declared; None where EXIF says nothing."""
    if apart_m is not None and apart_m > limits.exif_far_m:
        yield Flag("photo_exif_far", {"sha256": sha256, "metres": round(apart_m)})
    if late_s is not None and abs(late_s) > limits.exif_late_s:
        yield Flag("photo_exif_time", {"sha256": sha256, "hours": round(abs(late_s) / 3600)})


def reused(found: Iterable[Seen]) -> Iterator[Flag]:
    """The very file was handed in with another patrol."""
    for seen in found:
        yield Flag("photo_reused", {"sha256": seen.sha256, "patrol": seen.patrol, "on": seen.on})


def alike(found: Iterable[Seen], limits: Limits) -> Iterator[Flag]:
    """The same picture, encoded anew or resized, was handed in with another patrol."""
    for seen in found:
        if seen.bits <= limits.alike_bits:
            evidence = {"sha256": seen.sha256, "other": seen.other, "patrol": seen.patrol, "on": seen.on}
            yield Flag("photo_alike", evidence | {"bits": seen.bits})


def _apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    return hypot((a[0] - b[0]) * cos(radians(b[1])), a[1] - b[1]) * METRES_PER_DEGREE

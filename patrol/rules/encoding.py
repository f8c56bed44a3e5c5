"""The two shapes in which a phone may send a track, and what makes one unreadable."""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate, pairwise
from math import isfinite
from typing import Any

from patrol.errors import Invalid
from patrol.rules.track import Fix

DEGREE_STEPS = 1_000_000
WORST_ACCURACY_M = 1_000_000
STILL_STEPS = 4
"""Of so many differences of accuracies at least one does not rise."""


def fixes_of(track: dict, max_points: int) -> list[Fix]:
    """The fixes of a track as the contract has it; Invalid names the field and the first fix that is wrong."""
    fixes = _from_deltas(track) if "t0" in track else _from_line(track)
    if len(fixes) < 2:
        raise Invalid({"track": ("track_too_short", {"count": len(fixes)})})
    if len(fixes) > max_points:
        raise Invalid({"track": ("track_too_long", {"max": max_points, "count": len(fixes)})})
    _check(fixes)
    return fixes


def _from_deltas(track: dict) -> list[Fix]:
    """Integers: milliseconds for `t0`, then seconds, millionths of a degree, metres; the first value is absolute."""
    acc = _accuracies(track.get("acc"))
    lengths = {key: len(track[key]) for key in ("dt", "lon", "lat")} | {"acc": len(acc or track["dt"])}
    if len(set(lengths.values())) > 1:
        raise Invalid({"track": ("track_lengths", lengths)})
    seconds = accumulate(track["dt"], initial=track["t0"] / 1000)
    next(seconds)
    lons = accumulate(track["lon"])
    lats = accumulate(track["lat"])
    metres = acc or [None] * lengths["dt"]
    return [
        Fix(t, lon / DEGREE_STEPS, lat / DEGREE_STEPS, a)
        for t, lon, lat, a in zip(seconds, lons, lats, metres, strict=True)
    ]


def _accuracies(acc: list[int] | None) -> list[int] | None:
    """Metres. Phones send them as they are, or like the rest as the first one and then the differences."""
    if not acc:
        return acc
    metres = acc
    if min(acc) < 0:
        summed = list(accumulate(acc))
        metres = summed if _are_differences(acc, summed) else acc
    for index, value in enumerate(metres, 1):
        if not 0 <= value <= WORST_ACCURACY_M:
            raise Invalid({"track.acc": ("acc_range", {"index": index, "value": value})})
    return metres


def _are_differences(acc: list[int], summed: list[int]) -> bool:
    """Whether a list with negatives is one of differences: it adds up to accuracies, and these also fall.

    An accuracy rises and falls again, or stays, so that many of its differences do not rise. A wrong value among
    accuracies as they are is one that is negative among many that, taken for differences, would only rise.
    """
    still = sum(step <= 0 for step in acc[1:])
    return min(summed) >= 0 and max(summed) <= WORST_ACCURACY_M and still * STILL_STEPS >= len(acc) - 1


def _from_line(track: dict) -> list[Fix]:
    lines = [track["coordinates"]] if track["type"] == "LineString" else track["coordinates"]
    points = [point for line in lines for point in line]
    times: Sequence[datetime] = track["times"]
    if len(points) != len(times):
        raise Invalid({"track.times": ("times_length", {"times": len(times), "points": len(points)})})
    return [Fix(at.timestamp(), point[0], point[1]) for point, at in zip(points, times, strict=True)]


def track_of(fixes: Sequence[Fix]) -> dict[str, Any]:
    """Fixes as the integers that a phone sends: `t0` in ms, then seconds, millionths of a degree and metres."""
    begin = fixes[0].t
    columns = {
        "dt": [round(fix.t - begin) for fix in fixes],
        "lon": [round(fix.lon * DEGREE_STEPS) for fix in fixes],
        "lat": [round(fix.lat * DEGREE_STEPS) for fix in fixes],
    }
    steps = {name: [values[0], *(b - a for a, b in pairwise(values))] for name, values in columns.items()}
    metres = [fix.acc for fix in fixes]
    return {"t0": round(begin * 1000), **steps, "acc": None if None in metres else [round(acc) for acc in metres]}


def _check(fixes: Sequence[Fix]) -> None:
    before = fixes[0].t
    for index, fix in enumerate(fixes, 1):
        check_position(fix.lon, fix.lat, "track", index)
        if fix.t < before:
            raise Invalid({"track": ("time_backwards", {"index": index})})
        before = fix.t


def check_position(lon: float, lat: float, field: str, index: int = 1) -> None:
    """Degrees must be finite and in range; Invalid tells swapped axes from other mistakes. `index` counts from 1."""
    if isfinite(lat) and 90 < abs(lat) <= 180 and isfinite(lon) and abs(lon) <= 90:
        raise Invalid({field: "axes_swapped"})
    if not (isfinite(lon) and abs(lon) <= 180):
        raise Invalid({f"{field}.lon": ("lon_range", {"index": index, "value": lon})})
    if not (isfinite(lat) and abs(lat) <= 90):
        raise Invalid({f"{field}.lat": ("lat_range", {"index": index, "value": lat})})

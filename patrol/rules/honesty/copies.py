"""Whether two tracks are one and the same walk: replayed, copied, with noise added, reversed, or a part of it.

Two honest walks of one path differ in two ways. Their positions scatter by metres, each with a noise of its own; and
their paces differ, so that after some minutes one is tens of metres ahead. So two tracks are the same walk when they
hold the same positions, or when, set against each other in time, they keep step nearly all of the way. That takes some
hundred metres to tell; the very same recording is the same at any length.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor
from statistics import median

from patrol.rules.honesty.fingerprint import positions, tells_apart
from patrol.rules.honesty.flags import Flag
from patrol.rules.honesty.limits import Limits
from patrol.rules.honesty.plane import STEP_M, length, plane
from patrol.rules.honesty.way import Way, anchors_of
from patrol.rules.track import Fix, Point

BIN_S = 20.0
GLANCE = 24
Votes = dict[int, dict[int, tuple[float, float]]]


@dataclass(frozen=True)
class Match:
    """How much of a track is in another.

    share: of the shorter of the two, what keeps step. matched_m: metres of it. same_points: share of places that are
    the same. shift_s: seconds that the new one is later; reversed: it runs the other way. apart_m: median distance.
    """

    share: float
    matched_m: float
    same_points: float
    points: int
    shift_s: float
    reversed: bool
    apart_m: float


@dataclass(frozen=True)
class Other:
    """Another patrol's track: its id, whether it is the same officer's, its local day, and its fixes."""

    patrol: str
    own: bool
    on: str
    fixes: Sequence[Fix]


def copied(fixes: Sequence[Fix], others: Sequence[Other], limits: Limits, *, paced: bool = True) -> Iterator[Flag]:
    """The flag of the other track that is most like this one, if any is the same walk.

    `paced` says that times were measured: where they were laid over the way evenly, keeping step proves nothing.
    """
    anchors = anchors_of(plane(fixes))
    found = [
        (other, match)
        for other in others
        if (match := _again(fixes, other.fixes) or _lies_in(anchors, plane(other.fixes, fixes[0]), limits, paced))
    ]
    if found:
        other, match = max(found, key=lambda each: (each[1].same_points, each[1].share))
        yield Flag(_code(other, match, limits), _evidence(other, match))


def _code(other: Other, match: Match, limits: Limits) -> str:
    if other.own:
        return "replayed"
    simultaneous = not match.reversed and abs(match.shift_s) <= limits.together_s
    return "together" if simultaneous and match.same_points < limits.points_share else "copied"


def _evidence(other: Other, match: Match) -> dict:
    return {
        "patrol": other.patrol,
        "on": other.on,
        "percent": round(100 * max(match.share, match.same_points)),
        "same_points_percent": round(100 * match.same_points),
        "matched_m": round(match.matched_m),
        "shift_s": round(match.shift_s),
        "hours": round(abs(match.shift_s) / 3600, 1),
        "reversed": match.reversed,
        "apart_m": round(match.apart_m, 1),
    }


def _again(fixes: Sequence[Fix], others: Sequence[Fix]) -> Match | None:
    """The match of a recording with itself under whatever time, of any length."""
    places = positions(fixes)
    if len(fixes) != len(others) or not tells_apart(places) or places != positions(others):
        return None
    shift_s = fixes[0].t - others[0].t
    return Match(1.0, length(plane(fixes)), 1.0, len(places), shift_s, reversed=False, apart_m=0.0)


def compare(a: Sequence[Fix], b: Sequence[Fix], limits: Limits, *, paced: bool = True) -> Match | None:
    """How track `a` lies in track `b`; None when they are two walks."""
    return _lies_in(anchors_of(plane(a)), plane(b, a[0]), limits, paced)


def _lies_in(anchors: list[Point], there: list[Point], limits: Limits, paced: bool) -> Match | None:
    ways = Way(there)
    if not _worth_it(anchors, ways):
        return None
    same = sum(ways.holds(point) for point in anchors)
    best = max((_in_step(anchors, ways, reverse, limits) for reverse in (False, True)), key=lambda each: each[0])
    matched, shift_s, reverse, apart_m = best
    spacing_m = max(STEP_M, length(anchors) / max(1, len(anchors) - 1))
    shorter = min(len(anchors), max(1, ways.length_m / spacing_m))
    match = Match(
        share=min(1.0, matched / shorter),
        matched_m=matched * spacing_m,
        same_points=same / len(anchors),
        points=same,
        # A mirror lies in the middle between the two: twice as far on is where the other one was.
        shift_s=anchors[0].t + anchors[-1].t - shift_s if reverse else shift_s,
        reversed=reverse,
        apart_m=apart_m,
    )
    return match if _is_one_walk(match, limits, paced) else None


def _is_one_walk(match: Match, limits: Limits, paced: bool) -> bool:
    if match.same_points >= limits.points_share and match.points >= limits.points_count:
        return True
    return paced and match.share >= limits.copy_share and match.matched_m >= limits.copy_m


def _worth_it(anchors: list[Point], way: Way) -> bool:
    """A glance at some places: two tracks that seldom come near each other are two walks."""
    some = anchors[:: max(1, len(anchors) // GLANCE)]
    near = sum(bool(way.near(place)) for place in some)
    return near * 6 >= len(some)


def _in_step(anchors: list[Point], way: Way, reverse: bool, limits: Limits) -> tuple[int, float, bool, float]:
    """At the shift that most places speak for: how many keep step, the shift, the direction, the median distance."""
    sign = -1.0 if reverse else 1.0
    shift_s = _shift(anchors, way, sign)
    away = [way.away_at(sign * (place.t - shift_s), place) for place in anchors]
    matched = [each for each in away if each <= limits.copy_apart_m]
    # Where none keeps step, the same positions alone can make it one walk, and these lie on each other.
    return len(matched), shift_s, reverse, median(matched) if matched else 0.0


def _shift(anchors: list[Point], way: Way, sign: float) -> float:
    """Seconds to set `way` later (or, backwards, to mirror it at) that most places agree on; some place is near it."""
    votes: Votes = defaultdict(dict)
    for number, place in enumerate(anchors):
        for away, point in way.near(place):
            offset = place.t - sign * point.t
            nearest = votes[floor(offset / BIN_S)]
            if number not in nearest or away < nearest[number][0]:
                nearest[number] = (away, offset)
    top = max(votes, key=lambda at: len(votes[at]) + len(votes.get(at + 1, ())))
    agreed = sorted([*votes[top].values(), *votes.get(top + 1, {}).values()])
    return median(offset for _, offset in agreed[: max(1, len(agreed) // 2)])

"""Whether a patrol counts as effective (有效巡查) under a dated rule, and if not, why not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Minimums:
    """What a rule asks of one patrol: moving seconds, metres walked, share covered of an own segment or plot.

    Where drones are not allowed, only those who were there themselves have patrolled. `inside_own`: seconds and metres
    are those inside the own segments or plots.
    """

    duration_s: float = 0.0
    distance_m: float = 0.0
    own_share: float = 0.0
    drones_allowed: bool = True
    inside_own: bool = False


@dataclass(frozen=True)
class Walked:
    """What a patrol was: moving seconds, metres, and the best share of an object that the officer answers for.

    `own_duration_s` and `own_distance_m` are those inside what they answer for; none where nobody measured them, and
    then all of the walk is taken for it.
    """

    duration_s: float
    distance_m: float
    own_share: float
    by_drone: bool = False
    own_duration_s: float | None = None
    own_distance_m: float | None = None

    def inside(self) -> "Walked":
        """The walk as far as it lies inside what the officer answers for."""
        duration = self.duration_s if self.own_duration_s is None else self.own_duration_s
        distance = self.distance_m if self.own_distance_m is None else self.own_distance_m
        return replace(self, duration_s=duration, distance_m=distance)


@dataclass(frozen=True)
class Judged:
    """What a patrol is under the rules: why it falls short (nothing when effective), and each own object's visit."""

    reasons: tuple[dict, ...]
    visits: tuple[bool, ...]

    @property
    def effective(self) -> bool:
        """Whether nothing is missing."""
        return not self.reasons


def judge(walked: Walked, own: Minimums, visits: Sequence[tuple[float, Minimums]], *, personal: bool) -> Judged:
    """Judge a patrol by the officer's own rule, and its visits, (share, the object's rule) each, by theirs.

    `personal` says that the own rule counts the officer's outings: then it alone makes a patrol effective. Otherwise
    so does doing for one of the objects what that object's rule asks.
    """
    reasons = shortfalls(replace(walked, own_share=max((share for share, _ in visits), default=0.0)), own)
    effective = tuple(not shortfalls(replace(walked, own_share=share), minimums) for share, minimums in visits)
    return Judged(() if any(effective) and not personal else tuple(reasons), effective)


def shortfalls(walked: Walked, minimums: Minimums) -> list[dict]:
    """The reasons why a patrol is not effective, each a message key with its parameters; none when it is."""
    reasons = []
    if walked.distance_m <= 0:
        reasons.append({"code": "no_movement"})
    if walked.by_drone and not minimums.drones_allowed:
        reasons.append({"code": "by_drone"})
    where = "_inside" if minimums.inside_own else ""
    walked = walked.inside() if minimums.inside_own else walked
    if walked.duration_s < minimums.duration_s:
        reasons.append(
            {
                "code": f"too_brief{where}",
                "minutes": round(walked.duration_s / 60, 1),
                "required": round(minimums.duration_s / 60, 1),
            }
        )
    if walked.distance_m < minimums.distance_m:
        reasons.append(
            {"code": f"too_short{where}", "metres": round(walked.distance_m), "required": round(minimums.distance_m)}
        )
    if walked.own_share < minimums.own_share:
        reasons.append(
            {
                "code": "not_on_own",
                "share": round(walked.own_share * 100),
                "required": round(minimums.own_share * 100),
            }
        )
    return reasons

"""Whether a patrol counts as effective (有效巡查) under a dated rule, and if not, why not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Minimums:
    """What a rule asks of one patrol: moving seconds, metres walked, share covered of an own segment or plot."""

    duration_s: float = 0.0
    distance_m: float = 0.0
    own_share: float = 0.0


@dataclass(frozen=True)
class Walked:
    """What a patrol was: moving seconds, metres, and the best share of an object that the officer answers for."""

    duration_s: float
    distance_m: float
    own_share: float


def shortfalls(walked: Walked, minimums: Minimums) -> list[dict]:
    """The reasons why a patrol is not effective, each a message key with its parameters; none when it is."""
    reasons = []
    if walked.distance_m <= 0:
        reasons.append({"code": "no_movement"})
    if walked.duration_s < minimums.duration_s:
        reasons.append(
            {
                "code": "too_brief",
                "minutes": round(walked.duration_s / 60, 1),
                "required": round(minimums.duration_s / 60, 1),
            }
        )
    if walked.distance_m < minimums.distance_m:
        reasons.append(
            {"code": "too_short", "metres": round(walked.distance_m), "required": round(minimums.distance_m)}
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

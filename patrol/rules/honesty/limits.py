"""From where on something is worth a supervisor's look: defaults, which dated data (`HonestyRule`) may change."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Limits:
    """Every threshold of the checks. No published rule names figures for them: each is a choice, with its ground.

    jump_m, jump_mps      a jump no train makes (180 km/h), longer than any receiver's error
    driven_m, driven_share  below 200 m it may be a ferry or a lift home; over half of the way it is the patrol itself
    outlasts_s, outlasts_share  half an hour, and half of the time, without a track
    regular_fixes, regular_spread, regular_bend_m  receivers scatter metres; 0.3 m between steps is a drawn line
    server_skew_s, gps_skew_s  phones keep seconds; five minutes are a clock set by hand
    late_days             a week without signal is the longest that patrollers report
    overlap_s             a minute, for phones that start one recording before they end the other
    photo_far_m, photo_late_s  as far as a zoom reaches; an hour around the patrol
    exif_far_m            DESIGN section 5: EXIF disagreement over 200 m
    exif_late_s           a day: phones write local time without a zone
    spot_photos, spot_m, spot_walk_m  four pictures within a receiver's error on a walk of a kilometre
    alike_bits            of 256; re-encoded copies measure under 6, two views of one place over 40
    copy_share, copy_apart_m, copy_m  three quarters in step within 10 m, half a kilometre or more: two walks of one way
                          drift apart by tens of metres in minutes (of 4,680 honest pairs at most 0.47 keep step)
    points_share, points_count  the very positions again: honest walks share 3 in 100 at most
    together_s            both phones' clocks and starts within two minutes
    """

    jump_m: float = 500.0
    jump_mps: float = 50.0
    driven_m: float = 200.0
    driven_share: float = 0.5
    outlasts_s: float = 1800.0
    outlasts_share: float = 0.5
    regular_fixes: float = 30.0
    regular_spread: float = 0.05
    regular_bend_m: float = 0.3
    server_skew_s: float = 300.0
    gps_skew_s: float = 300.0
    late_days: float = 7.0
    overlap_s: float = 60.0
    photo_far_m: float = 500.0
    photo_late_s: float = 3600.0
    exif_far_m: float = 200.0
    exif_late_s: float = 24 * 3600.0
    spot_photos: float = 4.0
    spot_m: float = 15.0
    spot_walk_m: float = 1000.0
    alike_bits: float = 10.0
    copy_share: float = 0.75
    copy_apart_m: float = 10.0
    copy_m: float = 500.0
    points_share: float = 0.5
    points_count: float = 15.0
    together_s: float = 120.0


NAMES = tuple(field.name for field in fields(Limits))


def changed(limits: Limits, values: Mapping[str, float]) -> Limits:
    """The same limits with some of them as dated data has them; names that are no limit are left out."""
    return replace(limits, **{name: float(value) for name, value in values.items() if name in NAMES})

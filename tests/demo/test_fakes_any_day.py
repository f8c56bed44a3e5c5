"""Whatever the day and the hour at which the demonstration is loaded, each of its fakes shows what it is."""

from datetime import datetime, timedelta

import pytest

from patrol.config import Settings
from patrol.demo import fakes, leaves, outings
from patrol.demo.county import SEED
from patrol.rules.encoding import fixes_of
from patrol.rules.honesty import clocks, copies, fingerprint, movement
from patrol.rules.honesty.limits import Limits
from patrol.rules.track import Limits as TrackLimits
from patrol.rules.track import clean

LIMITS = Limits()
TRACK = Settings().track
CLEAN = TrackLimits(TRACK.max_accuracy_m, TRACK.max_speed_mps, TRACK.gap_s, TRACK.stay_s, TRACK.stay_radius_m)
SHARED = 3  # numbers by which a track is found again
SHOWN = ("replayed", "replayed", "replayed", "replayed", "copied", "together", "overlapping", "jumped", "too_regular")
SHOWN += ("late", "outlasts_track", "clock_gps")
MOMENTS = (
    "2026-07-16T09:30+00:00",  # a very long walk is made to outlast its track
    "2026-09-20T15:30+00:00",  # they stood in the middle of the walk that is cut
    "2026-12-07T09:30+00:00",  # the walk that is made to jump leads westward
    "2026-12-31T16:01+00:00",  # the first minute of a year in Shanghai
    "2027-03-01T00:30+00:00",
    "2028-02-29T18:00+00:00",
)


def trace(body: dict):
    fixes = fixes_of(body["track"], TRACK.max_points)
    cleaned = clean(fixes, CLEAN)
    return fixes, cleaned, fingerprint.trace(fixes, cleaned.pieces)


def shown(fake: fakes.Fake, outing: outings.Outing, walk: dict) -> set[str]:
    """What a fake is flagged for beside the walk that it was made of; photos are left out."""
    fixes, cleaned, of_fake = trace(fake.body)
    original, _, of_walk = trace(walk)
    begun, ended = fake.body["started_at"].timestamp(), fake.body["ended_at"].timestamp()
    own = outing.username == fake.username
    found = len({*fingerprint.sought(of_fake)} & {*fingerprint.kept(of_walk)}) >= SHARED
    other = [copies.Other("walk", own, "2026-01-01", original)] if found else []
    same_time = [clocks.Outing("walk", original[0].t, original[-1].t)] if own else []
    flags = [
        *copies.copied(fixes, other, LIMITS),
        *clocks.overlapping(fixes, same_time, LIMITS),
        *clocks.late(ended, ended + fake.after.total_seconds(), LIMITS),
        *clocks.clock_gps(begun, ended, fixes, LIMITS),
        *movement.jumped(fixes, TRACK.max_accuracy_m, LIMITS),
        *movement.too_regular(fixes, cleaned.driven_m, LIMITS),
        *movement.outlasts_track(ended - begun, fixes, LIMITS),
    ]
    return {flag.code for flag in flags}


@pytest.mark.parametrize("moment", MOMENTS)
def test_each_fake_shows_what_it_is_and_no_other_is_a_copy(county, moment):
    now = datetime.fromisoformat(moment)
    planned = leaves.stood_in(outings.plan(county, now, SEED), leaves.leaves(county, (now + outings.LOCAL).date()))
    made = list(fakes.fakes(county, planned, now))
    assert len(made) == len(fakes.SORTS)
    assert max(fake.body["ended_at"] + fake.after for fake in made) < now - timedelta(minutes=1)
    found = [shown(fake, *walk) for fake, walk in zip(made, fakes.walked(county, planned, now), strict=False)]
    for code, codes in zip(SHOWN, found, strict=False):
        assert code in codes
    copied = {"replayed", "copied", "together"}
    assert [bool(codes & copied) for codes in found] == [True] * 6 + [False] * (len(made) - 6)

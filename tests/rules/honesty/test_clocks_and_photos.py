"""Times that do not agree, and photos that prove nothing."""

import random

from hypothesis import given
from hypothesis import strategies as st

from patrol.rules.honesty.clocks import Outing, clock_gps, clock_skew, late, overlapping
from patrol.rules.honesty.likeness import bits_apart, bits_of, parts_of
from patrol.rules.honesty.limits import Limits
from patrol.rules.honesty.photos import Seen, Shot, alike, exif, photo_far, photo_time, photos_one_spot, reused
from tests.rules.honesty.walks import START, walk

LIMITS = Limits()
TRACK = walk(1)
BEGINS, ENDS = TRACK[0].t, TRACK[-1].t
HERE = (TRACK[40].lon, TRACK[40].lat)


def test_a_clock_five_minutes_ahead_of_the_server_or_off_the_satellites_is_told():
    assert not [*clock_skew(ENDS, ENDS - 299, LIMITS), *clock_gps(BEGINS, ENDS, TRACK, LIMITS)]
    assert [flag.evidence for flag in clock_skew(ENDS, ENDS - 900, LIMITS)] == [{"seconds": 900}]
    assert [flag.evidence for flag in clock_gps(BEGINS + 1200, ENDS + 1200, TRACK, LIMITS)] == [{"seconds": 1200}]
    assert [flag.evidence for flag in clock_gps(BEGINS - 1200, ENDS - 1200, TRACK, LIMITS)] == [{"seconds": 1200}]


def test_a_patrol_handed_in_after_more_than_a_week_is_late():
    assert not [*late(ENDS, ENDS + 7 * 86_400, LIMITS)]
    assert [flag.evidence for flag in late(ENDS, ENDS + 9.5 * 86_400, LIMITS)] == [{"days": 9, "allowed": 7}]


def test_two_patrols_of_one_officer_at_once_are_told_one_by_one():
    others = [Outing("before", BEGINS - 900, BEGINS + 30), Outing("within", BEGINS + 300, BEGINS + 600)]
    (flag,) = overlapping(TRACK, others, LIMITS)
    assert flag.evidence == {"patrol": "within", "minutes": 5.0}


def test_a_photo_far_off_or_at_another_time_is_told_and_one_without_a_place_is_not_blamed_for_it():
    far = Shot("f", BEGINS, (HERE[0], HERE[1] + 0.02))
    near, nowhere, yesterday = Shot("n", BEGINS, HERE), Shot("w", ENDS, None), Shot("y", BEGINS - 86_400, HERE)
    (flag,) = photo_far([near, far, nowhere, yesterday], TRACK, LIMITS)
    assert flag.evidence["sha256"] == "f"
    (flag,) = photo_time([near, far, nowhere, yesterday], TRACK, LIMITS)
    assert flag.evidence == {"sha256": "y", "hours": 24.0}


def test_four_photos_at_one_spot_of_a_long_walk_are_told():
    shots = [Shot(str(k), START, (HERE[0] + k * 1e-5, HERE[1])) for k in range(4)]
    (flag,) = photos_one_spot(shots, 3000, LIMITS)
    assert flag.evidence == {"photos": 4, "metres": 3}
    assert not [*photos_one_spot(shots[:3], 3000, LIMITS), *photos_one_spot(shots, 400, LIMITS)]
    along = [Shot(str(k), START, (TRACK[k * 50].lon, TRACK[k * 50].lat)) for k in range(4)]
    assert not [*photos_one_spot(along, 3000, LIMITS)]


def test_exif_that_disagrees_is_told_and_exif_that_says_nothing_is_not():
    assert [flag.code for flag in exif("s", 201, -90_000, LIMITS)] == ["photo_exif_far", "photo_exif_time"]
    assert not [*exif("s", None, None, LIMITS), *exif("s", 199, 80_000, LIMITS)]


def test_the_same_file_and_the_same_picture_name_the_other_patrol():
    (flag,) = reused([Seen("s", "p", "s", "2026-05-01")])
    assert flag.evidence == {"sha256": "s", "patrol": "p", "on": "2026-05-01"}
    (flag,) = alike([Seen("s", "p", "o", "2026-05-01", 4), Seen("s", "q", "x", "2026-05-01", 60)], LIMITS)
    assert (flag.evidence["other"], flag.evidence["bits"]) == ("o", 4)


def greys(seed: int) -> list[int]:
    luck = random.Random(seed)
    return [luck.randrange(256) for _ in range(16 * 17)]


@given(st.integers(0, 10_000), st.integers(-20, 20))
def test_brightness_leaves_a_pictures_likeness_and_another_picture_is_far(seed, brighter):
    first = greys(seed)
    lighter = bits_of([min(max(g // 2 + 60 + brighter, 0), 255) for g in first])
    assert bits_apart(bits_of(first), lighter) <= 8
    assert bits_apart(bits_of(first), bits_of(greys(seed + 1))) > 70


def test_a_picture_is_found_by_parts_and_an_empty_sky_has_none():
    assert len(parts_of(bits_of(greys(1)))) == 8
    assert parts_of(bits_of([7] * 272)) == []

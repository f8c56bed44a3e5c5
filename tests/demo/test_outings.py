"""A year of outings, recorded as phones record them."""

import json
from collections import Counter, defaultdict
from datetime import timedelta

import numpy as np
import pytest
import shapely

from patrol.api.schemas.patrols import PatrolIn
from patrol.demo import leaves, outings, sightings, walks
from patrol.demo.county import SEED
from patrol.demo.frame import metres
from patrol.queries.categories import in_force
from tests.demo.conftest import NOW


@pytest.fixture(scope="module")
def ways(county):
    """Segments and plots by code."""
    return {thing.code: thing for thing in (*county.segments, *county.plots)}


def recorded(outing, ways):
    """What a phone recorded on an outing."""
    return walks.record(outing, [ways[code] for code in outing.codes])


def places(body):
    """Where a recorded track was, in metres of the county's plane."""
    track = body["track"]
    return metres(np.cumsum(np.column_stack([track["lon"], track["lat"]]), axis=0) / 1e6)


def test_3000_to_4000_outings_lie_in_the_last_year_and_none_in_the_future(planned):
    assert 2_800 <= len(planned) <= 4_000
    assert min(outing.started_at for outing in planned) > NOW - timedelta(days=366)
    assert max(outing.started_at for outing in planned) < NOW
    assert len({outing.id for outing in planned}) == len(planned)


def test_the_last_two_months_are_denser_than_the_ten_before(planned):
    months = Counter((outing.started_at + outings.LOCAL).strftime("%Y-%m") for outing in planned)
    dense = [months.pop("2026-05"), months.pop("2026-04")]
    assert min(dense) > 3 * max(months.values())


def test_the_same_seed_and_moment_plan_the_same_year(county, planned):
    assert outings.plan(county, NOW, SEED) == planned


def test_people_go_only_where_they_answer_for(county, planned):
    held = defaultdict(set)
    for duty in county.duties:
        held[duty.username].add(duty.code)
    assert all(set(outing.codes) <= held[outing.username] for outing in planned)


def test_some_segments_are_hardly_ever_visited_and_some_townships_do_better_than_others(county, planned):
    recent = Counter(
        code for o in planned if o.kind == "river" and o.started_at > NOW - timedelta(days=45) for code in o.codes
    )
    assert 15 < sum(segment.code not in recent for segment in county.segments) < 90
    visits = defaultdict(list)
    for segment in county.segments:
        visits[segment.division_code[:9]].append(recent[segment.code])
    means = sorted(np.mean(counts) for counts in visits.values())
    assert means[-1] > 2 * means[0]


def test_a_recorded_outing_is_what_the_api_takes(planned, ways):
    for outing in planned[::150]:
        body = sightings.add(outing, recorded(outing, ways)).body
        wire = json.loads(json.dumps(body, default=lambda value: getattr(value, "isoformat", value.__str__)()))
        assert PatrolIn().load(wire) == body


def test_fixes_come_every_ten_to_twenty_seconds_but_for_gaps(planned, ways):
    steps = np.concatenate([recorded(outing, ways)["track"]["dt"][1:] for outing in planned[::40]])
    assert np.percentile(steps, [5, 95]).tolist() == pytest.approx([14, 16], abs=4)
    assert steps.min() > 5
    assert steps.max() > 120


def test_river_tracks_follow_their_segments(planned, ways):
    shares = []
    for outing in [o for o in planned if o.kind == "river" and o.manner == "walk"][::25]:
        lines = shapely.multilinestrings([shapely.linestrings(ways[code].path) for code in outing.codes])
        shares.append(np.mean(shapely.distance(shapely.points(places(recorded(outing, ways))), lines) < 50))
    assert np.mean(shares) > 0.95


def test_forest_tracks_lead_through_their_plots(planned, ways):
    for outing in [o for o in planned if o.kind == "forest" and o.manner == "walk"][::40]:
        track = shapely.linestrings(places(recorded(outing, ways)))
        crossed = [shapely.intersects(ways[code].outline, track) for code in outing.codes]
        assert np.mean(crossed) > 0.85


def test_what_is_seen_is_in_the_fields_catalogue(planned, ways, session):
    known = {(category.kind, category.code) for category in in_force(session, "361099000000", NOW.date())}
    for outing in planned[::25]:
        for observation in sightings.add(outing, recorded(outing, ways)).body["observations"]:
            assert (outing.kind, observation["category"]) in known


def test_nobody_is_in_two_places_at_once_when_substitutes_stand_in(county, planned):
    away = leaves.leaves(county, NOW.date())
    walked = leaves.stood_in(planned, away)
    days = defaultdict(list)
    for outing in walked:
        days[outing.username].append(outing.started_at)
    starts = [at for of_one in days.values() for at in zip(sorted(of_one), sorted(of_one)[1:], strict=False)]
    assert min(after - before for before, after in starts) >= leaves.APART
    owner = {outing.id: outing.username for outing in planned}
    assert any(owner[outing.id] != outing.username for outing in walked)

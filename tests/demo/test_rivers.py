"""The rivers are one tree of water that runs to the county's outlet."""

import numpy as np
import shapely


def test_there_are_about_300_segments_of_about_1500_km_in_all(county):
    length_m = sum(shapely.length(shapely.linestrings(segment.path)) for segment in county.segments)
    assert 270 <= len(county.segments) <= 330
    assert 1_350_000 < length_m < 1_650_000


def test_the_water_of_every_segment_reaches_the_one_outlet(county):
    into = {segment.code: segment.into for segment in county.segments}
    outlets = [code for code, below in into.items() if below is None]
    assert len(outlets) == 1
    for code in into:
        passed = set()
        while into[code] is not None:
            assert code not in passed
            passed.add(code)
            code = into[code]
        assert code == outlets[0]


def test_every_segment_ends_on_a_vertex_of_the_one_it_flows_into(county):
    lines = {segment.code: shapely.get_coordinates(segment.line) for segment in county.segments}
    for segment in county.segments:
        if segment.into:
            assert (lines[segment.into] == lines[segment.code][-1]).all(axis=1).any()


def test_no_river_crosses_another_or_itself(rivers):
    lines = np.array(list(rivers.values()))
    one, other = shapely.STRtree(lines).query(lines, predicate="crosses")
    assert not (one != other).any()
    assert shapely.is_simple(lines).all()


def test_vertices_lie_some_tens_of_metres_apart(county):
    steps = np.concatenate([np.hypot(*np.diff(segment.path, axis=0).T) for segment in county.segments])
    low, high = np.percentile(steps, [1, 99])
    assert 20 < low < high < 60
    assert steps.max() < 110


def test_order_grows_downstream_to_a_trunk_of_the_fifth(county):
    order = {segment.code: segment.order for segment in county.segments}
    assert all(order[s.into] >= s.order for s in county.segments if s.into)
    assert max(order.values()) >= 5


def test_every_segment_carries_the_village_that_it_mostly_runs_through(county):
    outline = {village.code: village.outline for village in county.villages}
    inside = [
        shapely.intersection(shapely.linestrings(s.path), outline[s.division_code]).length
        / shapely.length(shapely.linestrings(s.path))
        for s in county.segments
    ]
    assert np.median(inside) > 0.8
    assert min(inside) > 0.15


def test_codes_and_names_of_segments_are_used_once(county):
    assert len({segment.code for segment in county.segments}) == len(county.segments)
    assert len({segment.name for segment in county.segments}) == len(county.segments)
    assert all(segment.name.startswith(f"{segment.river}·") for segment in county.segments)

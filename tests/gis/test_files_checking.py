import numpy as np
import pytest
import shapely

from gis.files import check

SQUARE = shapely.box(116.4, 27.5, 116.401, 27.501)
BOWTIE = shapely.Polygon([(116.4, 27.5), (116.401, 27.501), (116.401, 27.5), (116.4, 27.501)])
LINE = shapely.LineString([(116.4, 27.5), (116.41, 27.51)])


def checked(*shapes, family="polygon"):
    return check(np.array(shapes, dtype=object), family)


def only_reason(*shapes, family="polygon"):
    (note,) = checked(*shapes, family=family).refused.values()
    return note


def test_sound_shapes_pass_and_become_multi():
    result = checked(SQUARE, shapely.MultiPolygon([SQUARE]))
    assert not result.refused
    assert [shape.geom_type for shape in result.geometries] == ["MultiPolygon"] * 2


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 999.0])
def test_a_coordinate_that_is_no_place_refuses_its_feature_only(value):
    bad = shapely.Polygon([(116.4, 27.5), (value, 27.5), (116.4, 27.51)])
    result = checked(SQUARE, bad, SQUARE)
    assert [(i, note.key) for i, note in result.refused.items()] == [(1, "geometry_coordinates")]
    assert result.geometries[1] is None
    assert result.geometries[2] is not None


@pytest.mark.parametrize(
    ("shape", "family", "key"),
    [
        (None, "polygon", "geometry_none"),
        (shapely.Polygon(), "polygon", "geometry_none"),
        (LINE, "polygon", "geometry_type"),
        (SQUARE, "line", "geometry_type"),
        (shapely.Point(116.4, 27.5), "line", "geometry_type"),
        (shapely.box(116.4, 27.5, 116.400001, 27.500001), "polygon", "geometry_too_small"),
        (shapely.LineString([(116.4, 27.5), (116.4000001, 27.5)]), "line", "geometry_too_short"),
    ],
)
def test_what_cannot_be_a_segment_or_a_plot_is_refused_with_its_reason(shape, family, key):
    note = only_reason(shape, family=family)
    assert note.key == key
    assert note.text("zh-CN")
    assert note.text("en")


def test_a_wrong_shape_is_named_in_words():
    assert only_reason(SQUARE, family="line").text("zh-CN") == "图形是面，这里要线"


def test_a_bowtie_is_refused_with_its_place_and_the_repaired_shape_is_offered():
    result = checked(BOWTIE)
    note = result.refused[0]
    assert note.key == "geometry_repair_refused"
    assert "自相交" in note.text()
    assert (note.params["lon"], note.params["lat"]) == pytest.approx((116.4005, 27.5005))
    assert result.offered[0].is_valid


def test_a_small_knot_is_repaired_and_that_is_said():
    knot = shapely.Polygon(
        [(116.4, 27.5), (116.401, 27.5), (116.401, 27.501), (116.4, 27.501), (116.40001, 27.50101), (116.4, 27.50101)]
    )
    assert not knot.is_valid
    result = checked(knot)
    assert not result.refused
    assert result.repaired[0].key == "geometry_repaired"
    assert result.repaired[0].params["change"] < 0.01
    assert result.geometries[0].is_valid


def test_a_river_that_crosses_itself_is_no_fault():
    loop = shapely.LineString([(116.4, 27.5), (116.41, 27.51), (116.41, 27.5), (116.4, 27.51)])
    assert not checked(loop, family="line").refused

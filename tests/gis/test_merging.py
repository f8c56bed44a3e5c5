"""Areas drawn together far out: on a grid, by what they have in common, with their sums."""

import pytest
from sqlalchemy import func, literal, select

from gis.layers import Layer, Merging, Property
from gis.quads import CGCS2000_QUAD, WEB_MERCATOR_QUAD, Tile
from gis.tiles import mvt
from gis.wanted import Wanted, rows
from tests.gis import mvt as reader
from tests.gis.test_tiles import tile_at
from tests.gis.valley import FIELD_PROPERTIES, field, fields

MIDDLE = 116.12, 27.05
SIDE = 32


def by_owner(columns):
    return {"owner": func.coalesce(columns.owner, "")}


def layer(alike=by_owner, select_rows=fields) -> Layer:
    merging = Merging(below=11, alike=alike, weight="area_mu", means=("area_mu_mean",))
    properties = {**FIELD_PROPERTIES, "area_mu_mean": Property("number", "均值", "Mean", None)}

    def with_mean(viewer, interval):
        found = select_rows(viewer, interval)
        return found.add_columns(field.c.area_mu.label("area_mu_mean"))

    return Layer("fields", "", "", "", "", "Polygon", properties, with_mean, merging=merging)


def drawn(engine, merging_layer: Layer, tile: Tile) -> list:
    with engine.connect() as connection:
        found = mvt(connection, merging_layer, rows(merging_layer, "all", Wanted()), tile)
    return reader.read(found)["fields"].features if found else []


def web_tile(z: int) -> Tile:
    return Tile(z, *tile_at(*MIDDLE, z))


def cells(feature) -> set:
    """The cells that a feature's rectangles cover; each once."""
    found = []
    for ring in feature.parts:
        (x0, y0), (x1, y1) = map(min, zip(*ring, strict=True)), map(max, zip(*ring, strict=True))
        assert all(value % SIDE == 0 for value in (x0, y0, x1, y1))
        found += [(x, y) for x in range(x0 // SIDE, x1 // SIDE) for y in range(y0 // SIDE, y1 // SIDE)]
    assert len(found) == len(set(found))
    return set(found)


def area(ring) -> float:
    """Twice the area of a ring by the surveyor's formula, positive for an outer ring of the format."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True))


def test_areas_are_drawn_together_by_what_they_have_in_common_with_their_sums(valley_engine):
    tile = web_tile(8)
    found = {each.properties["owner"]: each for each in drawn(valley_engine, layer(), tile)}
    around = func.ST_MakeEnvelope(*tile.bounds(64 * tile.side / 4096), 3857)
    sums = func.count(), func.sum(field.c.area_mu), func.sum(field.c.area_mu * field.c.area_mu)
    asked = select(field.c.owner, *sums).where(field.c.geom_3857.op("&&")(around)).group_by(field.c.owner)
    with valley_engine.connect() as connection:
        told = connection.execute(asked).all()
    expected = {owner: (count, float(total), float(squares / total)) for owner, count, total, squares in told}
    assert sum(count for count, _total, _mean in expected.values()) > 100
    for owner, feature in found.items():
        count, total, mean = expected[owner]
        assert feature.properties["merged"] == count
        assert feature.properties["area_mu"] == pytest.approx(total)
        assert feature.properties["area_mu_mean"] == pytest.approx(mean)
    assert found


def test_no_cell_is_drawn_twice_and_each_lies_where_the_areas_are(valley_engine):
    tile = web_tile(10)
    found = drawn(valley_engine, layer(), tile)
    together = [cell for each in found for cell in cells(each)]
    assert len(together) == len(set(together)) > 50
    unit = tile.side / 4096 * SIDE
    left, _bottom, _right, top = tile.bounds()
    box = select(func.ST_Extent(field.c.geom_3857).label("box")).subquery()
    with valley_engine.connect() as connection:
        corners = connection.execute(
            select(*(corner(box.c.box) for corner in (func.ST_XMin, func.ST_XMax, func.ST_YMin, func.ST_YMax)))
        ).one()
    x_first, x_last = ((value - left) // unit for value in corners[:2])
    y_last, y_first = ((top - value) // unit for value in corners[2:])
    assert all(x_first <= x <= x_last and y_first <= y <= y_last for x, y in together)


def test_outer_rings_turn_as_the_format_wants(valley_engine):
    for feature in drawn(valley_engine, layer(), web_tile(9)):
        assert all(area(ring) > 0 for ring in feature.parts)


def test_a_large_area_fills_the_cells_whose_middle_it_covers(valley_engine):
    def whole(_viewer, _interval):
        stored = func.ST_MakeEnvelope(116.0, 27.0, 116.25, 27.1, 4490)
        columns = [literal(1).label("key"), literal("T").label("id"), field.c.code, field.c.owner, field.c.area_mu]
        made = func.ST_Transform(stored, 3857)
        return select(*columns, stored.label("geom"), made.label("geom_3857")).where(field.c.id == 1)

    tile = web_tile(10)
    (only,) = drawn(valley_engine, layer(select_rows=whole), tile)
    unit = tile.side / 4096 * SIDE
    with valley_engine.connect() as connection:
        stored = func.ST_Transform(func.ST_MakeEnvelope(116.0, 27.0, 116.25, 27.1, 4490), 3857)
        square = func.ST_MakeEnvelope(*tile.bounds(), 3857)
        area_m2 = connection.scalar(select(func.ST_Area(func.ST_Intersection(stored, square))))
    inside = {(x, y) for x, y in cells(only) if 0 <= x < 128 and 0 <= y < 128}
    assert len(inside) * unit**2 == pytest.approx(area_m2, rel=0.1)
    assert only.properties["merged"] == 1


def test_at_the_level_named_areas_are_drawn_one_by_one(valley_engine):
    ids = [each.id for each in drawn(valley_engine, layer(), web_tile(11))]
    assert len(ids) == len(set(ids)) > 100
    assert {each.id for each in drawn(valley_engine, layer(), web_tile(10))} == {None}


def test_tiles_in_degrees_are_merged_too(valley_engine):
    z = 9
    tile = Tile(z, int((MIDDLE[0] + 180) / 180 * 2**z), int((90 - MIDDLE[1]) / 180 * 2**z), CGCS2000_QUAD)
    assert {each.properties["owner"] for each in drawn(valley_engine, layer(), tile)} == set("abcde")
    assert WEB_MERCATOR_QUAD.ahead < CGCS2000_QUAD.ahead


def test_nothing_there_is_nothing(valley_engine):
    assert drawn(valley_engine, layer(), Tile(8, 0, 0)) == []

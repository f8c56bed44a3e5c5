"""Figures are looked up for the features shown, and are the same as if they were looked up for all."""

from dataclasses import replace

import pytest
from sqlalchemy import case, null

from gis.areas import Area
from gis.beside import beside
from gis.by_id import feature
from gis.features import View, page
from gis.publisher import Publisher
from gis.quads import Tile
from gis.questions import Question
from gis.sorting import Start, terms
from gis.tiles import mvt
from gis.wanted import Wanted, rows
from tests.gis import mvt as reader
from tests.gis import valley
from tests.gis.test_tiles import tile_at
from tests.gis.valley import field

PLAIN = valley.LAYERS["fields"]
AREA = replace(valley.FIELD_PROPERTIES["area_mu"], tile_zoom=12)
PROPERTIES = {**valley.FIELD_PROPERTIES, "area_mu": AREA}


def figured(viewer, interval, among=None):
    """The fields, whose area is known of those ``among`` alone."""
    found = valley.fields(viewer, interval)
    area = field.c.area_mu if among is None else case((field.c.id.in_(among), field.c.area_mu), else_=null())
    columns = {name: area.label(name) if name == "area_mu" else each for name, each in found.selected_columns.items()}
    return found.with_only_columns(*columns.values(), maintain_column_froms=True)


def bare(viewer, _interval):
    """The fields without their area; which are seen by somebody called ``few`` hangs on it."""
    found = valley.fields(viewer, None)
    own = [each for name, each in found.selected_columns.items() if name != "area_mu"]
    return None if viewer == "few" else found.with_only_columns(*own, maintain_column_froms=True)


WHOLE = replace(PLAIN, properties=PROPERTIES, select=figured)
APART = replace(WHOLE, bare=bare)
MIDDLE = (116.12, 27.05)


@pytest.fixture
def publisher(valley_engine):
    return Publisher({}, valley_engine.connect, lambda: "all", valley.ZONE, ("山谷", "The valley"), "1")


def large(found):
    return found.selected_columns.area_mu > 200


WANTED = {
    "all": Wanted(),
    "equal": Wanted(equal={"owner": "a"}),
    "equal figure": Wanted(equal={"area_mu": 15}),
    "filter": Wanted(filters={"whose": "b"}),
    "condition": Wanted(where=lambda found: found.selected_columns.owner == "c", names=frozenset({"owner"})),
    "condition on a figure": Wanted(where=large, names=frozenset({"area_mu"})),
}
SHOWN = {
    "first": {"limit": 3},
    "further": {"limit": 300, "begins": Start(3, 40)},
    "sorted": {"limit": 4, "sort": terms("-owner", PROPERTIES)},
    "sorted further": {"limit": 4, "sort": terms("owner", PROPERTIES), "begins": Start(3, 40, ("a",))},
    "sorted by a figure": {"limit": 4, "sort": terms("-area_mu,owner", PROPERTIES)},
    "without figures": {"limit": 4, "properties": {"code": PROPERTIES["code"]}},
}


@pytest.mark.parametrize("shown", SHOWN.values(), ids=SHOWN)
@pytest.mark.parametrize("wanted", WANTED.values(), ids=WANTED)
def test_a_page_is_the_same_as_with_all_figures(publisher, wanted, shown):
    view = View(**{"properties": PROPERTIES} | shown)
    for viewer in ("all", "d", "few"):
        for area in (None, Area(116.0, 27.0, 116.12, 27.05)):
            asked = Question(APART, viewer, wanted, view, area)
            with publisher.connection() as connection:
                assert asked.page(publisher) == page(connection, WHOLE, asked.rows(), view)


@pytest.mark.parametrize("wanted", WANTED.values(), ids=WANTED)
def test_tiles_and_single_features_are_the_same_too(publisher, wanted):
    found, apart = rows(WHOLE, "all", wanted), beside(APART, "all", wanted)
    with publisher.connection() as connection:
        for z in (9, 11, 14):
            tile = Tile(z, *tile_at(*MIDDLE, z))
            one, other = (reader.read(mvt(connection, WHOLE, found, tile, each)) for each in (None, apart))
            assert by_id(one) == by_id(other)
        for feature_id in ("T-001", "T-010", "T-250", "none"):
            one, other = (
                feature(connection, WHOLE, found, View(PROPERTIES), feature_id, each) for each in (None, apart)
            )
            assert one == other


def by_id(tile) -> dict:
    return {name: sorted(map(repr, layer.features)) for name, layer in tile.items()}


def test_figures_that_tell_which_rows_there_are_stay_with_them():
    assert beside(WHOLE, "all", Wanted()) is None
    assert beside(APART, "few", Wanted()) is None
    assert [name for name, each in WANTED.items() if not beside(APART, "all", each)] == [
        "equal figure",
        "condition on a figure",
    ]

"""A page of a box comes by a statement that was finished for another box, and is the same."""

import pytest

from gis.areas import Area
from gis.features import View, page
from gis.finished import FinishedStatements
from gis.publisher import Publisher
from gis.questions import Question
from gis.sorting import Start, terms
from gis.wanted import Wanted
from tests.gis import valley

BOXES = [Area(116.0, 27.0, 116.05, 27.05), Area(116.1, 27.02, 116.15, 27.09), Area(117.0, 27.0, 117.1, 27.1)]


@pytest.fixture
def publisher(valley_engine):
    """It has no Flask around it."""
    return Publisher(valley.LAYERS, valley_engine.connect, lambda: "all", valley.ZONE, ("山谷", "The valley"), "1")


def question(area, wanted=None, **shown) -> Question:
    layer = valley.LAYERS["fields"]
    return Question(layer, "all", wanted or Wanted(), View(layer.properties, **shown), area)


@pytest.mark.parametrize(
    "shown",
    [
        {"limit": 3},
        {"limit": 1000},
        {"limit": 3, "begins": Start(3, 40)},
        {"limit": 4, "sort": terms("-area_mu", valley.FIELD_PROPERTIES)},
        {"limit": 4, "sort": terms("owner", valley.FIELD_PROPERTIES), "begins": Start(3, 40, ("a",))},
    ],
    ids=["first", "all", "further", "sorted", "sorted further"],
)
def test_a_page_is_the_one_that_a_statement_of_its_own_would_give(publisher, shown):
    for each in [question(area, **shown) for area in (*BOXES, None, Area(179.0, 26.0, 116.2, 28.0))]:
        with publisher.connection() as connection:
            assert each.page(publisher) == page(connection, each.layer, each.rows(), each.view)


def test_boxes_share_a_statement_and_what_is_wanted_else_does_not(publisher):
    made = []
    keep = publisher.statements.get
    publisher.statements.get = lambda key, make: keep(key, lambda: made.append(key) or make())
    for area in BOXES:
        question(area).page(publisher)
        question(area, Wanted(equal={"owner": "a"})).page(publisher)
        question(area, Wanted(filters={"whose": "b"}), limit=1).page(publisher)
    assert len(made) == len(set(made)) == 3


def test_the_statements_not_asked_for_the_longest_give_way():
    kept = FinishedStatements(2)
    first = kept.get("a", lambda: "1")
    kept.get("b", lambda: "2")
    assert kept.get("a", lambda: "3") is first
    kept.get("c", lambda: "4")
    assert kept.get("a", lambda: "5") is first
    assert kept.get("b", lambda: "6") == "6"

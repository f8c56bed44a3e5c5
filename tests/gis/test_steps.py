"""Pages and tiles in two steps are those of one statement, however many rows there are and whatever happens between."""

import json
from dataclasses import replace

import pytest

from gis import steps
from gis.areas import Area
from gis.beside import beside
from gis.features import View, page
from gis.finished import Finished
from gis.publisher import Publisher
from gis.quads import Tile
from gis.questions import Question
from gis.steps import OneStep, TwoSteps
from gis.tiles import mvt, mvt_statement, place
from gis.wanted import Wanted, rows
from tests.gis import mvt as reader
from tests.gis import valley
from tests.gis.test_beside import APART, MIDDLE, PROPERTIES, WHOLE
from tests.gis.test_tiles import tile_at

AREA = Area(116.0, 27.0, 116.12, 27.05)


@pytest.fixture
def publisher(valley_engine):
    return Publisher({}, valley_engine.connect, lambda: "all", valley.ZONE, ("山谷", "The valley"), "1")


@pytest.fixture
def told(monkeypatch):
    """How many keys each second step was asked for."""
    asked, ask = [], Finished.ask

    def listening(finished, connection, **given):
        if isinstance(given.get("keys"), str):
            asked.append(len(json.loads(given["keys"])))
        return ask(finished, connection, **given)

    monkeypatch.setattr(Finished, "ask", listening)
    return asked


def question(limit: int, layer=APART) -> Question:
    return Question(layer, "all", Wanted(), View(PROPERTIES, limit), AREA)


def test_what_is_told_of_few_rows_is_asked_by_their_keys(publisher, told):
    asked = question(3)
    with publisher.connection() as connection:
        assert asked.page(publisher) == page(connection, WHOLE, asked.rows(), asked.view)
    assert told == [4]


def test_many_rows_are_told_by_one_statement(publisher, told, monkeypatch):
    monkeypatch.setattr(steps, "FEW", 2)
    asked = question(3)
    with publisher.connection() as connection:
        assert asked.page(publisher) == page(connection, WHOLE, asked.rows(), asked.view)
    assert told == []


def test_a_page_without_figures_takes_one_step(publisher, told):
    assert replace(question(3), view=View({"code": PROPERTIES["code"]}, 3)).page(publisher).returned == 3
    assert told == []


def test_a_row_that_went_between_the_steps_does_not_end_the_page(publisher, monkeypatch):
    asked, keys = question(3), Finished.ask

    def less_one(finished, connection, **given):
        if isinstance(given.get("keys"), str):
            given["keys"] = json.dumps(json.loads(given["keys"])[1:])
        return keys(finished, connection, **given)

    with publisher.connection() as connection:
        whole = page(connection, WHOLE, asked.rows(), asked.view)
    monkeypatch.setattr(Finished, "ask", less_one)
    assert asked.page(publisher) == whole
    assert whole.onward is not None


@pytest.mark.parametrize("z", [11, 13, 14])
def test_a_tile_in_two_steps_is_the_same_tile(publisher, told, z):
    here = Tile(z, *tile_at(*MIDDLE, z))
    found, apart = rows(WHOLE, "all", Wanted()), beside(APART, "all", Wanted())
    drawing = steps.tile(APART, here, apart, lambda: OneStep(Finished(mvt_statement(APART, found, here, apart))))
    assert isinstance(drawing, TwoSteps)
    drawn = bytes(drawing.ask(publisher, **place(here))[0])
    with publisher.connection() as connection:
        whole = mvt(connection, WHOLE, found, here)
    one, other = reader.read(drawn)["fields"], reader.read(whole)["fields"]
    assert sorted(map(repr, one.features)) == sorted(map(repr, other.features))
    assert told == [len(one.features)] or len(one.features) < told[0] <= steps.FEW


def test_a_tile_of_nothing_is_empty(publisher, told):
    here = Tile(14, 0, 0)
    apart = beside(APART, "all", Wanted())
    drawing = steps.tile(APART, here, apart, lambda: OneStep(Finished(mvt_statement(APART, None, here, apart))))
    assert not drawing.ask(publisher, **place(here))[0]
    assert told == [0]

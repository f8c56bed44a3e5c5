"""Pages and tiles in two steps: which rows they have, then what is told of them.

Which rows lie in a box is planned for each box. What is told of a few rows that are known by their keys is found in
one way whichever they are, and to plan it takes longer than to find it: its plan is kept.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CTE, JSON, BigInteger, Row, Select, String, Text, bindparam, cast, func, select

from gis.beside import Beside
from gis.counts import counted
from gis.features import View, from_there, only, written
from gis.finished import Finished
from gis.layers import Layer
from gis.publisher import Publisher
from gis.quads import Tile
from gis.tiles import around, encoded, square
from gis.tiles import features as drawn
from gis.wanted import near

FEW = 400
"""Rows up to which one plan is good enough for any."""


@dataclass(frozen=True)
class OneStep:
    """What one statement answers."""

    statement: Finished

    def ask(self, publisher: Publisher, **given: Any) -> Row:
        """The one row that answers."""
        with publisher.feature_questions() as connection:
            return self.statement.ask(connection, **given)


@dataclass(frozen=True)
class TwoSteps:
    """What is told of few rows by their keys, and of many, or where some went away between the steps, by ``whole``.

    ``keys`` answers with the ``keys`` of the rows and whatever else ``told`` names; the latter answers with how many
    ``found`` there are.
    """

    keys: Finished
    told: Finished
    whole: Callable[[], OneStep]

    def ask(self, publisher: Publisher, **given: Any) -> Row:
        """The one row that answers."""
        with publisher.feature_questions() as connection:
            known = self.keys.ask(connection, **given)._asdict()
        keys = known["keys"]
        if len(keys) <= FEW:
            with publisher.questions() as connection:
                read = self.told.ask(connection, **given | known | {"keys": json.dumps(keys)})
            if read.found == len(keys):
                return read
        return self.whole().ask(publisher, **given)


def page(layer: Layer, view: View, beside: Beside, version: Select | None, whole: Callable[[], OneStep]) -> TwoSteps:
    """The page of the rows ``beside`` their figures in the order of the view."""
    keys = select(_gathered(from_there(beside.bare, view)), *counted(beside.bare, view.begins, version))
    read = only(beside.with_figures(_given()), *view.read(layer))
    carried = bindparam("matched", 0, BigInteger).label("matched"), bindparam("version", None, String).label("version")
    told = written(layer, view, read, *carried, func.count().label("found"))
    return TwoSteps(Finished(keys), Finished(told), whole)


def tile(layer: Layer, place: Tile, beside: Beside, whole: Callable[[], OneStep]) -> TwoSteps:
    """The tile of the rows ``beside`` their figures, and all tiles of its level."""
    keys = select(_gathered(near(beside.bare, around(place))))
    told = encoded(layer, drawn(layer, beside.with_figures(_given()), place, square(place)))
    return TwoSteps(Finished(keys), Finished(told.add_columns(func.count().label("found"))), whole)


def _gathered(rows: Select):
    return func.array(only(rows, "key").scalar_subquery()).label("keys")


def _given() -> CTE:
    """The keys of few rows. Of an array the planner expects ten elements, of this a hundred: what it
    takes to be ten rows it would compare with others one by one, and then there are four hundred."""
    each = func.json_array_elements_text(cast(bindparam("keys", "[]", Text), JSON)).column_valued("each")
    return select(cast(each, BigInteger).label("key")).cte("shown")

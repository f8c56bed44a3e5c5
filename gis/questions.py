"""Questions for features: told apart by what their statement is put together from, so that one is put together once."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, Select

from gis import areas, features, steps
from gis.areas import Area
from gis.beside import Beside, beside
from gis.counts import Counting
from gis.features import Page, View
from gis.finished import Finished
from gis.layers import Layer
from gis.publisher import Publisher
from gis.steps import OneStep, TwoSteps
from gis.wanted import Wanted, rows


@dataclass(frozen=True)
class Question:
    """What one viewer asks of a layer, in a box or everywhere, and how the answer is to be shown."""

    layer: Layer
    viewer: Any
    wanted: Wanted
    view: View
    area: Area | None = None

    def rows(self) -> Select:
        """All rows that answer it."""
        found = rows(self.layer, self.viewer, self.wanted)
        return areas.within(found, self.area) if self.area else found

    def page(self, publisher: Publisher) -> Page:
        """One page of them. A first page counts what matches only where that is not known of what is there now."""
        counting = self._counting(publisher)
        found = features.told(self._row(publisher, counting))
        if counting and found.version is not None:
            publisher.counts.put(counting.key, found.version, found.matched)
        return found

    def _row(self, publisher: Publisher, counting: Counting | None) -> Row:
        """The one row of the page, by finished statements where there can be such."""
        values = counting.given(publisher.counts) if counting else {}
        if not self.is_finished:
            with publisher.connection() as connection:
                return connection.execute(self._statement(counting), values).one()
        finished = publisher.statements.get(self._key(publisher), lambda: self._finished(counting))
        values |= self.view.given() | (self.area.given() if self.area else {})
        return finished.ask(publisher, **values)

    def _counting(self, publisher: Publisher) -> Counting | None:
        """How the count of a first page is kept; a page that goes on carries it along."""
        keeping = self.layer.keeping
        if keeping is None or not keeping.counted or self.view.begins is not None:
            return None
        told = self.layer.name, keeping.scope(self.viewer), self.wanted.key(), self.area, publisher.today()
        key = sha256(repr(told).encode()).digest()
        return Counting(key, *keeping.version(self.viewer, areas.around(self.area)))

    @property
    def is_finished(self) -> bool:
        """Whether all that differs between such questions can be given to one statement."""
        if self.wanted.where is not None or (self.view.begins and self.view.begins.values):
            return False
        return self.area is None or self.area.is_bound

    def _finished(self, counting: Counting | None) -> OneStep | TwoSteps:
        whole, apart = cache(lambda: OneStep(Finished(self._statement(counting)))), self._apart()
        if apart and features.is_apart(self.layer, self.view, apart):
            return steps.page(self.layer, self.view, apart, counting and counting.version, whole)
        return whole()

    def _statement(self, counting: Counting | None) -> Select:
        version = counting and counting.version
        return features.page_statement(self.layer, self.rows(), self.view, version, self._apart())

    def _apart(self) -> Beside | None:
        """The rows apart from their figures."""
        apart = beside(self.layer, self.viewer, self.wanted)
        return replace(apart, bare=areas.within(apart.bare, self.area)) if apart and self.area else apart

    def _key(self, publisher: Publisher) -> Hashable:
        view, boxes = self.view, len(self.area.boxes()) if self.area else 0
        shown = tuple(view.properties), view.sort, view.begins is None, view.reference, view.profile
        return "page", self.layer.name, self.viewer, self.wanted.key(), shown, boxes, publisher.today()

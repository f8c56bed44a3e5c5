"""Questions for features: told apart by what their statement is put together from, so that one is put together once."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from gis import areas, features
from gis.areas import Area
from gis.features import Page, View
from gis.layers import Layer, Wanted, rows
from gis.publisher import Publisher


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
        """One page of them, by a finished statement where there can be one."""
        if not self.is_finished:
            with publisher.connection() as connection:
                return features.page(connection, self.layer, self.rows(), self.view)
        finished = publisher.statements.get(self._key(publisher), self._statement)
        values = self.view.given() | (self.area.given() if self.area else {})
        with publisher.feature_questions() as connection:
            return features.told(finished.ask(connection, **values))

    @property
    def is_finished(self) -> bool:
        """Whether all that differs between such questions can be given to one statement."""
        if self.wanted.where is not None or (self.view.begins and self.view.begins.values):
            return False
        return self.area is None or self.area.is_bound

    def _statement(self) -> Select:
        return features.page_statement(self.layer, self.rows(), self.view)

    def _key(self, publisher: Publisher) -> Hashable:
        view, boxes = self.view, len(self.area.boxes()) if self.area else 0
        shown = tuple(view.properties), view.sort, view.begins is None, view.reference, view.profile
        return "page", self.layer.name, self.viewer, self.wanted.key(), shown, boxes, publisher.today()

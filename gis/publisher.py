"""What an application hands to the publisher, and how a request is read against it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from flask import request, url_for

from gis import parameters
from gis.again import Again
from gis.counts import KeptCounts
from gis.errors import NotPublished
from gis.finished import FinishedStatements
from gis.kept_tiles import KeptTiles
from gis.layers import Layer
from gis.messages import CHINESE, ENGLISH
from gis.references import CRS84, EVERYWHERE, Reference, reference


def preferred_locale() -> str:
    """zh-CN unless the caller likes English better."""
    english = request.accept_languages.best_match([CHINESE, "zh", ENGLISH]) == ENGLISH
    return ENGLISH if english else CHINESE


@dataclass(frozen=True)
class Publisher:
    """The layers, and what the publisher needs from the application around it.

    ``connection()`` is a context manager giving a SQLAlchemy Connection or Session to read from; ``asking()`` and
    ``asking_for_features()``, where there are such, give a Connection for single questions that are asked often, by
    keys and over places. ``viewer()`` returns who asks, hashable and opaque here, and raises the application's own 401.
    ``locale()`` is zh-CN or en. ``zone`` is that of local days. ``titles`` is (Chinese, English). ``zones()`` names the
    EPSG codes of metric systems to serve beside degrees. ``transaction()`` is like ``connection()``, to write into;
    layers with an editor need it. ``sign_in`` is the address where people sign in. ``ground`` names layers that
    are drawn beneath others on pages, each with a colour, the lowest first. ``kept`` are the tiles drawn, ``counts``
    what was counted. Refusals are raised as :class:`gis.errors.Problem` for the application to map.
    """

    layers: Mapping[str, Layer]
    connection: Callable[[], AbstractContextManager]
    viewer: Callable[[], Any]
    zone: tzinfo
    titles: tuple[str, str]
    version: str
    locale: Callable[[], str] = preferred_locale
    zones: Callable[[], Sequence[int]] = tuple
    transaction: Callable[[], AbstractContextManager] | None = None
    kept: KeptTiles = field(default_factory=KeptTiles)
    counts: KeptCounts = field(default_factory=KeptCounts)
    asking: Callable[[], AbstractContextManager] | None = None
    asking_for_features: Callable[[], AbstractContextManager] | None = None
    statements: FinishedStatements = field(default_factory=FinishedStatements)
    again: Again = field(default_factory=Again)
    sign_in: str | None = None
    ground: Mapping[str, str] = field(default_factory=dict)

    def questions(self) -> AbstractContextManager:
        """A connection for questions that keys answer."""
        return (self.asking or self.connection)()

    def feature_questions(self) -> AbstractContextManager:
        """A connection for single questions for features."""
        return (self.asking_for_features or self.connection)()

    def today(self) -> date:
        """The local day."""
        return datetime.now(UTC).astimezone(self.zone).date()

    def layer(self, name: str) -> Layer:
        """The layer of that name, or NotPublished."""
        if name not in self.layers:
            raise NotPublished(name)
        return self.layers[name]

    def references(self) -> tuple[Reference, ...]:
        """The coordinate systems served, CRS84 first."""
        return (CRS84, *(reference(srid) for srid in (*EVERYWHERE, *self.zones())))

    def title(self) -> str:
        """The service's title in the reader's language."""
        return self.titles[self.locale().startswith(ENGLISH)]


def named(layers: list[Layer]) -> dict[str, Layer]:
    """The layers by name, in the order given."""
    return {layer.name: layer for layer in layers}


def root() -> str:
    """The address of the landing page as the caller reaches it, without the slash at the end."""
    return url_for(".landing", _external=True).rstrip("/")


def asked(*known: str) -> dict[str, str]:
    """The query parameters of this request, each one known here and given once."""
    parameters.check_names(request.args.to_dict(flat=False), known)
    return request.args.to_dict()


def asked_of(layer: Layer, *known: str) -> dict[str, str]:
    """The same for a resource that also takes the interval, the filters and the properties of a layer."""
    return asked(*known, "datetime", *layer.filters, *layer.queryables())

"""Vector tiles of a layer, and the documents that say how to fetch them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from http import HTTPStatus
from typing import Any

from flask import Response, request
from sqlalchemy import Select

from gis import asking, parameters, steps, tilesets
from gis.beside import Beside, beside
from gis.documents import JSON, MVT
from gis.errors import NotPublished
from gis.features import extent
from gis.finished import Finished
from gis.kept_tiles import Drawn
from gis.layers import Layer, Look, watched
from gis.publisher import Publisher, asked, asked_of, root
from gis.quads import QUADS, Quad, Tile, matrix_set
from gis.responses import answer, document, unchanged
from gis.steps import OneStep, TwoSteps
from gis.tiles import BUFFER, EXTENT, is_apart, is_merged, mvt, mvt_statement
from gis.tiles import place as placed
from gis.wanted import Wanted, rows

FRESH_FOR_S = 30
"""A map panned to and fro does not ask again; a patrol that just came in shows within this time."""


def tile_matrix_sets(publisher: Publisher) -> Response:
    """Public: the tile matrix sets served."""
    parameters.check_format(asked("f"), "json")
    return document(tilesets.matrix_sets(root(), publisher.locale()))


def tile_matrix_set(publisher: Publisher, scheme: str) -> Response:
    """Public: the definition of a tile matrix set."""
    quad = called(scheme)
    parameters.check_format(asked("f"), "json")
    return document(matrix_set(quad))


def layer_tilesets(publisher: Publisher, collection: str) -> Response:
    """The tilesets of a layer."""
    publisher.viewer()
    layer = publisher.layer(collection)
    parameters.check_format(asked("f"), "json")
    return document(tilesets.tilesets(root(), layer, publisher.locale()))


def layer_tileset(publisher: Publisher, collection: str, scheme: str) -> Response:
    """What the tileset holds and how tiles are addressed."""
    publisher.viewer()
    layer, quad = publisher.layer(collection), called(scheme)
    parameters.check_format(asked("f"), "json")
    return document(tilesets.tileset(root(), layer, quad, publisher.locale()))


def tilejson(publisher: Publisher, collection: str, scheme: str) -> Response:
    """TileJSON; the parameters of the request are kept in the address of the tiles."""
    viewer = publisher.viewer()
    layer, quad = publisher.layer(collection), called(scheme)
    given = asked_of(layer, "f", *asking.FILTER)
    parameters.check_format(given, "json")
    wanted = asking.wanted(layer, given, publisher.zone, publisher.references())
    with publisher.connection() as connection:
        bounds = extent(connection, rows(layer, viewer, wanted))
    if bounds is not None:
        # Where somebody's features lie is told by their bounds, too.
        watched(layer, viewer, Look("tile", wanted.interval, given))
    query = {name: value for name, value in given.items() if name != "f"}
    return document(tilesets.tilejson(root(), layer, quad, bounds, query, publisher.locale()), JSON)


@dataclass(frozen=True)
class Asked:
    """A tile as one viewer asks for it: the layer, the place, and the parameters as they were given."""

    publisher: Publisher
    viewer: Any
    layer: Layer
    tile: Tile
    given: dict[str, str] = field(default_factory=dict)

    def key(self) -> tuple:
        """What tells this tile from all others, whoever asks; only for a layer whose tiles are kept."""
        return *self._asked, self.publisher.today().isoformat() if self._is_to_date else ""

    @cached_property
    def _asked(self) -> tuple:
        place = self.tile.quad.name, self.tile.z, self.tile.x, self.tile.y
        wanted = tuple(sorted((name, value) for name, value in self.given.items() if name != "f"))
        return self.layer.name, self.layer.keeping.scope(self.viewer), place, wanted

    @cached_property
    def _is_to_date(self) -> bool:
        """Whether the tile hangs on the local day: figures "to date" are others tomorrow."""
        days = parameters.interval(self.given.get("datetime"), self.publisher.zone)
        return self.layer.temporal and not (days and days[1])

    def version(self) -> tuple[Select, dict[str, Any]]:
        """The question for the version of what the tile shows."""
        return self._version

    @cached_property
    def _version(self) -> tuple[Select, dict[str, Any]]:
        return self.layer.keeping.version(self.viewer, self.tile.bounds_3857(BUFFER * self.tile.side / EXTENT))

    def stamp(self, version: str) -> bytes:
        """What the tag of the tile is made of. What a tile carries is part of what it is: another release may carry
        more of the same rows."""
        return repr((self.key(), version, self.publisher.version, self.layer.carried)).encode()

    def draw(self) -> bytes:
        """The tile, by its one statement, which mostly serves all tiles of its level."""
        publisher, layer, place = self.publisher, self.layer, self.tile
        wanted = asking.wanted(layer, self.given, publisher.zone, publisher.references())
        if wanted.where or is_merged(layer, place) or place.detail < layer.min_zoom:
            with publisher.connection() as connection:
                return mvt(connection, *self._drawn(wanted))
        key = "tile", layer.name, self.viewer, wanted.key(), place.quad.name, place.z, publisher.today()
        drawing = publisher.statements.get(key, lambda: self._finished(wanted))
        return bytes(drawing.ask(publisher, **placed(place))[0] or b"")

    def _finished(self, wanted: Wanted) -> OneStep | TwoSteps:
        layer, _, place, apart = drawn = self._drawn(wanted)
        whole = cache(lambda: OneStep(Finished(mvt_statement(*drawn))))
        return steps.tile(layer, place, apart, whole) if apart and is_apart(layer, place, apart) else whole()

    def _drawn(self, wanted: Wanted) -> tuple[Layer, Select, Tile, Beside | None]:
        layer, viewer = self.layer, self.viewer
        return layer, rows(layer, viewer, wanted), self.tile, beside(layer, viewer, wanted)


def tile(publisher: Publisher, collection: str, scheme: str, z: str, row: str, column: str) -> Response:
    """One vector tile; 204 where nothing lies, 304 without a look at the features where nothing changed."""
    viewer = publisher.viewer()
    layer, quad = publisher.layer(collection), called(scheme)
    given = asked_of(layer, "f", *asking.FILTER)
    parameters.check_format(given, "mvt")
    wanted = Asked(publisher, viewer, layer, parameters.tile(quad, z, row, column), given)
    response = told(answer(wanted.draw(), MVT, max_age=FRESH_FOR_S)) if layer.keeping is None else versioned(wanted)
    if response.status_code != HTTPStatus.NO_CONTENT:
        watched(layer, viewer, Look("tile", parameters.interval(given.get("datetime"), publisher.zone), given))
    if layer.keeping and not layer.watch:
        publisher.again.remember(request.environ, wanted)
    return response


def versioned(wanted: Asked) -> Response:
    """The tile of the version that the database tells; drawn only where neither the caller nor this process has it."""
    publisher, kept, key = wanted.publisher, wanted.publisher.kept, wanted.key()
    statement, values = wanted.version()
    with publisher.questions() as connection:
        version = publisher.statements.get(statement, lambda: Finished(statement)).ask(connection, **values)[0]
    stamp = wanted.stamp(version)
    if unchanged(stamp):
        return answer(b"", MVT, version=stamp, max_age=FRESH_FOR_S)
    drawn = kept.get(key, version)
    if drawn is None:
        drawn = Drawn.of(wanted.draw())
        kept.put(key, version, drawn)
    return told(answer(drawn.plain, MVT, version=stamp, max_age=FRESH_FOR_S, packed=drawn.packed))


def told(response: Response) -> Response:
    """204 for an empty tile."""
    if response.status_code == HTTPStatus.OK and not response.get_data():
        response.status_code = HTTPStatus.NO_CONTENT
    return response


def called(name: str) -> Quad:
    """The tile matrix set of that name, or NotPublished."""
    if name not in QUADS:
        raise NotPublished(name)
    return QUADS[name]


ROUTES: dict[str, Callable] = {
    "/tileMatrixSets": tile_matrix_sets,
    "/tileMatrixSets/<scheme>": tile_matrix_set,
    "/collections/<collection>/tiles": layer_tilesets,
    "/collections/<collection>/tiles/<scheme>": layer_tileset,
    "/collections/<collection>/tiles/<scheme>/tilejson.json": tilejson,
    "/collections/<collection>/tiles/<scheme>/<z>/<row>/<column>": tile,
}

"""What a request for features asks: which rows, and how they are to be shown."""

from collections.abc import Callable, Mapping
from datetime import tzinfo

from sqlalchemy import ColumnElement, Select

from gis import filters, parameters, references, sorting
from gis.areas import Area
from gis.errors import BadParameter
from gis.features import View
from gis.layers import Layer
from gis.references import Reference
from gis.wanted import Wanted

SHOWING = ("crs", "properties")
FILTER = ("filter", "filter-lang", "filter-crs")
CHOOSING = ("bbox", "bbox-crs", *FILTER)
PAGING = ("limit", "sortby", "token")


def view(layer: Layer, given: Mapping[str, str], served: tuple[Reference, ...]) -> View:
    """How the features are to be shown."""
    sort = sorting.terms(given.get("sortby"), layer.properties)
    return View(
        parameters.properties(given.get("properties"), layer),
        parameters.limit(given.get("limit")),
        sort,
        sorting.start(given.get("token"), sort),
        references.named("crs", given.get("crs"), served),
    )


def area(given: Mapping[str, str], served: tuple[Reference, ...]) -> Area | None:
    """The box to look in."""
    return parameters.bbox(given.get("bbox"), references.named("bbox-crs", given.get("bbox-crs"), served))


def wanted(layer: Layer, given: Mapping[str, str], zone: tzinfo, served: tuple[Reference, ...]) -> Wanted:
    """Which rows are asked for besides the box."""
    queryables = layer.queryables()
    where, names = _where(layer, given, zone, served)
    return Wanted(
        parameters.interval(given.get("datetime"), zone),
        {name: given[name] for name in layer.filters if name in given},
        {name: parameters.value(name, queryables[name].type, given[name]) for name in queryables if name in given},
        where,
        tuple(given.get(name, "") for name in FILTER) if where else (),
        names,
    )


def _where(
    layer: Layer, given: Mapping[str, str], zone: tzinfo, served: tuple[Reference, ...]
) -> tuple[Callable[[Select], ColumnElement[bool]] | None, frozenset[str]]:
    """The condition of the filter, and the properties that it speaks of."""
    language = given.get("filter-lang", filters.LANGUAGES[0])
    if language not in filters.LANGUAGES:
        raise BadParameter("filter-lang", "filter.lang", known=", ".join(filters.LANGUAGES))
    reference = references.named("filter-crs", given.get("filter-crs"), served)
    if "filter" not in given:
        for name in ("filter-lang", "filter-crs"):
            if name in given:
                raise BadParameter(name, "filter.alone")
        return None, frozenset()
    tree = filters.read(given["filter"], language)
    properties = layer.queryables()
    return (
        lambda rows: filters.condition(tree, filters.Scope(rows, properties, zone, reference)),
        filters.names(tree),
    )

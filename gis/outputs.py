"""The rows of a layer made ready for files: its columns with their titles, and batches out of the database."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Double, Select, cast, func, select
from sqlalchemy.orm import Session

from gis.features import only
from gis.files.schema import Column, Output, Rows
from gis.layers import Layer, Property
from gis.sorting import Start, Term, beyond, order

BATCH = 2_500


def output(layer: Layer, properties: Iterable[str], locale: str, batches: Iterable[Rows]) -> Output:
    """The layer with these properties, titled in the reader's language."""
    english = locale.startswith("en")
    listed = {name: layer.properties[name] for name in properties}
    columns = [Column(name, each.title_en if english else each.title, each.type) for name, each in listed.items()]
    return Output(layer.name, layer.geometry_type, columns, batches, english)


def ordered(rows: Select, names: Iterable[str], sort: tuple[Term, ...] = (), begins: Start | None = None) -> Select:
    """The rows with those columns, in the order asked for, from where on."""
    found = only(rows, *dict.fromkeys(["key", *names, *(term.name for term in sort), "geom"]))
    if begins is not None:
        found = found.where(beyond(rows, sort, begins))
    return found.order_by(*order(rows.selected_columns, sort))


def batches(connection, layer: Layer, found: Select, properties: Iterable[str]) -> Iterator[Rows]:
    """Rows of WKB (2D, Multi where the layer's type is) and values, in batches, by a cursor of the database's: memory
    holds one batch at a time."""
    read = found.subquery("read")
    values = [_value(layer.properties[name], read.c[name]) for name in properties]
    shape = func.ST_Force2D(read.c.geom)
    shape = func.ST_Multi(shape) if layer.geometry_type.startswith("Multi") else shape
    # Rows of a session come through the machinery for mapped objects, which takes twice as long.
    plain = connection.connection() if isinstance(connection, Session) else connection
    statement = select(func.ST_AsBinary(shape), *values)
    yield from _ahead(plain.execute(statement, execution_options={"yield_per": BATCH}).partitions())


def _ahead(batches: Iterator[Rows]) -> Iterator[Rows]:
    """The same batches; while one is being written, the database is at work on the next."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, batches, None)
        while batch := coming.result():
            coming = reader.submit(next, batches, None)
            yield batch


def _value(each: Property, column):
    """Decimals come as doubles: files have no decimals, and they are read many times faster."""
    return cast(column, Double) if each.type == "number" else column

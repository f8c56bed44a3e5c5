"""Rows as a stream of Arrow batches: GDAL takes a layer in one go and makes its index once, at the end."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain

import numpy as np
import shapely
from arro3.core import Array, DataType, Field, RecordBatch, RecordBatchReader, Schema

from gis.files.schema import Column, Output, Rows, plain

GEOMETRY = "geom"
TYPES = {
    "integer": DataType.int64(),
    "number": DataType.float64(),
    "boolean": DataType.bool(),
    "date": DataType.date32(),
}
TEXT = DataType.string()
EPOCH = date(1970, 1, 1).toordinal()


class Stream:
    """The rows of an output. ``moved`` is what places go through on their way into another system.

    ``error`` is what went wrong with the rows themselves while they were read: GDAL tells only that something did.
    """

    def __init__(self, output: Output, moved: Callable[[np.ndarray], np.ndarray] | None = None):
        self.output, self.moved = output, moved
        self.error: Exception | None = None
        columns = [Field(each.name, TYPES.get(each.type, TEXT), nullable=True) for each in output.columns]
        self.schema = Schema([*columns, Field(GEOMETRY, DataType.binary(), nullable=True)])

    def reader(self) -> RecordBatchReader:
        """The batches as they are asked for, one at a time."""
        return RecordBatchReader.from_batches(self.schema, self._batches())

    def _batches(self) -> Iterator[RecordBatch]:
        try:
            for rows in self.output.batches:
                if rows:
                    yield self._batch(rows)
        except Exception as error:
            self.error = error
            raise

    def _batch(self, rows: Rows) -> RecordBatch:
        wkb, *listed = zip(*rows, strict=True)
        if self.moved:
            wkb = self.moved(np.array(wkb, dtype=object))
        values = (_array(each, column) for each, column in zip(listed, self.output.columns, strict=True))
        return RecordBatch.from_arrays([*chain(values, [Array(list(wkb), type=DataType.binary())])], schema=self.schema)


def moving(to_system: Callable) -> Callable[[np.ndarray], np.ndarray]:
    """WKB into another system, by what moves coordinates there."""
    return lambda wkb: shapely.to_wkb(shapely.transform(shapely.from_wkb(wkb), to_system))


def _array(values: Sequence, column: Column) -> Array:
    match column.type:
        case "integer" | "number" | "boolean":
            return Array(list(values), type=TYPES[column.type])
        case "date":
            days = [None if value is None else value.toordinal() - EPOCH for value in values]
            return Array(days, type=DataType.int32()).cast(DataType.date32())
        case "string":
            return Array(list(values), type=TEXT)
    return Array([plain(value) for value in values], type=TEXT)

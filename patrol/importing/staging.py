"""The table `incoming`: features of a file beside the real table, inside the same transaction."""

from collections.abc import Iterator, Sequence
from typing import cast

import numpy as np
import psycopg
import shapely
from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol.importing.kinds import Kind
from patrol.importing.mapping import Mapped
from patrol.models.base import STORED_SRID

_OWN = (
    "number int PRIMARY KEY",
    "refused text",
    "params jsonb",
    "target_id int",
    "moved boolean",
    "mark text",
    "same boolean",
    "placed boolean NOT NULL DEFAULT false",
    f"geom geometry(Geometry, {STORED_SRID})",
)

OWN_NAMES = tuple(column.split()[0] for column in _OWN)


def create(session: Session, kind: Kind) -> None:
    """An empty `incoming` for this kind; it goes with the transaction."""
    staged = {column.staged: column.sql_type for column in kind.columns}
    staged.setdefault("division_code", "text")
    columns = ", ".join([*_OWN, *(f"{name} {sql_type}" for name, sql_type in staged.items())])
    session.execute(text("DROP TABLE IF EXISTS pg_temp.incoming"))
    session.execute(text(f"CREATE TEMP TABLE incoming ({columns}) ON COMMIT DROP"))


def copy(
    session: Session,
    fields: Sequence[Mapped],
    numbers: np.ndarray,
    values: Sequence[Sequence],
    geometries: np.ndarray,
) -> None:
    """COPY features into `incoming`: their numbers, `values` column by column in the order of `fields`, geometries."""
    names = ", ".join(["number", "geom", *(mapped.column.staged for mapped in fields)])
    connection = cast(psycopg.Connection, session.connection().connection.driver_connection)
    with connection.cursor() as cursor, cursor.copy(f"COPY incoming ({names}) FROM STDIN") as target:
        for row in _rows(numbers, values, geometries):
            target.write_row(row)


def _rows(numbers: np.ndarray, values: Sequence[Sequence], geometries: np.ndarray) -> Iterator[tuple]:
    ewkb = shapely.to_wkb(shapely.set_srid(geometries, STORED_SRID), hex=True, include_srid=True)
    return zip(numbers.tolist(), ewkb.tolist(), *values, strict=True)

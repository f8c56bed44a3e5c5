"""Statements put together once: of what is asked many times a second only the values are written anew.

To put a statement together, to find its text and to plan it can each take longer than to answer it for one place.
"""

from collections import OrderedDict, namedtuple
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Select
from sqlalchemy.exc import DBAPIError

from gis.spelled import spelled

F = TypeVar("F")
MOST_KEPT = 128
"""Statements of one process."""


class Finished:
    """A statement whose text is found once for each way in which a driver takes values.

    All its parameters have a value, be it None, that may be given anew.
    """

    def __init__(self, statement: Select):
        self.statement = statement
        self._written: dict[str, tuple[str, Any, dict[str, Any]]] = {}
        self._row: Callable[[Any], Any] | None = None

    def ask(self, connection: Connection, **given: Any) -> Any:
        """The one row that answers, a named tuple, with these values for the parameters that the statement names; None
        for no row. Failures are SQLAlchemy's."""
        text, values = self._with(connection, given)
        # Read as the driver reads it: the way through what SQLAlchemy knows of rows takes as long again.
        try:
            with connection.connection.cursor() as cursor:
                cursor.execute(text, values)
                found = cursor.fetchone()
                if self._row is None:
                    names = [each.name for each in cursor.description]
                    self._row = namedtuple("Row", names, rename=True)._make
        except connection.dialect.loaded_dbapi.Error as error:
            raise _failure(connection, text, error) from error
        return None if found is None else self._row(found)

    def _with(self, connection: Connection, given: dict[str, Any]) -> tuple[str, Any]:
        """The text, and all values as the connection's driver takes them."""
        dialect = connection.dialect
        text, order, fixed = self._written.get(dialect.paramstyle) or self._write(dialect)
        values = fixed | given
        return text, values if order is None else tuple(values[name] for name in order)

    def _write(self, dialect) -> tuple[str, Any, dict[str, Any]]:
        compiled = spelled(self.statement, dialect)
        order = compiled.positiontup if compiled.positional else None
        written = str(compiled), order, dict(compiled.params)
        self._written[dialect.paramstyle] = written
        return written


def _failure(connection: Connection, text: str, error: Exception) -> Exception:
    """The failure as SQLAlchemy tells it; a connection that is lost is given up."""
    lost = connection.dialect.is_disconnect(error, connection.connection.dbapi_connection, None)
    if lost:
        connection.invalidate(error)
    base = connection.dialect.loaded_dbapi.Error
    return DBAPIError.instance(text, None, error, base, connection_invalidated=lost, dialect=connection.dialect)


class FinishedStatements:
    """The statements asked for last, each by what tells it from others."""

    def __init__(self, most: int = MOST_KEPT):
        self.most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], F]) -> F:
        """What was made of the statements of that key, made where it is not here."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        found = make()
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return found

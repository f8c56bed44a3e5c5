"""Statements put together once: of what is asked many times a second only the values are written anew.

To put a statement together, to find its text and to plan it can each take longer than to answer it for one place.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select

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

    def ask(self, connection: Connection, **given: Any) -> Row | None:
        """The one row that answers, with these values for the parameters that the statement names; None for no row."""
        return connection.exec_driver_sql(*self._with(connection, given)).first()

    def ask_driver(self, connection: Connection, **given: Any) -> tuple | None:
        """The same row as the driver reads it, in a third of the time; failures are the driver's own, too."""
        with connection.connection.cursor() as cursor:
            cursor.execute(*self._with(connection, given))
            return cursor.fetchone()

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

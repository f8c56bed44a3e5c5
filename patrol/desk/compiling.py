"""Published Selects as SQL text that stands in a view or a function: over everything, for the month to date."""

from collections.abc import Callable

from sqlalchemy import Date, Select, literal_column, select, type_coerce
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import NullType

from patrol.access import Viewer
from patrol.config import Settings
from patrol.queries.terms import Told

EVERYWHERE = Viewer(0, "", "", "gis", "000000000000")
LEFT_OUT = frozenset({"geom_3857", "near", "id"})


def shown(query: Callable[..., Select], settings: Settings, *, ever: bool | None = None, **given) -> str:
    """The SQL of a published query. With `ever` it is asked over all days (True) or this month to date (False)."""
    days = () if ever is None else period(settings, ever=ever)
    return sql(query(EVERYWHERE, *days, **given))


def period(settings: Settings, *, ever: bool = False) -> tuple:
    """The first and the last day: of this month to date by the database's clock, or since ever."""
    today = f"(now() AT TIME ZONE '{settings.timezone.key}')::date"
    first = "'-infinity'::date" if ever else f"date_trunc('month', now() AT TIME ZONE '{settings.timezone.key}')::date"
    last = "'infinity'::date" if ever else today
    return literal_column(first, Date), literal_column(last, Date)


def this_month(settings: Settings) -> Told:
    """What is told as owed beside the coverage of this month to date: all of the month."""
    first, _ = period(settings)
    return Told(first, literal_column(f"({first} + interval '1 month - 1 day')::date", Date), "month")


def sql(found: Select) -> str:
    """A Select as text, its values written in, its geometry as it is stored, and `key` instead of a public id."""
    rows = found.subquery("rows")
    columns = [type_coerce(each, NullType()).label(each.name) for each in rows.c if each.name not in LEFT_OUT]
    # The driver would have read %% as %; nothing reads this text but the server.
    compiled = select(*columns).compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})
    return str(compiled).replace("%%", "%")

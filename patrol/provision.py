"""Whether the database behind an address can hold this system, in sentences an administrator can act on."""

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from patrol.db import driver_url

EXTENSIONS = ("postgis", "btree_gist", "pg_trgm")
OLDEST_POSTGRESQL = 140000


class Unfit(RuntimeError):
    """This database cannot be used; the message says why and what to do."""


def check(url: str) -> None:
    """Raise Unfit unless the database answers, is UTF-8, new enough, and has PostGIS (created where allowed)."""
    try:
        engine = create_engine(driver_url(url), connect_args={"connect_timeout": 5}, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            _check_server(connection)
            for extension in EXTENSIONS:
                _check_extension(connection, extension)
    except (ArgumentError, ValueError) as error:
        raise Unfit(f"DATABASE_URL is not an address like postgresql://user:password@host:5432/name: {error}") from None
    except DBAPIError as error:
        raise Unfit(f"The database at DATABASE_URL does not answer: {_first_line(error)}") from None


def _check_server(connection: Connection) -> None:
    version = int(connection.scalar(text("SHOW server_version_num")))
    if version < OLDEST_POSTGRESQL:
        raise Unfit(f"The database is PostgreSQL {version // 10000}; at least {OLDEST_POSTGRESQL // 10000} is needed.")
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise Unfit(f"The database is encoded in {encoding}; create one with ENCODING 'UTF8'.")


def _check_extension(connection: Connection, extension: str) -> None:
    known = text("SELECT installed_version IS NOT NULL FROM pg_available_extensions WHERE name = :name")
    installed = connection.scalar(known, {"name": extension})
    if installed is None:
        raise Unfit(f"The database server has no {extension}; install it there (Debian: postgresql-15-postgis-3).")
    if not installed:
        try:
            connection.execute(text(f"CREATE EXTENSION IF NOT EXISTS {extension}"))
        except DBAPIError as error:
            raise Unfit(
                f"{extension} is not in the database and may not be added by this user ({_first_line(error)}). "
                f"Let an administrator run there: CREATE EXTENSION {extension};"
            ) from None


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0]

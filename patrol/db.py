"""The database of this process: one engine, sessions as transactions, the schema's migrations."""

import select
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session, sessionmaker

from patrol.config import ROOT

SESSION = (
    "timezone=UTC",
    "statement_timeout=60000",
    # The statements are short and their costs are overestimated: compiling them would take longer than running.
    "jit=off",
    # A question over a period is planned for that period: a plan for any period would look into every month.
    "plan_cache_mode=force_custom_plan",
)

# Single questions: they and their answers are all that travels, no transaction is begun or ended around them.
PLANNED = (*SESSION, "default_transaction_read_only=on")
# Who somebody is, whether something changed, what is told of a few rows is found by keys or in a small place: one plan
# suits all of these questions, and they are asked often enough to keep it.
SETTLED = (*SESSION[:-1], "plan_cache_mode=force_generic_plan", "default_transaction_read_only=on")

_sessions = sessionmaker(expire_on_commit=False)
_readers = sessionmaker(expire_on_commit=False)
_askers: dict[str, Engine | Connection] = {}


def driver_url(url: str) -> str:
    """The same address with the driver that this project uses (psycopg 3)."""
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql", "postgis"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


def plain_url(url: str) -> str:
    """The same address without a driver, as libpq reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def configure(url: str, replica_url: str | None = None) -> Engine:
    """Connect this process to the database at `url`; what only reads goes to the replica where there is one."""
    engine = _engine(url)
    reading_url = replica_url or url
    bind(engine, _engine(replica_url) if replica_url else engine, _asker(reading_url, SETTLED))
    _askers["planned"] = _asker(reading_url, PLANNED)
    return engine


def bind(writer, reader=None, asker=None) -> None:
    """Let sessions use these binds. A test binds a connection, so that its transaction can be rolled back."""
    _sessions.configure(bind=writer, join_transaction_mode="create_savepoint")
    _readers.configure(bind=reader or writer, join_transaction_mode="create_savepoint")
    _askers["settled"] = _askers["planned"] = asker or reader or writer


def _engine(url: str) -> Engine:
    return create_engine(
        driver_url(url),
        pool_size=10,
        max_overflow=10,
        pool_pre_ping=True,
        pool_timeout=10,
        connect_args=_options(SESSION),
    )


def _asker(url: str, settings: tuple[str, ...]) -> Engine:
    """An engine whose connections commit each statement by itself, and are looked at, not asked, whether they live.

    Statements reach the driver with the placeholders of PostgreSQL itself: to find others in a long text takes longer
    than to answer it.
    """
    found = create_engine(
        driver_url(url),
        pool_size=4,
        max_overflow=4,
        pool_timeout=10,
        pool_use_lifo=True,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",
        paramstyle="numeric_dollar",
        connect_args=_options(settings) | {"cursor_factory": psycopg.RawCursor},
    )
    event.listen(found, "checkout", _look_alive)
    return found


def _options(settings: tuple[str, ...]) -> dict[str, Any]:
    return {"connect_timeout": 5, "options": " ".join(f"-c {each}" for each in settings)}


def _look_alive(connection, _record, _proxy) -> None:
    """An idle connection has nothing to say, unless that it was ended; then its whole pool was, most likely."""
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    if waiting.poll(0):
        raise InvalidatePoolError


def engine() -> Engine:
    """The engine that writing sessions use."""
    return _sessions.kw["bind"].engine


@contextmanager
def transaction() -> Iterator[Session]:
    """A session in one transaction: committed when the block ends, rolled back when it raises."""
    with _sessions() as session, session.begin():
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """A session that only reads; it may go to a replica."""
    with _readers() as session, session.begin():
        session.execute(text("SET TRANSACTION READ ONLY"))
        yield session


@contextmanager
def asking(kind: str = "settled") -> Iterator[Connection]:
    """A connection for single questions by keys, each answered by itself; it only reads, and may go to a replica."""
    bound = _askers[kind]
    if isinstance(bound, Connection):
        yield bound
        return
    with bound.connect() as connection:
        yield connection


def asking_for_features() -> AbstractContextManager[Connection]:
    """The same for questions over places and periods, each of them planned for what it asks."""
    return asking("planned")


def migrations() -> Config:
    """Alembic's configuration for the migrations of this project."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Bring the schema at `url` to `revision`, upwards."""
    config = migrations()
    config.attributes["url"] = driver_url(url)
    command.upgrade(config, revision)


def downgrade(url: str, revision: str) -> None:
    """Bring the schema at `url` to `revision`, downwards."""
    config = migrations()
    config.attributes["downwards"] = True
    config.attributes["url"] = driver_url(url)
    command.downgrade(config, revision)


def newest_revision() -> str | None:
    """The revision that the code expects of the schema."""
    return ScriptDirectory.from_config(migrations()).get_current_head()

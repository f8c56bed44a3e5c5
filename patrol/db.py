"""The database of this process: one engine, sessions as transactions, the schema's migrations."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, make_url, text
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

_sessions = sessionmaker(expire_on_commit=False)
_readers = sessionmaker(expire_on_commit=False)


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
    """Connect this process to the database at `url`; reading sessions go to the replica where there is one."""
    engine = _engine(url)
    bind(engine, _engine(replica_url) if replica_url else engine)
    return engine


def bind(writer, reader=None) -> None:
    """Let sessions use these binds. A test binds a connection, so that its transaction can be rolled back."""
    _sessions.configure(bind=writer, join_transaction_mode="create_savepoint")
    _readers.configure(bind=reader or writer, join_transaction_mode="create_savepoint")


def _engine(url: str) -> Engine:
    return create_engine(
        driver_url(url),
        pool_size=10,
        max_overflow=10,
        pool_pre_ping=True,
        pool_timeout=10,
        connect_args={"connect_timeout": 5, "options": " ".join(f"-c {each}" for each in SESSION)},
    )


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

"""`bin/patrol db`: the private database and its backups."""

from contextlib import contextmanager
from pathlib import Path

import click

from gis import cluster
from patrol import backup as backups
from patrol import db as database
from patrol import provision
from patrol.cli.connecting import locate, tell
from patrol.config import Settings
from patrol.desk.opening import open_views


@click.group()
def db() -> None:
    """Start, stop, migrate, back up and restore the database."""


@contextmanager
def _clear_words():
    try:
        yield
    except (cluster.ClusterError, backups.BackupError, provision.Unfit) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.strerror}: {error.filename or ''}") from error


def _private() -> Settings:
    settings = Settings.from_env()
    if settings.database_url:
        raise click.ClickException("DATABASE_URL is set: that database is started and stopped where it runs.")
    return settings


@db.command()
def start() -> None:
    """Start the private database and leave it running."""
    settings = _private()
    with _clear_words():
        running = cluster.start(settings.data, say=tell, listen=settings.gis_listen)
    click.echo(f"PostgreSQL runs on 127.0.0.1:{running.port}, database patrol, user patrol.")
    click.echo(f"The password is in {settings.data / 'postgres.json'}")


@db.command()
def stop() -> None:
    """Stop the private database, whoever uses it."""
    settings = _private()
    with _clear_words():
        stopped = cluster.stop(settings.data)
    click.echo("Stopped." if stopped else "It was not running.")


@db.command()
def migrate() -> None:
    """Bring the schema up to date."""
    with _clear_words():
        settings = locate()
        provision.check(settings.database_url)
        database.migrate(settings.database_url)
    _open_views(settings)
    click.echo("The schema is up to date.")


def _open_views(settings: Settings) -> None:
    """What GIS programs see follows the schema."""
    database.configure(settings.database_url)
    with database.transaction() as session:
        open_views(session, settings)


@db.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write database and photos into one FILE (tar)."""
    with _clear_words():
        settings = locate()
        photos = backups.back_up(settings.database_url, settings.data / "photos", file)
    click.echo(f"{file}: the database and {photos} photos, {file.stat().st_size / 1e6:.1f} MB.")


@db.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty database from a FILE that `backup` wrote."""
    with _clear_words():
        settings = locate()
        photos = backups.restore(settings.database_url, settings.data / "photos", file)
    _open_views(settings)
    click.echo(f"Restored the database and {photos} photos.")

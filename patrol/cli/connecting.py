"""How a command comes to its database."""

from dataclasses import replace

import click

from gis import cluster
from patrol import db
from patrol.config import Settings


def tell(line: str) -> None:
    """Say what is being done, beside the command's own output."""
    click.echo(line, err=True)


def locate() -> Settings:
    """The settings with the address of the running database in them.

    The private cluster is started where none runs, and stopped with the command unless others use it by then."""
    settings = Settings.from_env()
    if settings.database_url:
        return settings
    holding = cluster.using(settings.data, say=tell, listen=settings.gis_listen)
    try:
        running = click.get_current_context().with_resource(holding)
    except cluster.ClusterError as error:
        raise click.ClickException(str(error)) from error
    return replace(settings, database_url=running.url)


def connect() -> Settings:
    """`locate`, and let this process's sessions go there."""
    settings = locate()
    db.configure(settings.database_url, settings.replica_url)
    return settings

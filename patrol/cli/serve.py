"""`bin/patrol serve`: the whole system until Ctrl-C."""

import click

from gis.cluster import ClusterError
from patrol import serving
from patrol.config import Settings
from patrol.provision import Unfit
from patrol.webserver import ServerFailed


@click.command()
def serve() -> None:
    """Start database and server, and say where they are. Ctrl-C ends both."""
    try:
        serving.serve(Settings.from_env(), click.echo)
    except (serving.CannotServe, ServerFailed, ClusterError, Unfit) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.strerror}: {error.filename or ''}") from error

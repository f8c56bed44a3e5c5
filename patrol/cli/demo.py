"""`bin/patrol demo`: the generated county."""

import click

from patrol import demo as generated
from patrol.cli.connecting import connect


@click.command()
def demo() -> None:
    """Load the generated demonstration county into an empty database."""
    settings = connect()
    try:
        generated.load(click.echo, settings)
    except generated.AlreadyACounty as error:
        raise click.ClickException(str(error)) from error
    for username, password, who in generated.SIGN_INS:
        click.echo(f"  {username:<12} {password:<16} {who}")

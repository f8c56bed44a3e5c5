"""`bin/patrol device`: phones and loggers that tell their position under way, with OsmAnd or Traccar Client."""

from datetime import UTC, datetime

import click

from patrol import db, live, people
from patrol.cli.connecting import connect
from patrol.queries import live as questions


@click.group()
def device() -> None:
    """Devices that speak the OsmAnd protocol."""


@device.command()
@click.argument("username")
@click.option("--name", required=True, help="A name to know the device by.")
@click.option("--kind", type=click.Choice(["river", "forest"]), help="The nearest assignment says so when not given.")
def add(username: str, name: str, kind: str | None) -> None:
    """Enter a device of an officer and print its key, once."""
    connect()
    with db.transaction() as session:
        number, key = live.add_device(session, people.viewer_named(session, username), name, kind)
    click.echo(f"{number}: {name}, {username}")
    click.echo(f"Server address: http(s)://THIS_SERVER/track   Device identifier: {key}")


@device.command("list")
def list_() -> None:
    """List devices, whose they are, and when each was heard of last."""
    settings = connect()
    with db.reading() as session:
        rows = questions.devices(session)
    for row in rows:
        heard = f"{row.last_fix_at.astimezone(settings.timezone):%Y-%m-%d %H:%M}" if row.last_fix_at else "never"
        ended = " revoked" if row.revoked_at else ""
        click.echo(f"{row.id} {row.username} {row.name} {row.kind or '-'} {heard}{ended}")


@device.command()
@click.argument("number", type=int)
def revoke(number: int) -> None:
    """End a device's key at once; what it told before still becomes patrols."""
    connect()
    with db.transaction() as session:
        live.revoke_device(session, number, datetime.now(UTC))

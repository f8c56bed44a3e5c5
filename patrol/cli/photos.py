"""`bin/patrol photo`: photos that a person must look at."""

from datetime import UTC, datetime

import click

from patrol import db, photos
from patrol.cli.connecting import connect


@click.group()
def photo() -> None:
    """Photos that were sent."""


@photo.command()
def undeclared() -> None:
    """List photos that no patrol names long after they came; nothing is ever deleted of its own accord."""
    settings = connect()
    with db.reading() as session:
        rows = photos.undeclared(session, settings, datetime.now(UTC))
    for row in rows:
        on = row.stored_at.astimezone(settings.timezone).date()
        click.echo(f"{row.sha256} {row.bytes} {on} {row.username} {row.name}")
    click.echo(f"{len(rows)} undeclared, older than {settings.undeclared_photo_days} days", err=True)

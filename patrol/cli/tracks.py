"""`bin/patrol track`: what is kept of where people went."""

from datetime import UTC, datetime

import click

from patrol import db, erasing
from patrol.cli.connecting import connect


@click.group()
def track() -> None:
    """Tracks of patrols."""


@track.command()
def erase() -> None:
    """Erase tracks older than PATROL_TRACK_DAYS now; the worker does it every hour. Figures stay."""
    settings, now = connect(), datetime.now(UTC)
    if not settings.track_days:
        raise click.ClickException("PATROL_TRACK_DAYS is not set: tracks are kept for ever")
    erased = 0
    while True:
        with db.transaction() as session:
            batch = erasing.erase_tracks(session, settings, now)
        if not batch:
            break
        erased += batch
    click.echo(f"{erased} tracks of patrols before {erasing.oldest_kept(settings, now)} erased")

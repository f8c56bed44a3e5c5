"""`bin/patrol target`: the year's areas."""

import click

from patrol import db, forestry
from patrol.cli.connecting import connect


@click.group()
def target() -> None:
    """Annual targets in mu."""


@target.command(name="set", context_settings={"ignore_unknown_options": True})  # -5 is an area to refuse
@click.argument("year", type=int)
@click.argument("division")
@click.argument("work_type")
@click.argument("area_mu", type=float, metavar="MU")
def set_(year: int, division: str, work_type: str, area_mu: float) -> None:
    """Set a division's target: afforestation, tending, restoration or closing."""
    connect()
    with db.transaction() as session:
        forestry.set_target(session, year, division, work_type, area_mu)
    click.echo(f"{year} {division} {work_type}: {area_mu:g} mu")

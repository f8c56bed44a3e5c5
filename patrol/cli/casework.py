"""`bin/patrol holiday`, `bin/patrol deadline` and `bin/patrol issue`: the clocks of issues."""

from datetime import UTC, datetime

import click

from patrol import casework, db
from patrol.casework import calendars
from patrol.cli.connecting import connect
from patrol.rules.clocks import SEVERITIES, UNITS

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def holiday() -> None:
    """Days that differ from the ordinary working week."""


@holiday.command()
@click.argument("days", nargs=-1, required=True, type=DAY, metavar="DATE…")
@click.option("--worked", is_flag=True, help="Weekend days that are worked instead (调休).")
@click.option("--name", default="", help="Such as 国庆节.")
def add(days: tuple[datetime, ...], worked: bool, name: str) -> None:
    """Enter holidays, or weekend days that are worked."""
    connect()
    with db.transaction() as session:
        calendars.add_holidays(session, [day.date() for day in days], worked=worked, name=name)
    click.echo(f"{len(days)}")


@holiday.command()
@click.argument("days", nargs=-1, required=True, type=DAY, metavar="DATE…")
def remove(days: tuple[datetime, ...]) -> None:
    """Let days be as any other of the week."""
    connect()
    with db.transaction() as session:
        removed = calendars.remove_holidays(session, [day.date() for day in days])
    click.echo(f"{removed}")


@click.group()
def deadline() -> None:
    """How long each step of an issue may take."""


@deadline.command(name="set")
@click.argument("state")
@click.argument("amount", type=int)
@click.argument("unit", type=click.Choice(UNITS))
@click.option("--severity", type=click.Choice(SEVERITIES), default=None, help="Only for issues of this severity.")
@click.option("--division", default=calendars.EVERYWHERE, help="Only in this division; everywhere when not given.")
@click.option("--from", "valid_from", type=DAY, help="First day; today when not given.")
def set_(state: str, amount: int, unit: str, severity: str | None, division: str, valid_from: datetime | None) -> None:
    """Let issues stay in STATE for AMOUNT hours, days or working days."""
    settings = connect()
    first = (valid_from or datetime.now(settings.timezone)).date()
    with db.transaction() as session:
        calendars.set_clock(session, state, amount, unit, division=division, severity=severity or "", valid_from=first)
    click.echo(f"{state}: {amount} {unit}")


@click.group()
def issue() -> None:
    """Issues on their way to closed."""


@issue.command()
def escalate() -> None:
    """Bring what is late to its level, once; to be run every hour or so."""
    settings = connect()
    with db.transaction() as session:
        for row in casework.escalate(session, datetime.now(UTC), settings.timezone):
            click.echo(f"{row.number} {row.level}")

"""`bin/patrol bulletin`: have bulletins made, and issue them."""

from datetime import UTC, datetime
from pathlib import Path

import click

from patrol import db
from patrol.bulletins import asking
from patrol.bulletins.making import make as write
from patrol.cli.connecting import connect
from patrol.models.bulletins import KINDS
from patrol.queries import bulletins as questions


@click.group()
def bulletin() -> None:
    """Bulletins 通报与报表 as Word, PDF and Excel."""


@bulletin.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("period")
@click.option("--division", required=True, help="12-digit code; of a record of duties, any.")
@click.option("--officer", help="User name, for a record of duties.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write its files into this folder.")
def make(kind: str, period: str, division: str, officer: str | None, out: Path | None) -> None:
    """Make the next version of KIND over PERIOD (2026-10, 2026-Q3, 2026-H1, 2026); prints its number."""
    settings = connect()
    now = datetime.now(UTC)
    with db.transaction() as session:
        asked, _ = asking.ask(session, None, kind, period, division, officer, now.astimezone(settings.timezone))
        number = asked.id
    write(number, now, settings)
    with db.reading() as session:
        made = questions.made_of(session, number)
        if made.failure:
            raise click.ClickException(made.failure)
        click.echo(f"{number}  {made.title}")
        if out:
            out.mkdir(parents=True, exist_ok=True)
            for form, content in questions.files_of(session, number):
                path = out / f"{made.title}.{form}"
                path.write_bytes(content)
                click.echo(path)


@bulletin.command()
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
def issue(number: int) -> None:
    """Issue a version: its figures and files never move again."""
    now = datetime.now(UTC).astimezone(connect().timezone)
    with db.transaction() as session:
        asking.issue(session, None, number, now)
    click.echo(f"{number}")

"""`bin/patrol season`, `bin/patrol scheme`, `bin/patrol forestry`: curves, acceptance schemes, stamps, accounts."""

from datetime import datetime
from pathlib import Path

import click

from patrol import db, forestry, zones
from patrol.access import Viewer
from patrol.cli.connecting import connect
from patrol.forestry import sheets
from patrol.forestry.reconciling import reconcile
from patrol.forestry.schemes import PRESETS, set_scheme
from patrol.forestry.targets import EVERYWHERE
from patrol.models.forestry import WORK_TYPES
from patrol.models.inspections import TIERS
from patrol.queries.works import years_and_types
from patrol.rules.acceptance import KINDS

# Whoever may run commands on this machine may see everything.
OPERATOR = Viewer(0, "", "", "admin", EVERYWHERE)
DAY = click.DateTime(["%Y-%m-%d"])
TYPE = click.Choice(WORK_TYPES)


@click.group()
def season() -> None:
    """How much of a year's work is usually done by when."""


@season.command(name="set")
@click.argument("work_type", type=TYPE)
@click.argument("percents", type=float, nargs=12, metavar="JAN FEB … DEC")
@click.option("--division", default=EVERYWHERE, help="Only in this division; everywhere when not given.")
@click.option("--from", "valid_from", type=DAY, required=True, help="Holds for years that begin on this day or later.")
@click.option("--source", help="Where the curve is from.")
def set_season(work_type: str, percents: tuple[float, ...], division: str, valid_from: datetime, source: str | None):
    """Set the per cent of the year's WORK_TYPE done by the end of each month; the last is 100."""
    connect()
    with db.transaction() as session:
        first = valid_from.date()
        forestry.set_season(session, work_type, percents, division=division, valid_from=first, source=source)
    click.echo(f"{work_type}: {' '.join(f'{percent:g}' for percent in percents)}")


@click.group()
def scheme() -> None:
    """What inspections must find."""


@scheme.command(name="set")
@click.argument("work_type", type=TYPE)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("preset", type=click.Choice(list(PRESETS)))
@click.option("--verified-by", type=click.Choice(TIERS), default="county", help="The tier that must have inspected.")
@click.option("--division", default=EVERYWHERE, help="Only in this division; everywhere when not given.")
@click.option("--from", "valid_from", type=DAY, help="First day; today when not given.")
@click.option("--source", help="The rule that says so.")
def set_one(
    work_type: str,
    kind: str,
    preset: str,
    verified_by: str,
    division: str,
    valid_from: datetime | None,
    source: str | None,
):
    """Judge inspections of a KIND by a PRESET from a day on; what was judged before stays as it is."""
    settings = connect()
    first = (valid_from or datetime.now(settings.timezone)).date()
    named = {"work_type": work_type, "kind": kind, "preset": preset, "division": division}
    with db.transaction() as session:
        set_scheme(session, named | {"verified_by": verified_by, "valid_from": first, "source": source})
    click.echo(f"{work_type} {kind}: {preset}")


@click.group(name="forestry")
def works() -> None:
    """Forestry works: their zones and their accounts."""


@works.command()
def stamp() -> None:
    """Write anew which zoning units all works lie in, and count their areas again."""
    connect()
    with db.transaction() as session:
        zones.stamp_works(session)
        for year, work_type in years_and_types(session):
            forestry.recount(session, year, work_type)


@works.command(name="reconcile")
@click.argument("year", type=int)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--division", metavar="CODE", help="Only within this division.")
@click.option("--language", type=click.Choice(["zh-CN", "en"]), default="zh-CN", help="Language of headings.")
def reconcile_(year: int, file: Path, division: str | None, language: str) -> None:
    """Write a year's reconciliation to FILE (.xlsx); a file that exists is never overwritten."""
    connect()
    with db.reading() as session:
        found = reconcile(session, OPERATOR, year, division)
    try:
        with file.open("xb") as out:
            out.write(sheets.write_reconciliation(found, 1 if language == "en" else 0))
    except FileExistsError as error:
        raise click.ClickException(f"{file} exists; choose another name.") from error
    click.echo(f"{file}: {len(found['items'])}")

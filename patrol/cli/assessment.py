"""`bin/patrol assessment`: the preset, tables of scores, and issuing them."""

from datetime import UTC, datetime

import click

from patrol import db
from patrol.assessment import issuing, schemes, tables
from patrol.assessment.asking import Clock, Wanted, wanted
from patrol.assessment.sheets import write
from patrol.cli.connecting import connect
from patrol.models.officers import POSTS
from patrol.rules.assessment.indicators import OFFICER, SUBJECTS

DAY = click.DateTime(["%Y-%m-%d"])
ONE = (
    click.argument("period"),
    click.option("--by", type=click.Choice(SUBJECTS), help="Townships, unless a post is named."),
    click.option("--post", type=click.Choice(POSTS), help="Officers in this post."),
    click.option("--division", help="12-digit code of the county, where there are several."),
)


def of_one_table(command):
    """Let a command be asked for one table."""
    for decorate in reversed(ONE):
        command = decorate(command)
    return command


@click.group()
def assessment() -> None:
    """Scores of townships and officers: by which schemes, how they stand, and issuing them."""


@assessment.command()
@click.option("--division", required=True, help="12-digit code of the county.")
@click.option("--from", "valid_from", type=DAY, help="First day; today when not given.")
def preset(division: str, valid_from: datetime | None) -> None:
    """Open the preset: a scheme for townships and one for each post, to be settled by the county."""
    today = _clock().today
    first = valid_from.date() if valid_from else today
    with db.transaction() as session:
        for scheme in schemes.apply_preset(session, None, division, first, today):
            click.echo(f"{scheme.id}  {scheme.name}  {scheme.valid_from} –")


@assessment.command()
@of_one_table
@click.option("--out", type=click.File("wb"), help="Write the workbook to this file.")
def show(period: str, by: str | None, post: str | None, division: str | None, out) -> None:
    """The table of PERIOD (2026, 2026-Q3 …): rank, code, name, score, points of each indicator."""
    clock = _clock()
    with db.reading() as session:
        whole = tables.table(session, None, _asked(session, period, by, post, division), clock)
    if out:
        out.write(write(whole, "zh-CN"))
        return
    click.echo(f"{whole['scheme']['name']}  {whole['status']}  {whole['data_at']:%Y-%m-%d %H:%M}")
    for row in whole["items"]:
        points = "  ".join(f"{line['indicator']} {line['points']:.2f}" for line in row["lines"])
        score = "–" if row["score"] is None else f"{row['score']:.2f}"
        click.echo(f"{row['rank'] or '–'}  {row['key']}  {row['name']}  {score}  {points}")


@assessment.command()
@of_one_table
def issue(period: str, by: str | None, post: str | None, division: str | None) -> None:
    """Keep the table of PERIOD as it stands: its figures never move again."""
    clock = _clock()
    with db.transaction() as session:
        asked = _asked(session, period, by, post, division)
        issuing.issue(session, None, asked, clock)
    click.echo(f"{asked.county} {asked.period} {asked.post or asked.by}")


def _asked(session, period: str, by: str | None, post: str | None, division: str | None) -> Wanted:
    return wanted(session, None, period, by or (OFFICER if post else SUBJECTS[0]), post, division)


def _clock() -> Clock:
    return Clock(datetime.now(UTC), connect().timezone)

"""`bin/patrol rule` and `bin/patrol rescore`: patrol rules, presets, and past periods judged again."""

from datetime import UTC, date, datetime

import click

from patrol import db, rescoring, ruling
from patrol.cli.connecting import connect
from patrol.models.officers import POSTS
from patrol.presets.reading import presets
from patrol.queries import rule_lists
from patrol.rules.quotas import PERIODS

DAY = click.DateTime(["%Y-%m-%d"])
ALL = 100_000


@click.group()
def rule() -> None:
    """How often a post must go, and what makes a patrol effective."""


@rule.command(name="list")
@click.option("--on", type=DAY, help="Only those that hold on this day.")
def list_(on: datetime | None) -> None:
    """Every rule, a line each."""
    connect()
    with db.reading() as session:
        for row in rule_lists.rules(session, None, on.date() if on else None, 0, ALL):
            asked = f"{row.times}/{row.period} {row.min_duration_s / 60:g} min {row.min_distance_m:g} m"
            span = f"{row.valid_from} – {row.valid_to or ''}"
            click.echo(f"{row.id}  {row.division_code}  {row.post} {row.kind} per {row.per}  {asked}  {span}")


@rule.command()
@click.argument("post", type=click.Choice(POSTS))
@click.argument("kind", type=click.Choice(["river", "forest"]))
@click.argument("times", type=click.IntRange(1, 1000))
@click.argument("period", type=click.Choice(PERIODS))
@click.option("--division", required=True, help="12-digit code of the division it holds in.")
@click.option("--per", type=click.Choice(["object", "person"]), default="object")
@click.option("--class", "object_class", help="Only for segments or plots of this class.")
@click.option("--minutes", type=click.FloatRange(0, 10_080), default=0.0)
@click.option("--metres", type=click.FloatRange(0, 1_000_000), default=0.0)
@click.option("--share", type=click.FloatRange(0, 1), default=0.0, help="Share of the own segment or plot.")
@click.option("--inside-own", is_flag=True, help="Minutes and metres count inside the own segments or plots alone.")
@click.option("--distinct-days", is_flag=True, help="One a day counts.")
@click.option("--hours-between", type=click.FloatRange(0, 8784), default=0.0, help="Cool-down from start to start.")
@click.option("--from", "valid_from", type=DAY, help="First day; today when not given.")
@click.option("--source", help="Where it is laid down.")
def add(division: str, minutes: float, metres: float, share: float, hours_between: float, valid_from, **row) -> None:
    """Open a rule: POST goes TIMES in each PERIOD. What held before it ends."""
    today = _today()
    row |= {"division_code": division, "min_duration_s": minutes * 60, "min_distance_m": metres}
    row |= {"min_own_share": share, "cool_down_s": hours_between * 3600}
    row["valid_from"] = valid_from.date() if valid_from else today
    with db.transaction() as session:
        click.echo(f"{ruling.add_rule(session, None, row, today)}")


@rule.command()
@click.argument("rule_id", type=int)
@click.option("--on", type=DAY, help="Last day on which it holds; today when not given.")
def end(rule_id: int, on: datetime | None) -> None:
    """Let a rule end."""
    today = _today()
    with db.transaction() as session:
        ruling.end_rule(session, None, rule_id, on.date() if on else today, today)
    click.echo(f"{rule_id}: – {on.date() if on else today}")


@rule.group()
def preset() -> None:
    """Rules that counties have published."""


@preset.command(name="list")
def list_presets() -> None:
    """Every preset with its source."""
    for each in presets().values():
        click.echo(f"{each.name}  {each.title}  ({each.source})")


@preset.command()
@click.argument("name")
@click.option("--division", required=True, help="12-digit code of the division it is to hold in.")
@click.option("--from", "valid_from", type=DAY, help="First day; today when not given.")
def apply(name: str, division: str, valid_from: datetime | None) -> None:
    """Open every rule of a preset for a division."""
    today = _today()
    first = valid_from.date() if valid_from else today
    with db.transaction() as session:
        for rule_id in ruling.apply_preset(session, None, name, division, first, today):
            click.echo(f"{rule_id}")


@click.command()
@click.option("--division", required=True, help="12-digit code of the division whose patrols are judged again.")
@click.option("--from", "first", type=DAY, required=True)
@click.option("--to", "last", type=DAY, required=True)
@click.option("--reason", required=True, help="Why; it is kept with the scores before and after.")
def rescore(division: str, first: datetime, last: datetime, reason: str) -> None:
    """Judge the patrols of past days again."""
    settings = connect()
    clock = {"now": datetime.now(UTC), "zone": settings.timezone}
    with db.transaction() as session:
        act = rescoring.rescore(session, None, division, (first.date(), last.date()), reason, **clock)
    click.echo(f"{act}")


def _today() -> date:
    return datetime.now(connect().timezone).date()

"""`bin/patrol officer` and `bin/patrol assign`: people and what they answer for."""

import sys
from datetime import datetime

import click

from patrol import db, people
from patrol.cli.connecting import connect


@click.group()
def officer() -> None:
    """People who can sign in."""


@officer.command()
@click.argument("username")
@click.option("--name", required=True, help="Name as it is shown.")
@click.option("--post", required=True, help="Such as ranger, patroller, village_chief, supervisor, gis, admin.")
@click.option("--division", required=True, help="12-digit code of the division they work in.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(username: str, name: str, post: str, division: str, password_stdin: bool) -> None:
    """Enter an officer."""
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else _ask()
    connect()
    with db.transaction() as session:
        people.add_officer(session, username, name, post, division, password)
    click.echo(f"{username}: {name}, {post}, {division}")


@officer.command()
@click.argument("username")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--sign-out", is_flag=True, help="End their tokens too, as for a phone that was lost.")
def password(username: str, password_stdin: bool, sign_out: bool) -> None:
    """Give an officer a new password. Phones that are signed in stay so, unless told otherwise."""
    new = sys.stdin.readline().rstrip("\r\n") if password_stdin else _ask()
    connect()
    with db.transaction() as session:
        people.set_password(session, username, new, sign_out=sign_out)
    click.echo(username)


@officer.command()
@click.argument("username")
@click.option("--title", help="Office held (职务), as signboards print it; empty takes it off.")
@click.option("--phone", help="Office telephone, as signboards print it; empty takes it off.")
def publish(username: str, title: str | None, phone: str | None) -> None:
    """Say what of an officer stands on signboards beside name and post."""
    connect()
    with db.transaction() as session:
        people.publish(session, username, title, phone)
    click.echo(username)


def _ask() -> str:
    return click.prompt("Password", hide_input=True, confirmation_prompt=True)


@click.command()
@click.argument("username")
@click.argument("kind", type=click.Choice(["segment", "plot"]))
@click.argument("codes", nargs=-1, required=True)
@click.option("--from", "valid_from", type=click.DateTime(["%Y-%m-%d"]), help="First day; 1 January when not given.")
def assign(username: str, kind: str, codes: tuple[str, ...], valid_from: datetime | None) -> None:
    """Let an officer answer for segments or plots."""
    settings = connect()
    first = valid_from.date() if valid_from else datetime.now(settings.timezone).date().replace(month=1, day=1)
    with db.transaction() as session:
        new = people.assign(session, username, kind, codes, first)
    click.echo(f"{username}: {new} / {len(codes)} {kind}")

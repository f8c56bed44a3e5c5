"""`bin/patrol gis-user`: people who connect to the database itself with QGIS, GDAL or psql."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
import psycopg
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from gis import cluster
from patrol import db
from patrol.cli.connecting import connect
from patrol.config import Settings
from patrol.desk import users
from patrol.desk.opening import open_views
from patrol.desk.reaching import reached


@click.group("gis-user")
def gis_user() -> None:
    """People who connect to the database itself: scoped to a division, to schema gis_views only."""


@gis_user.command()
@click.argument("name")
@click.option("--division", required=True, help="12-digit code of the division whose rows they see.")
@click.option("--edit", "edits", is_flag=True, help="Let them change segments, plots, divisions and zoning units.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(name: str, division: str, edits: bool, password_stdin: bool) -> None:
    """Let somebody connect; without a given password one is made and printed."""
    password = _from_stdin() if password_stdin else users.new_password()
    settings = connect()
    with _administrator(settings) as session:
        users.check_new(session, name, division, password)
    with db.transaction() as session:
        open_views(session, settings)
    with _administrator(settings) as session:
        users.add(session, name, division, password, edits=edits)
    _tell_way(settings, name, None if password_stdin else password)


@gis_user.command("list")
def list_() -> None:
    """Who may connect: name, division, whether they edit, and how many connections they have now."""
    connect()
    with db.transaction() as session:
        for each in users.listed(session):
            state = f"{each.connections} connections" if each.known else "no role here: remove and add again"
            click.echo(f"{each.role:<31} {each.division_code} {'edit' if each.edits else 'read'}  {state}")


@gis_user.command()
@click.argument("name")
def remove(name: str) -> None:
    """Cut somebody off, at once."""
    with _administrator(connect()) as session:
        users.remove(session, name)
    click.echo(name)


@gis_user.command()
@click.argument("name")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def password(name: str, password_stdin: bool) -> None:
    """Give somebody another password; without a given one, one is made and printed."""
    new = _from_stdin() if password_stdin else users.new_password()
    with _administrator(connect()) as session:
        users.set_password(session, name, new)
    click.echo(name if password_stdin else f"{name}: {new}")


def _from_stdin() -> str:
    return sys.stdin.readline().rstrip("\r\n")


@contextmanager
def _administrator(settings: Settings) -> Iterator[Session]:
    """A session that may make roles: the private cluster's superuser's, whose database is guarded with it; elsewhere
    the application's own, once the server's administrator has allowed it."""
    private = None if Settings.from_env().database_url else cluster.status(settings.data)
    if private is None:
        with db.transaction() as session:
            users.check_guarded(session)
            yield session
        return
    conninfo = private.superuser_conninfo(private.database)
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(conninfo))
    with Session(engine) as session, session.begin():
        users.guard(session)
        yield session
    engine.dispose()


def _tell_way(settings: Settings, name: str, made: str | None) -> None:
    way = reached(settings)
    rows = {
        "Host": way.host,
        "Port": way.port,
        "Database": way.database,
        "User name": name,
        **({"Password": made} if made else {}),
        "Schema": "gis_views",
        "Project": f"postgresql://{way.host}:{way.port}?dbname={way.database}&schema=gis_views&project=山河巡护",
    }
    for label, value in rows.items():
        click.echo(f"{label + ':':<11} {value}")
    if not way.outside:
        click.echo("Only programs on this machine get there; for others start with PATROL_GIS_LISTEN=0.0.0.0:5433.")

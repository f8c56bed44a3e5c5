"""GIS users: roles of the database server that sign in for themselves, see their division, and are held short.

Everything here is done with the rights of an administrator of the database server: of the private cluster that is the
project's own; elsewhere the application's role needs CREATEROLE, and `gis_guard.sql` must have been run.
"""

import re
import secrets
from collections.abc import Sequence
from importlib.resources import files

from psycopg import Connection, sql
from sqlalchemy import Row, func, literal_column, select, text
from sqlalchemy.orm import Session

from patrol import people
from patrol.access import prefix_of
from patrol.desk.opening import EDITORS, READERS
from patrol.errors import Conflict, Invalid, NotFound
from patrol.models import GisUser

NAME = re.compile(r"[a-z][a-z0-9_]{1,30}")
CONNECTIONS = 8
LIMITS = {
    "search_path": "gis_views, public",
    "statement_timeout": "60s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "10min",
    "default_transaction_isolation": "read committed",
    "row_security": "on",
    "jit": "off",
}
"""What every connection begins with. A client can set these otherwise; `end_overlong` ends what then goes on."""
OVERLONG = """
SELECT count(pg_terminate_backend(a.pid)) FROM pg_stat_activity a JOIN gis_user u ON u.role = a.usename
WHERE (a.state = 'active' AND a.query_start < now() - interval '5 minutes')
   OR (a.state LIKE 'idle in transaction%' AND a.state_change < now() - interval '15 minutes')
"""
MAY_SIGNAL = "SELECT pg_has_role('pg_signal_backend', 'USAGE') AND pg_has_role('pg_read_all_stats', 'USAGE')"
GUARDED = """
SELECT NOT has_function_privilege('public', 'pg_catalog.lo_create(oid)', 'EXECUTE')
  AND NOT has_database_privilege('public', current_database(), 'TEMPORARY')
  AND EXISTS (SELECT FROM pg_roles WHERE rolname = 'patrol_gis')
"""


def guard(session: Session) -> None:
    """Take from PUBLIC what GIS users must not have. Needs an administrator's session."""
    statement = files("patrol.sql").joinpath("gis_guard.sql").read_text(encoding="utf8")
    _server(session).execute(statement.encode())


def check_guarded(session: Session) -> None:
    """Conflict unless the guard was run and this session may make roles: an administrator must do so first."""
    can = session.scalar(text("SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"))
    if not can or not session.scalar(text(GUARDED)):
        raise Conflict("gis_server_unready", owner=session.scalar(text("SELECT current_user")))


def check_new(session: Session, name: str, division: str, password: str) -> None:
    """Invalid for a name, a division or a password that cannot be; Conflict for a name that the server knows."""
    if not NAME.fullmatch(name) or name.startswith("pg_"):
        raise Invalid({"name": "gis_user_name"})
    people.check_division(session, division)
    people.check_password(password)
    if session.scalar(text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :name)"), {"name": name}):
        raise Conflict("gis_user_taken", name=name)


def add(session: Session, name: str, division: str, password: str, *, edits: bool) -> None:
    """Make a role that signs in, in the groups that it belongs to. Needs an administrator's session."""
    check_new(session, name, division, password)
    server, role = _server(session), sql.Identifier(name)
    flags = sql.SQL("LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT")
    server.execute(sql.SQL("CREATE ROLE {} {} CONNECTION LIMIT {}").format(role, flags, sql.Literal(CONNECTIONS)))
    for setting, value in LIMITS.items():
        # A list is no one string: each of its parts is quoted.
        values = sql.SQL(", ").join(map(sql.Literal, value.split(", ")))
        server.execute(sql.SQL("ALTER ROLE {} SET {} TO {}").format(role, sql.Identifier(setting), values))
    for group in (READERS, *([EDITORS] if edits else [])):
        server.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), role))
    _give_password(server, name, password)
    session.merge(GisUser(role=name, division_code=division, prefix=prefix_of(division), edits=edits))
    session.flush()


def set_password(session: Session, name: str, password: str) -> None:
    """Give a GIS user another password; open connections stay. NotFound for a role that is not a GIS user's."""
    people.check_password(password)
    _known(session, name)
    _give_password(_server(session), name, password)


def remove(session: Session, name: str) -> None:
    """End a GIS user's connections and take the role away. NotFound for a role that is not a GIS user's."""
    user = _known(session, name)
    server, role = _server(session), sql.Identifier(name)
    if _exists(session, name):
        server.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(role))
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (name,))
        # Who is no superuser may drop what belongs to a role that it is a member of.
        server.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))
        server.execute(sql.SQL("DROP OWNED BY {}").format(role))
        server.execute(sql.SQL("DROP ROLE {}").format(role))
    session.delete(user)
    session.flush()


def listed(session: Session) -> Sequence[Row]:
    """role, division_code, edits, known (whether the database server has the role) and connections, by name."""
    known = literal_column("EXISTS (SELECT FROM pg_roles WHERE rolname = gis_user.role)").label("known")
    activity = literal_column("(SELECT count(*) FROM pg_stat_activity WHERE usename = gis_user.role)")
    open_now = activity.label("connections")
    columns = (GisUser.role, GisUser.division_code, GisUser.edits, known, open_now)
    return session.execute(select(*columns).order_by(GisUser.role)).all()


def end_overlong(session: Session) -> int:
    """End connections of GIS users whose statement runs, or whose transaction lies open, beyond any limit."""
    if not session.scalar(select(func.count()).select_from(GisUser)) or not session.scalar(text(MAY_SIGNAL)):
        return 0
    return session.scalar(text(OVERLONG))


def new_password() -> str:
    """A password that nobody can guess, of letters and digits that go into any form."""
    return secrets.token_urlsafe(15)


def _known(session: Session, name: str) -> GisUser:
    user = session.get(GisUser, name)
    if user is None:
        raise NotFound("gis_user_unknown", name=name)
    return user


def _exists(session: Session, name: str) -> bool:
    return session.scalar(text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :name)"), {"name": name})


def _give_password(server: Connection, name: str, password: str) -> None:
    """Only the verifier goes to the server, and into its log should the statement fail."""
    verifier = server.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
    server.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(verifier)))


def _server(session: Session) -> Connection:
    """The connection below the session, in its transaction."""
    return session.connection().connection.driver_connection

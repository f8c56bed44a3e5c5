"""What a new database begins with: the demo county, or one administrator; and how people are welcomed."""

import secrets
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import exists, select

from patrol import auth, db, demo
from patrol.models import Division, Officer

EVERYWHERE = "000000000000"
PLACES = (
    ("Console    控制台", "/"),
    ("Field app  手机端", "/field/"),
    ("API        接口文档", "/api/docs"),
    ("QGIS       图层服务", "/ogc/"),
)


class SignIn(NamedTuple):
    """A name and password to sign in with, and whose they are."""

    username: str
    password: str
    who: str


def begin(with_demo: bool, say: Callable[[str], None]) -> list[SignIn]:
    """Give an empty database its first data. Returns the sign-ins to show: the demo's, or a new administrator's."""
    with db.reading() as session:
        has_county = session.scalar(select(exists().where(Division.id.is_not(None))))
    if with_demo and not has_county:
        demo.load(say)
    with db.transaction() as session:
        usernames = set(session.scalars(select(Officer.username).limit(1000)))
        if not usernames:
            return [_first_administrator(session)]
    return [SignIn(*known) for known in demo.SIGN_INS if with_demo and known[0] in usernames]


def _first_administrator(session) -> SignIn:
    password = secrets.token_urlsafe(12)
    session.add(
        Officer(
            username="admin",
            name="Administrator 管理员",
            post="admin",
            division_code=EVERYWHERE,
            password_hash=auth.hash_password(password),
        )
    )
    return SignIn("admin", password, "administrator, shown this once")


def welcome(address: str, outside: str | None, sign_ins: list[SignIn]) -> str:
    """The closing words of a start: where things are and who can sign in."""
    lines = ["", "Shanhe Patrol 山河巡护 is ready."]
    lines += [f"  {name:<16} {address}{path}" for name, path in PLACES]
    if outside:
        lines.append(f"  From phones in this network: {outside}/field/")
    if sign_ins:
        lines.append("Sign in as")
        lines += [f"  {known.username:<12} {known.password:<16} {known.who}" for known in sign_ins]
    return "\n".join([*lines, "Ctrl-C ends it.", ""])

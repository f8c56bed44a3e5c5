"""What a new database begins with: the demo county, or one administrator; and how people are welcomed."""

import secrets
from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import exists, select

from patrol import auth, db, demo, web
from patrol.models import Division, Officer

EVERYWHERE = "000000000000"
FIELD_APP = web.DIST / "field"
PLACES = (
    ("控制台   Console    ", "/"),
    *([("手机端   Field app  ", "/field/")] if FIELD_APP.exists() else []),
    ("接口文档 API        ", "/api/docs"),
    ("图层服务 QGIS, OGC  ", "/ogc/"),
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
        if not session.scalar(select(exists().where(Officer.id.is_not(None)))):
            return [_first_administrator(session)]
        return _demo_sign_ins(session) if with_demo else []


def _demo_sign_ins(session) -> list[SignIn]:
    """Those of the demo county that are in this database, which may hold a real county."""
    known = {sign_in[0]: SignIn(*sign_in) for sign_in in demo.SIGN_INS}
    present = set(session.scalars(select(Officer.username).where(Officer.username.in_(known), Officer.active)))
    return [sign_in for username, sign_in in known.items() if username in present]


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
    lines += [f"  {name} {address}{path}" for name, path in PLACES]
    if outside:
        lines.append(f"  From phones and other computers in this network: {outside}/")
    if sign_ins:
        lines.append("Sign in as")
        lines += [f"  {known.username:<12} {known.password:<16} {known.who}" for known in sign_ins]
    return "\n".join([*lines, "Ctrl-C ends it.", ""])

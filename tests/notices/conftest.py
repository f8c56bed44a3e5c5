"""The village of the casework tests; a database of its own for messages, because what is sent must be committed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, insert, make_url, select, text

from patrol import db
from patrol.config import NotifySettings
from patrol.models import Delivery, Division, Notice, NoticeSetting, Officer, Webhook
from tests.casework.conftest import COUNTY, VILLAGE, late, officers
from tests.notices.receivers import http_receiver, mail_receiver

__all__ = ["late", "officers"]


@pytest.fixture(scope="session")
def outbox_url(cluster_url):
    """The address of a migrated database for this folder's messages."""
    server = create_engine(db.driver_url(cluster_url), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE outbox"))
        url = make_url(cluster_url).set(database="outbox").render_as_string(hide_password=False)
        db.migrate(url)
        yield url
        connection.execute(text("DROP DATABASE outbox WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def outbox(outbox_url):
    """This process on that database, emptied; one officer who wants every message by e-mail."""
    engine = db.configure(outbox_url)
    with db.transaction() as session:
        for table in ("delivery", "notice", "webhook", "notice_setting", "officer", "division"):
            session.execute(text(f"DELETE FROM {table}"))
        session.add(Division(code=COUNTY, name="云岫县", level="county"))
        wang = Officer(username="wang", name="王河", post="patroller", division_code=VILLAGE)
        session.add(wang)
        session.flush()
        since = datetime.now(UTC) - timedelta(hours=1)
        ways = {"email": "wang@example.com", "mail_digest": True, "mail_each": True, "mail_since": since}
        session.add(NoticeSetting(officer_id=wang.id, **ways))
    yield engine
    engine.dispose()


@pytest.fixture
def tell(outbox):
    """`tell("overdue", "2026-0001")` gives Wang a notice."""

    def told(kind: str, subject: str = "2026-0001", username: str = "wang", **said) -> int:
        params = {"number": subject, "title": "桥下<b>垃圾</b>", "due_on": "2026-05-20"} | said.pop("params", {})
        with db.transaction() as session:
            row = {
                "officer_id": session.scalars(select(Officer.id).where(Officer.username == username)).one(),
                "kind": kind,
                "subject_kind": "issue",
                "subject": subject,
                "occasion": "1",
                "division_code": VILLAGE,
                "sentence": "notice_overdue",
                "params": params,
                "created_at": datetime.now(UTC),
            }
            return session.scalars(insert(Notice).values(row | said).returning(Notice.id)).one()

    return told


@pytest.fixture
def robot(outbox, web):
    """`robot("wecom")` is the id of a webhook that is told of escalations."""

    def made(kind: str, **said) -> int:
        row = {
            "division_code": COUNTY,
            "name": "群",
            "robot": kind,
            "url": f"http://127.0.0.1:{web.port}/robot?key=geheim",
            "kinds": ["escalated"],
            "created_at": datetime.now(UTC) - timedelta(hours=1),
        }
        with db.transaction() as session:
            return session.scalars(insert(Webhook).values(row | said).returning(Webhook.id)).one()

    return made


@pytest.fixture
def web():
    """An HTTP receiver."""
    with http_receiver() as receiver:
        yield receiver


@pytest.fixture
def post_office():
    """A mail server."""
    with mail_receiver() as receiver:
        yield receiver


@pytest.fixture
def ways(settings):
    """`ways(post_office)`: settings that let webhooks be on loopback, with a mail server."""

    def made(mail=None, url=None, **said):
        url = f"smtp://127.0.0.1:{mail.port}" if mail else url
        return replace(settings, notify=NotifySettings(smtp_url=url, private_webhooks=True, timeout_s=1.0, **said))

    return made


@pytest.fixture
def states(outbox):
    """What became of the messages, the oldest first: state, attempts, last_error."""

    def asked() -> list[tuple]:
        with db.reading() as session:
            found = select(Delivery.state, Delivery.attempts, Delivery.last_error).order_by(Delivery.id)
            return [tuple(row) for row in session.execute(found)]

    return asked


@pytest.fixture
def hurry(outbox):
    """Let what waits be due now."""

    def due() -> None:
        with db.transaction() as session:
            session.execute(text("UPDATE delivery SET next_at = now() WHERE state = 'waiting'"))

    return due

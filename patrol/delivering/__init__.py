"""Notices go out by e-mail and to webhooks: claimed, sent, noted; never twice.

A message is claimed in a transaction of its own before it is sent. What is certain not to have arrived is tried again,
ever later, and given up in the end. What may have arrived (the connection broke after the message was out, or the
sender was killed before it could note the answer) is `unsure` and not sent again: at most once. Nothing is lost by
that, because the inbox has every notice.
"""

import random
import time
from datetime import UTC, datetime

from sqlalchemy import Row

from patrol import db
from patrol.config import Settings
from patrol.delivering import outbox
from patrol.delivering.hooks import Hook, post
from patrol.delivering.mail import Mailer, compose
from patrol.delivering.outcomes import Outcome
from patrol.messages import notice_sentence, t

LONGEST_RUN_S = 40.0


def send_waiting(settings: Settings, longest_s: float = LONGEST_RUN_S) -> None:
    """Send what is due, for so many seconds at most. An address that fails rests until the next run."""
    with db.transaction() as session:
        outbox.give_up_cut_off(session)
        outbox.write_deliveries(session, datetime.now(UTC), mail=settings.notify.smtp_url is not None)
    until, mailer = time.monotonic() + longest_s, Mailer(settings)
    mail_rests, resting = settings.notify.smtp_url is None, set()
    try:
        while time.monotonic() < until:
            with db.transaction() as session:
                message = outbox.claim(session, mail_rests=mail_rests, resting=resting)
            if message is None:
                return
            outcome = _send(message, mailer, settings)
            with db.transaction() as session:
                outbox.settle(session, message.id, message.attempts, outcome, random.random())
            if outcome.state in ("failed", "unsure"):
                mail_rests = mail_rests or message.webhook_id is None
                resting.add(message.webhook_id)
                resting.discard(None)
    finally:
        mailer.close()


def _send(message: Row, mailer: Mailer, settings: Settings) -> Outcome:
    said = notice_sentence(message.sentence, message.params, message.locale)
    if message.webhook_id is not None:
        told = {
            "id": str(message.id),
            "kind": message.kind,
            "subject_kind": message.subject_kind,
            "subject": message.subject,
            "text": said,
            "at": message.created_at.isoformat(),
            "link": f"{settings.public_url}/" if settings.public_url else None,
        }
        hook = Hook(message.robot, message.url, message.secret)
        return post(hook, told, f"delivery-{message.id}", settings.notify)
    if not message.email:
        return Outcome("refused", "send_no_address")
    about = said
    if message.kind == "digest":
        about = t("mail_digest_subject", message.locale, day=message.params["day"])
    return mailer.send(compose(message.email, message.name, about, said, message.id, message.locale, settings))

"""The messages that wait to go out, and what became of them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from importlib.resources import files

from sqlalchemy import Row, func, text, update
from sqlalchemy.orm import Session

from patrol.delivering.outcomes import UNSURE, Outcome
from patrol.models import Delivery
from patrol.rules.notices import URGENT, wait_after

WRITTEN_WITHIN = timedelta(days=2)
CUT_OFF_AFTER = timedelta(minutes=10)

WRITE, CLAIM = (
    text(files("patrol.sql").joinpath(f"{name}.sql").read_text(encoding="utf8"))
    for name in ("write_deliveries", "claim_delivery")
)


def write_deliveries(session: Session, now: datetime, *, mail: bool) -> None:
    """Enter what is to go out, each once, however often this is asked; e-mail only where there is a server."""
    given = {"now": now, "since": now - WRITTEN_WITHIN, "mail": mail, "urgent": sorted(URGENT)}
    session.execute(WRITE, given)


def claim(session: Session, *, mail_rests: bool, resting: Collection[int]) -> Row | None:
    """Take the next message that is due, with its notice and address; `resting` webhooks are left alone."""
    return session.execute(CLAIM, {"mail_rests": mail_rests, "resting": list(resting)}).one_or_none()


def settle(session: Session, delivery_id: int, attempts: int, outcome: Outcome, chance: float) -> None:
    """Note how an attempt ended, unless it was given up as cut off meanwhile."""
    wait = wait_after(attempts, chance) if outcome.state == "failed" else None
    state = {"sent": "sent", "unsure": "unsure", "refused": "given_up"}.get(outcome.state)
    values = {"state": state or ("waiting" if wait else "given_up"), "last_error": outcome.error}
    if wait:
        values["next_at"] = func.clock_timestamp() + wait
    if outcome.state == "sent":
        values["delivered_at"] = func.clock_timestamp()
    this = (Delivery.id == delivery_id, Delivery.state == "sending", Delivery.attempts == attempts)
    session.execute(update(Delivery).where(*this).values(values))


def give_up_cut_off(session: Session) -> None:
    """A sender that was killed between sending and noting it leaves a message that may have arrived: not again."""
    old = (Delivery.state == "sending", Delivery.claimed_at < func.clock_timestamp() - CUT_OFF_AFTER)
    session.execute(update(Delivery).where(*old).values(state="unsure", last_error=UNSURE.error))

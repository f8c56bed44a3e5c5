"""What may be tried only so often: sign-ins, and whatever else strangers may send."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, INTEGER
from sqlalchemy.orm import Session

from patrol.errors import TooMany
from patrol.models import Throttle

FIRST_WAIT_S = 5
LONGEST_WAIT_S = 900
FORGOTTEN_AFTER = timedelta(minutes=30)

# A try while another one waits is not counted: who is locked out by a guesser comes in when the wait ends.
COUNT = text("""
    INSERT INTO throttle AS known (key, tries, last_at, waits_until)
    SELECT key, 1, :now, CASE WHEN free <= 1 THEN :now + make_interval(secs => :first) END
    FROM unnest(:keys, :free) AS asked (key, free)
    ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN known.last_at < :forgotten THEN 1 ELSE known.tries + 1 END,
        last_at = :now,
        waits_until = (
            SELECT CASE WHEN known.last_at >= :forgotten AND known.tries + 1 >= free
                THEN :now + make_interval(secs => least(:first * 2.0 ^ least(known.tries + 1 - free, 20), :longest)) END
            FROM unnest(:keys, :free) AS asked (key, free) WHERE asked.key = excluded.key)
""").bindparams(bindparam("keys", type_=ARRAY(BYTEA)), bindparam("free", type_=ARRAY(INTEGER)))


@dataclass(frozen=True)
class Budget:
    """`free` tries of `what` by or on `whom`; each further one doubles the wait, up to a quarter of an hour."""

    what: str
    whom: str
    free: int

    @property
    def key(self) -> bytes:
        """What the table keeps instead of the name or the address."""
        return hashlib.sha256(f"{self.what}\0{self.whom}".encode()).digest()


def spend(session: Session, budgets: Sequence[Budget], now: datetime) -> None:
    """Count one try on every budget, before it is known how the try ends. TooMany while one of them waits."""
    keys = [budget.key for budget in budgets]
    waits_until = session.scalar(
        select(func.max(Throttle.waits_until)).where(Throttle.key.in_(keys), Throttle.waits_until > now)
    )
    if waits_until is not None:
        raise TooMany(retry_after_s=int((waits_until - now).total_seconds()) + 1)
    terms = {"first": FIRST_WAIT_S, "longest": LONGEST_WAIT_S, "forgotten": now - FORGOTTEN_AFTER, "now": now}
    session.execute(COUNT, {"keys": keys, "free": [budget.free for budget in budgets], **terms})


def forgive(session: Session, wholly: Budget, *others: Budget) -> None:
    """After a success: forget all tries of one budget, and take this one off the others."""
    session.execute(delete(Throttle).where(Throttle.key == wholly.key))
    session.execute(
        update(Throttle)
        .where(Throttle.key.in_([budget.key for budget in others]))
        .values(tries=func.greatest(Throttle.tries - 1, 0))
    )


def sweep(session: Session, now: datetime) -> None:
    """Forget tries of long ago."""
    session.execute(delete(Throttle).where(Throttle.last_at < now - 2 * FORGOTTEN_AFTER))

"""What the clock tells officers, and what goes out to them by e-mail and to robots."""

from datetime import UTC, datetime

from procrastinate import JobContext

from patrol import db, delivering, digests, telling
from patrol.config import Settings
from patrol.jobs.queue import context, queue


def tell(settings: Settings, now: datetime) -> None:
    """Tell what is due, late or waits for a review, and in the morning what there is to do; each once."""
    with db.transaction() as session:
        telling.tell_deadlines(session, now, settings.timezone)
        telling.tell_flagged(session, now, settings.timezone)
    with db.transaction() as session:
        digests.write_digests(session, now, settings)


@queue.periodic(cron="*/5 * * * *")
@queue.task(name="tell_officers", pass_context=True)
def tell_officers(job: JobContext, timestamp: int) -> None:
    """Tell what is due by now."""
    tell(context(job), datetime.now(UTC))


@queue.periodic(cron="* * * * *")
@queue.task(name="send_messages", pass_context=True)
def send_messages(job: JobContext, timestamp: int) -> None:
    """Send what waits to go out."""
    delivering.send_waiting(context(job))

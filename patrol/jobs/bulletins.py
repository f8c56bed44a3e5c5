"""Bulletins are made beside requests: it takes seconds, and LibreOffice."""

from datetime import UTC, datetime

from procrastinate import JobContext

from patrol import db
from patrol.bulletins import asking
from patrol.jobs.queue import context, defer, queue


@queue.task(name="make_bulletin", pass_context=True)
def make_bulletin(job: JobContext, number: int) -> None:
    """Make one that was asked for."""
    # The drawing of charts is heavy to load and only the worker draws.
    from patrol.bulletins.making import make

    make(number, datetime.now(UTC), context(job))


@queue.periodic(cron="*/10 * * * *")
@queue.task(name="follow_bulletin_schedules", pass_context=True)
def follow_bulletin_schedules(job: JobContext, timestamp: int) -> None:
    """Ask for what is on a schedule."""
    now = datetime.now(UTC).astimezone(context(job).timezone)
    with db.transaction() as session:
        for number in asking.follow_schedules(session, now):
            defer(session, make_bulletin, number=number)

"""What follows edits of boundaries by SQL: asked for by the edit itself, and looked for by the minute."""

from procrastinate import JobContext

from patrol import db
from patrol.importing.due import lay_due as lay
from patrol.jobs.queue import context, queue


@queue.periodic(cron="* * * * *")
@queue.task(name="lay_due", pass_context=True)
def lay_due(job: JobContext, timestamp: int) -> None:
    """Lay and count anew, some at a time, until nothing is due."""
    while True:
        with db.transaction() as session:
            if not lay(session, context(job)):
                return

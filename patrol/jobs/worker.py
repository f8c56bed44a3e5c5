"""The process that does the jobs until it is told to end."""

import logging

from procrastinate import PsycopgConnector

from patrol import db
from patrol.config import Settings
from patrol.jobs.queue import queue

GRACE_S = 10.0
# An import takes its minutes; what time itself asks for goes on beside it.
AT_ONCE = 2


def work(settings: Settings, *, wait: bool = True) -> None:
    """Do jobs on the database of `settings`; without `wait`, only those that are there now."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    db.configure(settings.database_url, settings.replica_url)
    connector = PsycopgConnector(conninfo=db.plain_url(settings.database_url), max_size=4)
    with queue.replace_connector(connector) as living:
        living.run_worker(
            wait=wait,
            concurrency=AT_ONCE,
            delete_jobs="never",
            shutdown_graceful_timeout=GRACE_S,
            additional_context={"settings": settings},
        )

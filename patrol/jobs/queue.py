"""The queue of jobs. A job is written in the caller's transaction: it exists when, and only when, its reason does."""

from typing import Any

from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.tasks import Task
from sqlalchemy.orm import Session

from patrol.config import Settings

JOBS = [
    "patrol.jobs.upkeep",
    "patrol.jobs.messages",
    "patrol.jobs.bulletins",
    "patrol.jobs.boundaries",
    "patrol.jobs.imports",
]
# Only the worker opens connections of its own.
queue = App(connector=PsycopgConnector(), import_paths=JOBS)


def defer(session: Session, task: Task, *, lock: str | None = None, **arguments: Any) -> int:
    """Write a job for `task` into the session's transaction; returns its number. Jobs of one `lock` run one by one."""
    connection = session.connection().connection.driver_connection
    return task.configure(connection=connection, lock=lock).defer(**arguments)


def context(job: JobContext) -> Settings:
    """The settings under which the worker runs."""
    return job.additional_context["settings"]

"""Files of features, read and written beside requests: one at a time, taken up again when a worker was killed."""

import uuid
from datetime import UTC, datetime

from procrastinate import JobContext, RetryStrategy
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from patrol import importing
from patrol.jobs.queue import context, defer, queue

# All imports have one lock: one file's worth of memory, and no two that wait for each other's tables.
LOCK = "import"
LOST_DATABASE = RetryStrategy(max_attempts=30, wait=10, retry_exceptions=[OperationalError, InterfaceError])


@queue.task(name="preview_import", pass_context=True, retry=LOST_DATABASE)
def preview_import(job: JobContext, import_id: str) -> None:
    """Read and judge a file."""
    importing.preview(uuid.UUID(import_id), context(job), datetime.now(UTC))


@queue.task(name="commit_import", pass_context=True, retry=LOST_DATABASE)
def commit_import(job: JobContext, import_id: str) -> None:
    """Write what was previewed."""
    importing.commit(uuid.UUID(import_id), context(job), datetime.now(UTC))


def ask_for_preview(session: Session, import_id: uuid.UUID) -> None:
    """Let a worker read the file of an import."""
    defer(session, preview_import, lock=LOCK, import_id=str(import_id))


def ask_for_commit(session: Session, import_id: uuid.UUID) -> None:
    """Let a worker write an import."""
    defer(session, commit_import, lock=LOCK, import_id=str(import_id))

"""Jobs beside requests, kept in the same database: asked for in one transaction with what they belong to."""

from patrol.jobs.queue import context, defer, queue

__all__ = ["context", "defer", "queue"]

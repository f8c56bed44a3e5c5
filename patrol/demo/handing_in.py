"""A year of patrols handed in: walked, recorded and submitted through the same code as a phone's, on two processes."""

import io
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from itertools import groupby, repeat
from operator import attrgetter

import numpy as np
from psycopg.errors import DeadlockDetected
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from patrol import db, photos
from patrol import intake as reception
from patrol.access import Viewer
from patrol.config import Settings
from patrol.demo import sightings, walks
from patrol.demo.county import County
from patrol.demo.forest import Plot
from patrol.demo.outings import Outing
from patrol.demo.rivers import Segment
from patrol.models import Officer

PROCESSES = 2
AT_ONCE = 100  # outings that a process takes at a time
Ways = dict[str, Segment | Plot]


@contextmanager
def helpers() -> Iterator[Executor]:
    """Processes to hand patrols in with, getting ready while this one goes on; they end with the block.

    They are new ones: forked ones would share this one's connections and signal handlers.
    """
    url = db.engine().url.render_as_string(hide_password=False)
    fresh = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(PROCESSES, fresh, initializer=_begin, initargs=(url,))
    try:
        for _ in range(PROCESSES):
            pool.submit(db.engine)
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(url: str) -> None:
    """In a new process: leave Ctrl-C to its parent, end when that is killed, and connect."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    db.configure(url)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def hand_in(pool: Executor, county: County, outings: list[Outing], settings: Settings) -> None:
    """Walk and submit every outing through the same code as a phone's."""
    ways: Ways = {way.code: way for way in county.segments} | {way.code: way for way in county.plots}
    parts = _by_officer(outings)
    walked = [{code: ways[code] for outing in part for code in outing.codes} for part in parts]
    for _ in pool.map(_submit, repeat(settings), parts, walked):
        pass


def _by_officer(outings: list[Outing]) -> list[list[Outing]]:
    """Parts of some hundred outings, all of an officer's in one and in their order: two processes that had the same
    officers would wait for each other's sums of months."""
    parts: list[list[Outing]] = [[]]
    for _, own in groupby(sorted(outings, key=attrgetter("username")), key=attrgetter("username")):
        if len(parts[-1]) >= AT_ONCE:
            parts.append([])
        parts[-1] += own
    return parts


def _submit(settings: Settings, outings: list[Outing], ways: Ways) -> None:
    with db.reading() as session:
        viewers = {viewer.username: viewer for viewer in _viewers(session)}
    for outing in outings:
        seen = sightings.add(outing, walks.record(outing, [ways[code] for code in outing.codes]))
        _submit_one(viewers[outing.username], outing, seen, settings)


def _submit_one(officer: Viewer, outing: Outing, seen: sightings.Sighted, settings: Settings) -> None:
    """In a transaction of its own, as from a phone: what it counts for is locked until then, and others pass there."""
    for last in (False, False, True):
        try:
            with db.transaction() as session:
                # Nothing was acknowledged to anybody, and a load that was broken off is begun afresh.
                session.execute(text("SET LOCAL synchronous_commit TO off"))
                _hand_in(session, officer, outing, seen, settings)
            return
        except OperationalError as error:
            # A substitute's walk counts for whoever is away, whose own may come in now.
            if last or not isinstance(error.orig, DeadlockDetected):
                raise


def _viewers(session) -> list[Viewer]:
    columns = (Officer.id, Officer.username, Officer.name, Officer.post, Officer.division_code)
    return [Viewer(*row) for row in session.execute(select(*columns))]


def _hand_in(session, officer: Viewer, outing: Outing, seen: sightings.Sighted, settings: Settings) -> None:
    """Submit one patrol some minutes after its end; its photos follow, except the odd one that never arrives."""
    random = np.random.default_rng(outing.seed + 9)
    now = seen.body["ended_at"] + timedelta(seconds=int(random.gamma(2, 300)) + 20)
    reception.submit_patrol(session, officer, outing.id, seen.body, now=now, settings=settings)
    for sha256, content in seen.pictures.items():
        if random.uniform() > 0.04:
            photos.store_photo(session, officer, sha256, io.BytesIO(content), now=now, settings=settings)

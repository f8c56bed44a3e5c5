"""How many rows match: counted once, and known for as long as nothing changes of what was counted."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, String, bindparam, case, func, null, select

from gis.sorting import Start

MOST_KEPT = 5_000
"""Counts of one process: some bytes each, a digest for their name."""


class KeptCounts:
    """The counts asked for last, each in its newest version."""

    def __init__(self, most: int = MOST_KEPT):
        self.most = most
        self._kept: OrderedDict[bytes, tuple[str, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> tuple[str | None, int]:
        """The version that was counted, and the count; no version where nothing is known."""
        with self._lock:
            if key not in self._kept:
                return None, 0
            self._kept.move_to_end(key)
            return self._kept[key]

    def put(self, key: bytes, version: str, matched: int) -> None:
        """Keep a count instead of its earlier version; those not asked for the longest give way."""
        with self._lock:
            self._kept[key] = version, matched
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)


@dataclass(frozen=True)
class Counting:
    """What a count is kept under, and the question (one value) for the version of what is counted, with its values."""

    key: bytes
    version: Select
    values: dict[str, Any]

    def given(self, kept: KeptCounts) -> dict[str, Any]:
        """The values of the parameters that a statement which counts by versions names."""
        version, matched = kept.get(self.key)
        return self.values | {"known_version": version, "known_matched": matched}


def counted(rows: Select, begins: Start | None, version: Select | None) -> tuple[ColumnElement, ColumnElement]:
    """SQL for ``matched`` and ``version``: what an earlier page counted, what is known of that version, or a count."""
    if begins is not None:
        return bindparam("matched", begins.matched, BigInteger).label("matched"), null().label("version")
    if version is None:
        return count(rows).label("matched"), null().label("version")
    # Read twice and asked once.
    asked = select(version.scalar_subquery().label("word")).cte("version")
    word = select(asked.c.word).scalar_subquery()
    known = word == bindparam("known_version", None, String), bindparam("known_matched", 0, BigInteger)
    return case(known, else_=count(rows)).label("matched"), word.label("version")


def count(rows: Select) -> ColumnElement:
    """SQL for how many rows there are."""
    keys = rows.with_only_columns(rows.selected_columns.key.label("key"), maintain_column_froms=True)
    return select(func.count()).select_from(keys.subquery("matched")).scalar_subquery()

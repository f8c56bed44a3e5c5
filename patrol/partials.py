"""The bytes of uploads that are not whole yet: a file each, written by one connection at a time."""

import fcntl
import hashlib
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from patrol.errors import ChecksumMismatch, Locked, NotFound, Refusal, TooLarge, Unavailable
from patrol.storage import sync

PIECE = 16 * 1024
SETTLE_EVERY = 256 * 1024


class Broken(Protocol):
    """A stream that may break off, and then says so."""

    cut: bool

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes, none at the end."""


class Checksum(NamedTuple):
    """What the bytes of one piece must hash to: an algorithm of hashlib, and the digest."""

    algorithm: str
    digest: bytes


class Partials:
    """Unfinished uploads under one folder of PATROL_DATA."""

    def __init__(self, root: Path):
        self.root = root

    def path(self, upload_id: uuid.UUID) -> Path:
        """Where an upload's bytes are."""
        return self.root / str(upload_id)

    def make(self, upload_id: uuid.UUID) -> None:
        """Make an empty file, durably; Unavailable when the disk does not take it."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with self.path(upload_id).open("xb") as file:
                os.fsync(file.fileno())
            sync(self.root)
        except OSError as error:
            raise Unavailable from error

    @contextmanager
    def held(self, upload_id: uuid.UUID) -> Iterator[BinaryIO]:
        """An upload's file, for this connection alone: Locked while another writes it, NotFound when it is gone."""
        try:
            file = self.path(upload_id).open("r+b")
        except FileNotFoundError as error:
            raise NotFound from error
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Locked(retry_after_s=2) from error
            yield file

    def remove(self, upload_id: uuid.UUID) -> None:
        """Take an upload's bytes away."""
        self.path(upload_id).unlink(missing_ok=True)

    def remove_strays(self, kept: set[uuid.UUID], before: float) -> None:
        """Take away the files of no kept upload that have not changed since this epoch second."""
        names = {str(upload_id) for upload_id in kept}
        for path in self.root.glob("*"):
            if path.name not in names and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)


def append(
    file: BinaryIO,
    start: int,
    most: int,
    stream: Broken,
    checksum: Checksum | None,
    settled: Callable[[int], None],
) -> int:
    """Write a stream behind the first `start` bytes of a file; returns how many bytes there are then.

    `settled` is told of byte counts that are durable, again and again. A stream that breaks off leaves what came of
    it, unless a checksum was to prove the whole. ChecksumMismatch, TooLarge past `most`, and whatever the stream
    refuses leave the file and the count as they were; Unavailable when the disk takes no more.
    """
    digest = hashlib.new(checksum.algorithm) if checksum else None
    try:
        end = _copy(file, start, most, stream, digest, settled)
        if checksum and digest.digest() != checksum.digest:
            raise ChecksumMismatch
    except Refusal:
        if not stream.cut or checksum:
            _settle(file, start, settled)
            raise
        end = min(file.tell(), most)
    except OSError as error:
        raise Unavailable from error
    _settle(file, end, settled)
    return end


def _copy(file: BinaryIO, start: int, most: int, stream: Broken, digest, settled) -> int:
    file.truncate(start)
    file.seek(start)
    end = at = start
    while piece := stream.read(PIECE):
        end += len(piece)
        if end > most:
            raise TooLarge("upload_beyond", most=most)
        file.write(piece)
        if digest:
            digest.update(piece)
        elif end - at >= SETTLE_EVERY:
            _settle(file, end, settled)
            at = end
    return end


def _settle(file: BinaryIO, end: int, settled: Callable[[int], None]) -> None:
    file.flush()
    file.truncate(end)
    os.fsync(file.fileno())
    settled(end)

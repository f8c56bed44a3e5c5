"""A battery that is empty in the middle of a patrol, and what it may leave of the phone's memory."""

import fcntl
import os
import signal
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.web.field.conftest import Phone, until

HALF_AN_ENTRY = struct.pack("<IHB", 0x1234_5678, 200, 1)
"""The head of a journal's entry (checksum, bytes, kind) without the 200 bytes that it promises."""


def kill_9(phone: Phone, memory: Path) -> None:
    """The phone's browser ends at once, as when the battery is empty; nothing of it is left when this returns."""
    for process in _processes_on(memory):
        with suppress(OSError):
            os.kill(process, signal.SIGKILL)
    with suppress(Exception):
        phone.context.close()
    until(lambda: not _processes_on(memory))


def _processes_on(memory: Path) -> list[int]:
    return [int(process.name) for process in Path("/proc").glob("[0-9]*") if _lives_on(memory, process)]


def _lives_on(memory: Path, process: Path) -> bool:
    # Chromium's children write their arguments as one, with spaces between.
    with suppress(OSError):
        told = (process / "cmdline").read_bytes().replace(b" ", b"\0").split(b"\0")
        return f"--user-data-dir={memory}".encode() in told
    return False


def tear_journal(memory: Path) -> None:
    """The battery died between the two writes of one entry of the database's journal."""
    with _journal(memory).open("ab") as journal:
        journal.write(HALF_AN_ENTRY)


def spoil_journal(memory: Path) -> None:
    """A worn-out memory gives back something else than was written, in the middle of the journal."""
    with _journal(memory).open("r+b") as journal:
        journal.seek(journal.seek(0, os.SEEK_END) // 2)
        journal.write(b"spoilt" * 8)


def ledger_written(memory: Path) -> bool:
    """Whether the second copy of who is signed in and walking is on the disk: the browser takes some seconds for it."""
    walking = '"outing":1'.encode("utf-16-le")
    return any(walking in part.read_bytes() for part in (memory / "Default/Local Storage/leveldb").glob("*.log"))


@contextmanager
def held(memory: Path) -> Iterator[None]:
    """A browser that is not quite dead still holds the phone's database."""
    with next(_database(memory).glob("LOCK")).open("r+b") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        yield


def _journal(memory: Path) -> Path:
    return max(_database(memory).glob("0*.log"))


def _database(memory: Path) -> Path:
    (found,) = memory.glob("Default/IndexedDB/*.leveldb")
    return found

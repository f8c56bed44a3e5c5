"""Where photo bytes live: one small interface over a folder, content-addressed by SHA-256.

A file is durable before anybody is told that it arrived: temporary file, fsync, rename, fsync of the folder.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from patrol.errors import TooLarge

CHUNK = 256 * 1024


@dataclass(frozen=True)
class Staged:
    """Bytes that have arrived in a temporary file and are not kept yet."""

    path: Path
    sha256: str
    bytes: int


class Folder:
    """Photos under one folder of PATROL_DATA, spread over 256 subfolders."""

    def __init__(self, root: Path):
        self.root = root
        self.incoming = root / "incoming"

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash are, or would be."""
        return self.root / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Whether the bytes are kept."""
        return self.path(sha256).is_file()

    @contextmanager
    def staged(self, stream: BinaryIO, most_bytes: int) -> Iterator[Staged]:
        """Read a stream into a temporary file, which is gone at the end unless it was kept. TooLarge past the limit."""
        self.incoming.mkdir(parents=True, exist_ok=True)
        path = self.incoming / secrets.token_hex(16)
        digest, size = hashlib.sha256(), 0
        try:
            with path.open("xb") as file:
                while chunk := stream.read(CHUNK):
                    size += len(chunk)
                    if size > most_bytes:
                        raise TooLarge(limit_mb=most_bytes // 2**20)
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            yield Staged(path, digest.hexdigest(), size)
        finally:
            path.unlink(missing_ok=True)

    def keep(self, staged: Staged) -> None:
        """Move staged bytes to their place, durably."""
        place = self.path(staged.sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staged.path, place)
        for folder in (place.parent, self.root):
            sync(folder)

    def remove_abandoned(self, before: float) -> None:
        """Take away temporary files that were left (by a killed process) before this epoch second."""
        for path in self.incoming.glob("*"):
            if path.stat().st_mtime < before:
                path.unlink(missing_ok=True)

    def kept_before(self, before: float) -> Iterator[list[Path]]:
        """The kept files that have not changed since this epoch second, a subfolder at a time."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            found = [path for path in folder.iterdir() if path.stat().st_mtime < before]
            if found:
                yield found


def sync(folder: Path) -> None:
    """Make what was renamed or made in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""One file with everything: the database as pg_dump wrote it, every photo, and last a list that proves it complete."""

import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.orm import Session

from patrol import db
from patrol.queries import epochs

DUMP = "database.dump"
PHOTOS = "photos"
CONTENTS = "contents.json"
INSTALLED = Path("/usr/lib/postgresql")


class BackupError(RuntimeError):
    """Nothing was backed up or restored; the message says why and what to do."""


def back_up(url: str, photos: Path, target: Path) -> int:
    """Write the backup to `target`, which must not exist; returns the number of photos in it.

    Photos are read after the database: every row's file was there before the row was."""
    if target.exists():
        raise BackupError(f"{target} exists already; choose another name.")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        dump, unfinished = Path(folder, DUMP), Path(folder, "tar")
        # PostGIS brings its own reference systems, which only a superuser may write
        _run("pg_dump", url, ["--format=custom", "--exclude-table-data=spatial_ref_sys", f"--file={dump}"])
        with unfinished.open("wb") as file:
            count = _write_archive(file, dump, photos)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
    return count


def _write_archive(file, dump: Path, photos: Path) -> int:
    paths = sorted(path for path in photos.rglob("*") if path.is_file())
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.add(dump, DUMP)
        for path in paths:
            archive.add(path, f"{PHOTOS}/{path.relative_to(photos).as_posix()}")
        contents = json.dumps({"format": 1, "made_at": datetime.now(UTC).isoformat(), "photos": len(paths)}).encode()
        entry = tarfile.TarInfo(CONTENTS)
        entry.size = len(contents)
        archive.addfile(entry, io.BytesIO(contents))
    return len(paths)


def restore(url: str, photos: Path, source: Path) -> int:
    """Fill an empty database and an empty photo folder from a backup; returns the number of photos restored.

    Photos come first: a file without a row is swept, a row without a file is a lie. The schema is then brought up to
    date. Raises BackupError, with nothing left behind, when either place is not empty or the backup is not whole."""
    _require_empty(url, photos)
    try:
        with tarfile.open(source, "r:") as archive:
            members = _checked_members(archive, source)
            with tempfile.TemporaryDirectory(prefix=".restore-", dir=photos.parent) as folder:
                _unpack(archive, members, Path(folder))
                _put_in_place(url, Path(folder), photos)
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"{source} is not a whole backup of this system: {error}") from error
    db.migrate(url)
    _begin_epoch(url)
    return len(members) - 1


def _begin_epoch(url: str) -> None:
    """Phones must learn that what came after the backup is missing."""
    engine = create_engine(db.driver_url(url))
    with Session(engine) as session, session.begin():
        epochs.begin_epoch(session)
    engine.dispose()


def _put_in_place(url: str, folder: Path, photos: Path) -> None:
    (folder / PHOTOS).mkdir(exist_ok=True)
    (folder / PHOTOS).replace(photos)
    options = ["--no-owner", "--no-acl", "--no-comments", "--single-transaction", "--exit-on-error"]
    try:
        _run("pg_restore", url, [*options, str(folder / DUMP)])
    except BackupError:
        shutil.rmtree(photos)
        raise


def _require_empty(url: str, photos: Path) -> None:
    photos.parent.mkdir(parents=True, exist_ok=True)
    if photos.exists() and any(photos.iterdir()):
        raise BackupError(f"{photos} holds photos already. Restore into a new folder: set PATROL_DATA to one.")
    own_tables = text(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^(pg_|information_schema)'"
        " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"
    )
    with create_engine(db.driver_url(url)).connect() as connection:
        count = connection.scalar(own_tables)
    if count:
        raise BackupError(
            f"The database is not empty ({count} tables). Restore into a new one: set PATROL_DATA to a new folder, "
            "or DATABASE_URL to an empty database."
        )


def _checked_members(archive: tarfile.TarFile, source: Path) -> list[tarfile.TarInfo]:
    """The dump and the photos, of an archive that is whole and holds nothing else."""
    members = archive.getmembers()
    names = [member.name for member in members]
    if names[:1] != [DUMP] or names[-1:] != [CONTENTS]:
        raise BackupError(f"{source} is not a whole backup of this system.")
    contents = json.load(archive.extractfile(CONTENTS))
    photos = members[1:-1]
    strange = [m.name for m in photos if not m.isfile() or ".." in m.name or not m.name.startswith(f"{PHOTOS}/")]
    if strange or contents["photos"] != len(photos):
        raise BackupError(
            f"{source} does not hold what its list says: {', '.join(strange[:3]) or 'photos are missing'}."
        )
    return members[:-1]


def _unpack(archive: tarfile.TarFile, members: list[tarfile.TarInfo], folder: Path) -> None:
    for member in members:
        path = folder / member.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with archive.extractfile(member) as packed, path.open("wb") as file:
            shutil.copyfileobj(packed, file)
    os.sync()


def _run(program: str, url: str, options: list[str]) -> None:
    """Run a program of PostgreSQL on the database, its password out of sight of other users."""
    found = sorted(INSTALLED.glob(f"*/bin/{program}"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise BackupError(f"{program} is not installed: apt-get install postgresql-client-15")
    address = make_url(db.driver_url(url))
    secret = {"PGPASSWORD": address.password} if address.password else {}
    plain = address.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    command = [str(found[-1]), f"--dbname={plain}", *options]
    done = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True)
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()}")

"""`bin/patrol db`: a backup holds everything, and goes back whole into an empty place or not at all."""

from functools import partial

import psycopg
import pytest

from gis import cluster
from patrol import backup, db
from tests.running import Server

PHOTO = "ab/abcdef"


@pytest.fixture
def system(folder):
    """A migrated system with one officer and one photo: its address and its photo folder."""
    running = cluster.start(folder / "var", fast=True)
    db.migrate(running.url)
    with psycopg.connect(running.conninfo) as connection:
        connection.execute(
            "INSERT INTO officer (username, name, post, division_code) VALUES ('wang', '王', 'ranger', '361099101201')"
        )
    photo = folder / "var" / "photos" / PHOTO
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"jpeg")
    return running.url, folder / "var" / "photos"


@pytest.fixture
def archive(system, tmp_path):
    """A backup of that system."""
    url, photos = system
    assert backup.back_up(url, photos, tmp_path / "backup.tar") == 1
    return tmp_path / "backup.tar"


@pytest.fixture
def empty(tmp_path):
    """Another, empty system: its address and its photo folder."""
    place = tmp_path / "other"
    yield cluster.start(place, fast=True), place / "photos"
    cluster.remove(place)


def _officers(running: cluster.Running) -> list[str]:
    with psycopg.connect(running.conninfo) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM officer")]


def _tables(running: cluster.Running) -> int:
    with psycopg.connect(running.conninfo) as connection:
        return connection.execute("SELECT count(*) FROM pg_tables WHERE tablename = 'officer'").fetchone()[0]


def test_a_backup_goes_back_with_rows_photos_and_schema_version(archive, empty):
    running, photos = empty
    assert backup.restore(running.url, photos, archive) == 1
    assert _officers(running) == ["王"]
    assert (photos / PHOTO).read_bytes() == b"jpeg"
    db.migrate(running.url)


def _epoch(url: str) -> str:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return connection.execute("SELECT name FROM database_epoch").fetchone()[0]


def test_a_restored_database_says_that_it_is_another(system, archive, empty):
    running, photos = empty
    backup.restore(running.url, photos, archive)
    assert _epoch(running.url) != _epoch(system[0])


def test_a_backup_never_overwrites_a_file(system, archive):
    with pytest.raises(backup.BackupError, match="exists already"):
        backup.back_up(*system, archive)


def test_a_restore_into_a_database_with_tables_is_refused(archive, empty):
    running, photos = empty
    db.migrate(running.url)
    with pytest.raises(backup.BackupError, match="not empty"):
        backup.restore(running.url, photos, archive)


def test_a_restore_over_photos_is_refused(archive, empty):
    running, photos = empty
    (photos / "ab").mkdir(parents=True)
    with pytest.raises(backup.BackupError, match="holds photos already"):
        backup.restore(running.url, photos, archive)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.95])
def test_a_backup_that_is_cut_off_leaves_nothing_behind(archive, empty, share):
    running, photos = empty
    archive.write_bytes(archive.read_bytes()[: int(archive.stat().st_size * share)])
    with pytest.raises(backup.BackupError, match="not a whole backup"):
        backup.restore(running.url, photos, archive)
    assert _tables(running) == 0
    assert not photos.exists()


def test_a_dump_that_fails_half_way_leaves_nothing_behind(archive, empty):
    running, photos = empty
    with psycopg.connect(running.conninfo) as connection:
        connection.execute("CREATE FUNCTION ensure_month(date) RETURNS void LANGUAGE sql AS ''")
    with pytest.raises(backup.BackupError, match="pg_restore failed"):
        backup.restore(running.url, photos, archive)
    assert _tables(running) == 0
    assert not photos.exists()


def test_the_private_database_is_started_and_stopped_by_name(folder):
    say = partial(Server(folder).patrol, "db")
    assert "127.0.0.1:" in say("start")
    assert "up to date" in say("migrate")
    assert cluster.status(folder / "var") is not None
    assert say("stop") == "Stopped.\n"
    assert say("stop") == "It was not running.\n"

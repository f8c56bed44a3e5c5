"""Copies, long paths, closed folders and folders that are gone."""

import os
import shutil
import subprocess

import pytest

from gis import cluster
from gis.cluster.home import find_home
from tests.gis.cluster.conftest import note, notes


def test_a_copy_of_the_folder_is_another_cluster(data_dir):
    first = cluster.start(data_dir, fast=True)
    note(first, "first")
    cluster.stop(data_dir)
    copy = data_dir.with_name(data_dir.name + "-copy")
    subprocess.run(["cp", "-a", str(data_dir), str(copy)], check=True)
    cluster.start(data_dir, fast=True)
    try:
        second = cluster.start(copy, fast=True)
        note(second, "second")
        assert second.port != first.port
        assert notes(cluster.start(data_dir, fast=True)) == ["first"]
    finally:
        cluster.remove(copy)
        shutil.rmtree(copy)


def test_a_path_too_long_for_a_socket_or_with_spaces_and_quotes_works(data_dir):
    deep = data_dir / ("河 长'制" * 6) / ('林 "长" $制' * 4)
    deep.mkdir(parents=True)
    try:
        running = cluster.start(deep, fast=True)
        note(running, "deep")
        assert running.socket_dir.stat().st_mode & 0o077 == 0
    finally:
        cluster.remove(deep)
    assert not running.socket_dir.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps the postgres user out of a folder")
def test_under_a_folder_closed_to_the_postgres_user_the_data_goes_elsewhere_behind_a_link(data_dir):
    closed = data_dir / "closed"
    closed.mkdir(mode=0o700)
    said = []
    running = cluster.start(closed / "var", fast=True, say=said.append)
    try:
        note(running, "elsewhere")
        assert (closed / "var/postgres").is_symlink()
        assert any("cannot enter" in line for line in said)
    finally:
        cluster.remove(closed / "var")
    assert not list((closed / "var").iterdir())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps the postgres user out of a folder")
def test_data_left_elsewhere_by_a_temporary_folder_that_is_gone_is_swept(data_dir):
    data_dir.chmod(0o700)
    first, second = data_dir / "first", data_dir / "second"
    for folder in (first, second):
        cluster.start(folder, fast=True)
        cluster.stop(folder)
    places = [find_home(folder).root for folder in (first, second)]
    shutil.rmtree(first)
    cluster.start(data_dir / "third", fast=True)
    assert [place.exists() for place in places] == [False, True]
    cluster.remove(second)
    cluster.remove(data_dir / "third")


def test_missing_passwords_are_named_with_the_file_to_put_back(data_dir):
    cluster.start(data_dir, fast=True)
    cluster.stop(data_dir)
    (data_dir / "postgres.json").unlink()
    with pytest.raises(cluster.ClusterError, match=r"postgres\.json with the passwords"):
        cluster.start(data_dir, fast=True)


def test_a_server_that_cannot_start_says_why(data_dir):
    cluster.start(data_dir, fast=True)
    cluster.stop(data_dir)
    (find_home(data_dir).pgdata / "global/pg_control").unlink()
    with pytest.raises(cluster.ClusterError, match="could not find the database system"):
        cluster.start(data_dir, fast=True)

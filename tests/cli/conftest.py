"""A folder for a system of its own, whose database is deleted with it."""

import pytest

from gis import cluster


@pytest.fixture
def folder(tmp_path):
    """An empty folder; a private cluster made under its var/ is removed at the end."""
    yield tmp_path
    cluster.remove(tmp_path / "var")

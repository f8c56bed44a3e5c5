import pytest

from gis import files
from patrol import db, importing
from tests.gis.making import squares, write
from tests.importing.conftest import COUNTY


class PulledPlug(Exception):
    """Stands for whatever ends a process in the middle."""


@pytest.mark.parametrize("step", ["read", "check", "write", "lay"])
def test_whatever_ends_an_import_in_the_middle_leaves_nothing(county, tmp_path, settings, step):
    path = write(tmp_path / "a.gpkg", squares(3, west=116.42), columns={"code": ["P1", "P2", "P3"]})

    def pull(at, _done, _total):
        if at == step:
            raise PulledPlug

    with (
        files.read(path) as source,
        pytest.raises(PulledPlug),
        db.transaction() as session,
    ):
        importing.load(session, importing.KINDS["forest-plots"], source, importing.Order(), settings, pull)
    assert county.column("SELECT count(*) FROM forest_plot") == [0]
    assert county.column("SELECT count(*) FROM plot_cell") == [0]
    assert county.column("SELECT count(*) FROM division WHERE code = :code", code=COUNTY) == [1]


def test_a_second_import_of_the_same_layer_waits_its_turn(engine, tmp_path, settings, county):
    path = write(tmp_path / "a.gpkg", squares(1, west=116.42), columns={"code": ["P1"]})
    with engine.connect() as other, other.begin(), files.read(path) as source:
        other.exec_driver_sql("LOCK TABLE forest_plot IN SHARE ROW EXCLUSIVE MODE")
        with pytest.raises(importing.ImportRefused) as caught, db.transaction() as session:
            importing.load(
                session, importing.KINDS["forest-plots"], source, importing.Order(), settings, lambda *_: None
            )
    assert caught.value.reason.key == "busy"

"""Edits through the views: the checks of the API in Chinese words, the same history, coverage counted anew."""

import psycopg
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from patrol.config import Settings
from patrol.importing.due import lay_due
from tests.two_rivers import OTHER, VILLAGE

EDITOR = "village_edits"
SQUARE = "SRID=4490;MULTIPOLYGON(((116.5 27.5,116.51 27.5,116.51 27.51,116.5 27.51,116.5 27.5)))"
BOWTIE = "SRID=4490;MULTIPOLYGON(((116.5 27.5,116.51 27.51,116.51 27.5,116.5 27.51,116.5 27.5)))"
APART = "SRID=4490;LINESTRING(116.41 27.38,116.411 27.38)"
LINE = "SRID=4490;LINESTRING(116.47 27.5,116.50 27.51)"


@pytest.fixture
def editing(desk):
    """An editor's transaction that is taken back."""
    with desk.connect(EDITOR) as connection, connection.transaction(force_rollback=True):
        yield connection


def refused(editing, statement, *values) -> str:
    """What the database says to an edit that it refuses."""
    with pytest.raises(psycopg.Error) as said, editing.transaction():
        editing.execute(statement, values or None)
    return said.value.diag.message_primary


def new_segment(editing, code="N1", division=VILLAGE, line=LINE):
    """A new segment; its key."""
    insert = (
        "INSERT INTO segments (code, name, division_code, geom) VALUES (%s, '新河段', %s, %s::geometry) RETURNING id"
    )
    return editing.execute(insert, (code, division, line)).fetchone()[0]


def test_a_segment_is_made_changed_and_taken_away(editing):
    key = new_segment(editing)
    editing.execute("UPDATE segments SET bank = '左' WHERE id = %s", (key,))
    found = editing.execute("SELECT code, bank, length_m > 3000 FROM segments WHERE id = %s", (key,)).fetchone()
    assert found == ("N1", "左", True)
    editing.execute("DELETE FROM segments WHERE id = %s", (key,))
    assert editing.execute("SELECT count(*) FROM segments WHERE id = %s", (key,)).fetchone() == (0,)


def test_plots_zoning_units_and_divisions_are_edited_too(editing):
    plot = "INSERT INTO plots (code, division_code, recorded_area_mu, geom) VALUES ('N2', %s, 15, %s::geometry)"
    editing.execute(plot, (VILLAGE, SQUARE))
    assert editing.execute("SELECT recorded_area_mu FROM plots WHERE code = 'N2'").fetchone() == (15,)
    unit = "INSERT INTO zoning (code, name, category, division_code, geom) VALUES ('N3', '新', 'key', %s, %s::geometry)"
    editing.execute(unit, (VILLAGE, SQUARE))
    editing.execute("UPDATE divisions SET name = '新村' WHERE code = %s", (VILLAGE,))
    assert editing.execute("SELECT division_name FROM zoning WHERE code = 'N3'").fetchone() == ("新村",)


MOVE = "UPDATE segments SET geom = %s::geometry"
ADD = "INSERT INTO segments (code, division_code, geom) VALUES (%s, %s, %s::geometry)"
ADD_UNIT = "INSERT INTO zoning (code, name, category, division_code, geom) VALUES ('N', 'n', %s, %s, %s::geometry)"
REFUSALS = [
    ("辖区", ADD, ("N1", OTHER, LINE)),
    ("已有河段使用", ADD, ("R2", VILLAGE, LINE)),
    ("不能为空", ADD, (None, VILLAGE, LINE)),
    ("12 位数字", "UPDATE segments SET division_code = '3610'", ()),
    ("辖区", "UPDATE segments SET division_code = %s", (OTHER,)),
    ("不能改", "UPDATE segments SET code = 'other'", ()),
    ("不能改", "UPDATE segments SET id = id + 1000", ()),
    ("没有名为", "UPDATE segments SET river = '没有的河'", ()),
    ("不能为空", "UPDATE segments SET geom = NULL", ()),
    ("超出经纬度", MOVE, ("SRID=4490;LINESTRING(39500000 3000000,39500100 3000000)",)),
    ("写反", MOVE, ("SRID=4490;LINESTRING(27.5 116.5,27.6 116.5)",)),
    ("超出经纬度", MOVE, ("SRID=4490;LINESTRING(NaN 27.5,116.5 27.5)",)),
    ("离本县", MOVE, ("SRID=4490;LINESTRING(100 27.5,100.1 27.5)",)),
    ("不在 村", ADD, ("N1", VILLAGE, APART)),
    ("不在 村", MOVE, (APART,)),
    ("图形无效", "UPDATE plots SET geom = %s::geometry", (BOWTIE,)),
    ("登记面积", "UPDATE plots SET recorded_area_mu = -1", ()),
    ("登记面积", "UPDATE plots SET recorded_area_mu = 'NaN'", ()),
    ("类别", ADD_UNIT, ("x", VILLAGE, SQUARE)),
    ("级别", "UPDATE divisions SET level = 'hamlet'", ()),
    ("上级区划", "UPDATE divisions SET parent_code = '110000000000'", ()),
    ("不能删除", "DELETE FROM segments", ()),
    ("不能删除", "DELETE FROM plots", ()),
    ("不能删除", "DELETE FROM divisions", ()),
]


@pytest.mark.parametrize(("said", "statement", "values"), REFUSALS)
def test_what_cannot_be_kept_is_refused_in_words(editing, said, statement, values):
    assert said in refused(editing, statement, *values)


def test_what_lay_apart_from_its_division_already_can_still_be_edited(desk, as_owner):
    with desk.connect(EDITOR) as connection:
        old = new_segment(connection, "N8")
        as_owner.execute("UPDATE river_segment SET geom = %s::geometry WHERE id = %s", (APART, old))
        connection.execute("UPDATE segments SET name = '旧' WHERE id = %s", (old,))
        nearer = "SRID=4490;LINESTRING(116.41 27.385,116.411 27.385)"
        connection.execute("UPDATE segments SET geom = %s::geometry WHERE id = %s", (nearer, old))
        connection.execute("DELETE FROM segments WHERE id = %s", (old,))


def test_rows_of_others_are_not_there_to_be_edited(editing):
    for statement in ("UPDATE segments SET name = 'x' WHERE code = 'R2'", "DELETE FROM segments WHERE code = 'R2'"):
        assert editing.execute(statement).rowcount == 0


def test_who_only_reads_is_told_so(desk):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        desk.asked("village_reads", "UPDATE segments SET name = 'x' RETURNING 1")


@pytest.fixture
def own_segment(desk, as_owner):
    """A segment that an editor drew, laid by the worker; gone afterwards."""
    as_owner.execute("DELETE FROM laying_due")
    with desk.connect(EDITOR) as connection:
        key = new_segment(connection, "N9")
        assert laid(desk) == 1
        yield key
        connection.execute("DELETE FROM segments WHERE id = %s", (key,))


def laid(desk) -> int:
    """What the worker's job does: how much was due."""
    owner = create_engine(desk.url)
    with Session(owner) as session, session.begin():
        done = lay_due(session, Settings())
    owner.dispose()
    return done


def test_the_history_knows_who_moved_a_line_and_coverage_follows(desk, as_owner, own_segment):
    counted = (
        "SELECT r.stations, (SELECT count(*) FROM station s WHERE s.segment_id = r.id)"
        f" FROM river_segment r WHERE id = {own_segment}"
    )
    before = as_owner.execute(counted).fetchone()
    recounting = f"SELECT recounting FROM segment_coverage WHERE id = {own_segment}"
    shorter = "SRID=4490;LINESTRING(116.47 27.5,116.48 27.5)"
    desk.asked(EDITOR, f"UPDATE segments SET geom = '{shorter}' WHERE id = {own_segment} RETURNING 1")
    assert desk.asked(EDITOR, recounting) == [(True,)]
    change = as_owner.execute(
        "SELECT s.means, s.database_user, c.action, c.moved FROM geometry_change c"
        " JOIN change_set s ON s.id = c.change_set_id WHERE c.code = 'N9' ORDER BY c.id DESC LIMIT 1"
    ).fetchone()
    assert change == ("sql", EDITOR, "update", True)
    waiting = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'lay_due' AND status = 'todo'"
    assert as_owner.execute(waiting).fetchone() == (1,)
    assert (laid(desk), laid(desk)) == (1, 0)
    after = as_owner.execute(counted).fetchone()
    assert before[0] == before[1] > after[0] == after[1] > 0
    assert desk.asked(EDITOR, recounting) == [(False,)]

"""The database writes the history of boundaries itself, whoever changes them."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from patrol.change_sets import open_set
from tests.two_rivers import settle

BENT = "SRID=4490;LINESTRING(116.45 27.5,116.51 27.52,116.55 27.50)"


@pytest.fixture
def rivers(session):
    """Two rivers, a plot, a zoning unit, four divisions, people with duties."""
    settle(session)
    return session


def changes(session, **of):
    """The history, oldest first, of what the conditions name."""
    where = " AND ".join(f"{name} = :{name}" for name in of) or "true"
    return session.execute(text(f"SELECT * FROM geometry_change WHERE {where} ORDER BY id"), of).all()


def move(session, code, line=BENT):
    session.execute(text("UPDATE river_segment SET geom = :line WHERE code = :code"), {"line": line, "code": code})


def test_a_new_feature_is_noted_without_a_copy_of_it(rivers):
    (made,) = changes(rivers, layer="segments", code="R1")
    assert (made.action, made.before, made.geom, made.moved) == ("create", None, None, True)


def test_every_layer_with_boundaries_is_noted(rivers):
    found = {(change.layer, change.code) for change in changes(rivers)}
    assert {("segments", "R1"), ("plots", "P1"), ("zoning", "Z1"), ("divisions", "361099101201")} <= found


def test_a_moved_boundary_keeps_what_it_was(rivers):
    was = rivers.scalar(text("SELECT ST_AsText(geom) FROM river_segment WHERE code = 'R1'"))
    move(rivers, "R1")
    change = changes(rivers, layer="segments", code="R1")[-1]
    assert (change.action, change.moved, change.before["name"]) == ("update", True, "近河")
    kept = rivers.scalar(text("SELECT ST_AsText(geom) FROM geometry_change WHERE id = :id"), {"id": change.id})
    assert kept == was


def test_a_change_of_a_name_alone_is_noted_as_not_moved(rivers):
    rivers.execute(text("UPDATE forest_plot SET name = '红10' WHERE code = 'P1'"))
    change = changes(rivers, layer="plots")[-1]
    assert (change.moved, change.before["name"], change.division_code) == (False, "红9", "361099101201")


def test_what_the_database_counts_itself_and_what_stays_as_it_is_are_no_changes(rivers):
    before = len(changes(rivers))
    rivers.execute(text("UPDATE river_segment SET stations = stations + 1"))
    rivers.execute(text("UPDATE forest_plot SET cells = 3, name = name, geom = geom"))
    rivers.execute(text("UPDATE river_segment SET name = 'x' WHERE code = 'nowhere'"))
    assert len(changes(rivers)) == before


def test_statements_of_one_transaction_share_a_set_that_says_they_came_by_sql(rivers):
    move(rivers, "R1")
    move(rivers, "R2")
    first, second = changes(rivers, layer="segments", action="update")
    assert first.change_set_id == second.change_set_id
    found = rivers.execute(text("SELECT * FROM change_set WHERE id = :id"), {"id": first.change_set_id}).one()
    assert (found.means, found.officer_id) == ("sql", None)
    assert found.database_user == rivers.scalar(text("SELECT session_user"))


def test_an_opened_set_says_by_whom_and_by_which_means(rivers):
    officer = rivers.scalar(text("SELECT id FROM officer WHERE username = 'first'"))
    opened = open_set(rivers, "import", officer, "河段.gpkg")
    move(rivers, "R1")
    assert changes(rivers, layer="segments")[-1].change_set_id == opened


def test_what_comes_by_sql_is_due_to_be_laid_anew_and_what_the_application_lays_itself_is_not(rivers):
    rivers.execute(text("DELETE FROM laying_due"))
    move(rivers, "R1")
    assert rivers.execute(text("SELECT layer FROM laying_due")).scalars().all() == ["segments"]
    open_set(rivers, "api")
    move(rivers, "R2")
    assert rivers.scalar(text("SELECT count(*) FROM laying_due")) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE geometry_change SET code = 'x'",
        "DELETE FROM geometry_change",
        "UPDATE change_set SET officer_id = NULL",
        "DELETE FROM change_set",
        "TRUNCATE change_set, geometry_change, layer_import CASCADE",
    ],
)
def test_history_is_never_changed_afterwards(rivers, statement):
    with pytest.raises(DBAPIError, match="history"), rivers.begin_nested():
        rivers.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "held"),
    [
        ("DELETE FROM river_segment WHERE code = 'R1'", "assignment 2"),
        ("DELETE FROM forest_plot WHERE code = 'P1'", "assignment 2"),
        ("DELETE FROM division WHERE code = '361099101201'", "officer 2"),
        ("DELETE FROM division WHERE code = '361099000000'", "division 3"),
    ],
)
def test_what_records_hang_on_cannot_be_deleted_even_at_the_database(rivers, statement, held):
    with pytest.raises(DBAPIError, match=f"records hang on it: .*{held}"), rivers.begin_nested():
        rivers.execute(text(statement))


def test_a_deleted_feature_stays_in_the_history_whole(rivers):
    rivers.execute(text("DELETE FROM river_segment WHERE code = 'R2'"))
    gone = changes(rivers, layer="segments", action="delete")[0]
    assert (gone.code, gone.before["name"], gone.division_code) == ("R2", "远河", "361099102201")
    assert rivers.scalar(text("SELECT ST_NPoints(geom) FROM geometry_change WHERE id = :id"), {"id": gone.id}) == 2

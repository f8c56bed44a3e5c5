"""Single questions to the database: read only, each by itself, and none is lost to a connection that was ended."""

import pytest
from sqlalchemy import bindparam, func, literal, select
from sqlalchemy.exc import DBAPIError

from gis.finished import Finished
from patrol import db


@pytest.fixture
def asked(engine, cluster_url):
    """Sessions of this process on the cluster, each in its own transactions."""
    db.configure(cluster_url)
    yield
    db.engine().dispose()
    db.bind(None)


def test_a_question_is_answered_on_another_connection_when_its_own_was_ended(asked):
    backend = select(func.pg_backend_pid())
    with db.asking() as connection:
        first = connection.execute(backend).scalar_one()
    with db.transaction() as session:
        session.execute(select(func.pg_terminate_backend(first, 5000)))
    with db.asking() as connection:
        assert connection.execute(backend).scalar_one() != first


def test_a_question_writes_nothing(asked):
    with pytest.raises(DBAPIError, match="read-only"), db.asking() as connection:
        connection.exec_driver_sql("DELETE FROM layer_change")


def test_a_question_leaves_no_transaction_behind(asked):
    with db.asking() as connection:
        pid = connection.execute(select(func.pg_backend_pid())).scalar_one()
        with db.reading() as session:
            state = "SELECT state FROM pg_stat_activity WHERE pid = $1"
            assert session.connection().exec_driver_sql(state.replace("$1", str(pid))).scalar_one() == "idle"


def test_a_finished_statement_answers_for_the_values_that_it_is_given_each_time(asked):
    doubled = Finished(select((bindparam("number", 1) * 2).label("twice"), literal("50 %").label("share")))
    with db.asking() as connection:
        assert [tuple(doubled.ask(connection, number=each)) for each in (1, 7)] == [(2, "50 %"), (14, "50 %")]
    with db.reading() as session:
        assert doubled.ask(session.connection(), number=21).twice == 42


def test_questions_over_places_are_planned_for_what_they_ask_and_those_by_keys_are_not(asked):
    mode = "SHOW plan_cache_mode"
    with db.asking() as by_keys, db.asking_for_features() as over_places:
        assert by_keys.exec_driver_sql(mode).scalar_one() == "force_generic_plan"
        assert over_places.exec_driver_sql(mode).scalar_one() == "force_custom_plan"

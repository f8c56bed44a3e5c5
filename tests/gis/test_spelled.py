"""What never changes of a statement stands in its text, and nothing else does."""

from datetime import date

import pytest
from sqlalchemy import BigInteger, Date, bindparam, literal, select
from sqlalchemy.dialects import postgresql

from gis.finished import Finished
from gis.spelled import spelled


def parameters(*columns) -> list:
    return list(spelled(select(*columns), postgresql.psycopg.dialect()).params.values())


def test_what_has_a_name_is_asked_anew_and_what_has_none_is_in_the_text(valley_engine):
    asked = Finished(select(literal("T-001"), literal(-3), literal(True), bindparam("most", 7, BigInteger)))
    with valley_engine.connect() as connection:
        assert tuple(asked.ask(connection)) == ("T-001", -3, True, 7)
        assert tuple(asked.ask(connection, most=8)) == ("T-001", -3, True, 8)
    assert parameters(*asked.statement.selected_columns) == [7]


def test_a_day_stays_a_day(valley_engine):
    day = literal(date(2026, 11, 30), Date)
    assert parameters(day) == []
    with valley_engine.connect() as connection:
        assert Finished(select(day - literal(date(2026, 11, 1), Date))).ask(connection)[0] == 29


@pytest.mark.parametrize("text", ["it's", "\\", "100%", "$1", '"', "a;b", "树", "a\nb", "x\x00"])
def test_text_that_could_mean_more_than_itself_is_sent_as_a_value(text):
    assert parameters(literal(text)) == [text]


@pytest.mark.parametrize("text", ["it's", "100%", ":name $1 %(x)s", "树", "--", "/* */"])
def test_text_comes_back_as_it_was_given_however_it_is_sent(valley_engine, text):
    with valley_engine.connect() as connection:
        assert Finished(select(literal(text), bindparam("named", "x"))).ask(connection)[0] == text


def test_what_has_no_value_yet_and_fractions_are_sent():
    assert parameters(literal(None), literal(0.5)) == [None, 0.5]

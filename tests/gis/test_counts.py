"""Features that match are counted once for each version of what is counted."""

from contextlib import nullcontext
from dataclasses import replace

import pytest
from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from gis import areas
from gis.areas import Area
from gis.counts import KeptCounts
from gis.features import View
from gis.layers import Keeping
from gis.publisher import Publisher
from gis.questions import Question
from gis.references import reference
from gis.sorting import Start
from gis.wanted import Wanted
from tests.gis import valley

EDITION = Table("edition", MetaData(), Column("number", Integer))
ZONE_39 = Area(300_000, 2_900_000, 600_000, 3_100_000, reference(4548))
"""Metres of a zone: bent in EPSG:3857."""

WEST_HALF = Area(116.0, 27.0, 116.12, 27.2)


def edition(_viewer, box):
    """The edition of the whole valley, wherever the box lies: west of everything there is another."""
    number = cast(select(EDITION.c.number).scalar_subquery(), String)
    return select(func.concat(number, literal("/"), bindparam("west", None) < 0)), {"west": box[0]}


FIELDS = replace(valley.LAYERS["fields"], keeping=Keeping(str, edition))


@pytest.fixture
def publisher(valley_engine):
    """It reads in a transaction that nobody commits."""
    with valley_engine.connect() as connection:
        EDITION.create(connection)
        connection.execute(insert(EDITION).values(number=1))
        asking = nullcontext(connection)
        yield Publisher({"fields": FIELDS}, lambda: asking, lambda: "all", valley.ZONE, ("山谷", "The valley"), "1")
        connection.rollback()


def matched(publisher, wanted=None, area=None, viewer="all", **shown) -> int:
    shown = View(FIELDS.properties, **{"limit": 3} | shown)
    return Question(FIELDS, viewer, wanted or Wanted(), shown, area).page(publisher).matched


def execute(publisher, statement) -> None:
    with publisher.connection() as connection:
        connection.execute(statement)


def drop_fields(publisher) -> None:
    """All but the first ten, in the same edition."""
    execute(publisher, delete(valley.field).where(valley.field.c.id > 10))


def where(text: str) -> Wanted:
    return Wanted(where=lambda rows: rows.selected_columns.owner == text, words=(f"owner='{text}'", "", ""))


ASKED = {
    "all": {},
    "in a box": {"area": WEST_HALF},
    "equal": {"wanted": Wanted(equal={"owner": "a"})},
    "by a filter of the layer": {"wanted": Wanted(filters={"whose": "b"})},
    "by a condition": {"wanted": where("c")},
    "by a condition in a bent box": {"wanted": where("c"), "area": ZONE_39},
    "of one": {"viewer": "d"},
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_a_count_holds_for_its_version_and_no_longer(publisher, asked):
    before = matched(publisher, **asked)
    drop_fields(publisher)
    assert matched(publisher, **asked) == before > 10
    execute(publisher, update(EDITION).values(number=2))
    assert matched(publisher, **asked) < before
    execute(publisher, update(EDITION).values(number=1))
    assert matched(publisher, **asked) < before


def test_counts_of_others_boxes_and_filters_stand_apart(publisher):
    counts = [matched(publisher, **asked) for asked in ASKED.values()]
    assert counts == [250, 130, 50, 50, 50, 50, 50]
    assert counts == [matched(publisher, **asked) for asked in ASKED.values()]
    assert matched(publisher, where("x")) == 0
    assert matched(publisher, area=Area(116.0, 27.0, 116.001, 27.001)) == 1


def test_a_limit_an_order_or_fewer_properties_change_no_count(publisher):
    before = matched(publisher)
    drop_fields(publisher)
    assert matched(publisher, limit=200) == before


def test_a_further_page_carries_its_count_on_and_nothing_is_kept_of_it(publisher):
    assert matched(publisher, begins=Start(3, 77)) == 77
    assert matched(publisher) == 250


def test_where_the_version_does_not_tell_of_every_row_each_page_counts(publisher):
    layer = replace(FIELDS, keeping=replace(FIELDS.keeping, counted=False))
    asked = Question(layer, "all", Wanted(), View(layer.properties, limit=3))
    assert asked.page(publisher).matched == 250
    drop_fields(publisher)
    assert asked.page(publisher).matched == 10


def test_the_version_is_asked_in_the_box_alone():
    assert areas.around(WEST_HALF) == pytest.approx(WEST_HALF.boxes()[0])
    west, south, east, north = areas.around(Area(179.0, 26.0, -179.0, 28.0))
    assert (round(west), round(east)) == (-20037508, 20037508)
    assert south < north
    assert areas.around(None) == areas.around(ZONE_39) == areas.EVERYWHERE


def test_the_counts_not_asked_for_the_longest_give_way():
    kept = KeptCounts(2)
    kept.put(b"a", "1", 10)
    kept.put(b"b", "1", 20)
    assert kept.get(b"a") == ("1", 10)
    kept.put(b"c", "1", 30)
    assert kept.get(b"b") == (None, 0)
    kept.put(b"a", "2", 11)
    assert kept.get(b"a") == ("2", 11)

"""How many features match is kept between edits, and is right after each of them, for everybody who asks."""

import pytest
from sqlalchemy import delete, update

from patrol.models import Division, ForestPlot, Officer, Patrol, RiverSegment
from tests.api.conftest import OTHER_TOWN, TOWN, at, ewkt_box, walk

SEEN = {"filter": "visits > 0"}
BOX = "{},{},{},{}".format(*at(0, 0), *at(10_000, 10_000))


def matched(caller, layer: str, **query) -> int:
    """Asked twice: what was just counted is told again."""
    address = f"/ogc/collections/{layer}/items"
    first, again = (caller.get(address, limit=1, **query) for _ in range(2))
    assert first.status_code == 200, first.json
    assert first.json["numberMatched"] == again.json["numberMatched"]
    return first.json["numberMatched"]


def add_plot(session, code: str, place: str) -> None:
    session.add(ForestPlot(code=code, name=code, division_code=place, geom=ewkt_box(4_000, 3_000, 4_500, 3_500)))
    session.flush()


def test_a_count_is_another_after_the_next_edit_of_a_row(signed_in, session):
    supervisor, chief, box = signed_in("sup"), signed_in("chief"), {"bbox": BOX}
    assert [matched(each, "plots", **asked) for each in (supervisor, chief) for asked in ({}, box)] == [1] * 4
    add_plot(session, "P-2", TOWN)
    assert [matched(each, "plots", **asked) for each in (supervisor, chief) for asked in ({}, box)] == [2] * 4
    add_plot(session, "P-3", OTHER_TOWN)
    assert [matched(each, "plots", **asked) for each in (supervisor, chief) for asked in ({}, box)] == [3, 3, 2, 2]
    session.execute(delete(ForestPlot).where(ForestPlot.code == "P-2"))
    assert [matched(each, "plots", **asked) for each in (supervisor, chief) for asked in ({}, box)] == [2, 2, 1, 1]
    session.execute(update(ForestPlot).where(ForestPlot.code == "P-3").values(geom=ewkt_box(15e3, 3e3, 16e3, 4e3)))
    assert [matched(supervisor, "plots", **asked) for asked in ({}, box)] == [2, 1]


def test_a_village_without_a_boundary_counts_from_the_moment_that_it_is_there(signed_in, session):
    chief = signed_in("chief")
    asked = [{}, {"level": "village"}]
    assert [matched(chief, "divisions", **each) for each in asked] == [2, 1]
    session.add(Division(code="361099101202", name="河湾村", level="village", parent_code=TOWN))
    session.flush()
    assert [matched(chief, "divisions", **each) for each in asked] == [3, 2]


def test_each_filter_has_its_count_and_each_is_another_after_the_edit(signed_in, session):
    chief = signed_in("chief")
    asked = [{"name": "R-1"}, {"filter": "name = 'R-1'"}, {"filter": "name = 'R-2'"}, {"division": TOWN}, {}]
    assert [matched(chief, "segments", **each) for each in asked] == [1, 1, 1, 2, 2]
    session.execute(update(RiverSegment).where(RiverSegment.code == "R-1").values(name="R-2"))
    assert [matched(chief, "segments", **each) for each in asked] == [0, 0, 2, 2, 2]


def test_a_count_by_a_figure_is_another_when_a_patrol_comes_in_and_when_it_is_rejected(signed_in, session):
    wang, chief = signed_in("wang"), signed_in("chief")
    days = {"datetime": "2020-01-01/.."}
    before = [matched(chief, "segments", **SEEN, **days), matched(chief, "tracks", **days)]
    assert before == [0, 0]
    assert wang.submit(walk([(1_000, 1_000), (3_000, 1_000)])).status_code == 201
    assert [matched(chief, "segments", **SEEN, **days), matched(chief, "tracks", **days)] == [1, 1]
    assert matched(chief, "segments", **SEEN, datetime="2020-01-01/2020-02-01") == 0
    session.execute(update(Patrol).values(review="rejected", counts=False))
    assert matched(chief, "tracks", **days) == 0


def test_field_staff_have_counts_of_their_own(signed_in):
    wang, li, chief = (signed_in(name) for name in ("wang", "li", "chief"))
    days = {"datetime": "2020-01-01/.."}
    assert [matched(each, "tracks", **days) for each in (wang, li, chief)] == [0, 0, 0]
    wang.submit(walk([(1_000, 1_000), (3_000, 1_000)]))
    assert [matched(each, "tracks", **days) for each in (wang, li, chief)] == [1, 0, 1]


@pytest.mark.parametrize(("who", "before"), [("wang", 2), ("chief", 2), ("sup", 3)])
def test_who_is_moved_is_told_of_where_they_are_now(signed_in, session, who, before):
    caller = signed_in(who)
    assert matched(caller, "segments") == before
    session.execute(update(Officer).where(Officer.username == who).values(division_code=OTHER_TOWN))
    assert matched(caller, "segments") == 1


def test_who_is_dismissed_is_told_no_count(signed_in, session):
    chief = signed_in("chief")
    assert matched(chief, "segments") == 2
    session.execute(update(Officer).where(Officer.username == "chief").values(active=False))
    assert chief.get("/ogc/collections/segments/items").status_code == 401

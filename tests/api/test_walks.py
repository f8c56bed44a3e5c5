"""What the map is asked in detail: stretches nobody walked, tracks to play back, and whose walks are counted."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from patrol.api.tables.coverage import STRETCHES
from patrol.models import Officer, TrackView
from tests.api.conftest import walk
from tests.api.tables.conftest import rows_of

MAY = {"from": "2026-05-01", "to": "2026-05-31"}


def on(day: int, hour: int = 1) -> datetime:
    return datetime(2026, 5, day, hour, tzinfo=UTC)


def stretches(caller, **query) -> dict:
    return caller.get("/api/v1/coverage/stretches", **(MAY | query)).json


def test_the_stretches_nobody_walked_are_told_by_their_metres_and_people(signed_in):
    signed_in("wang").submit(walk([(2_000, 1_000), (3_000, 1_000)], start=on(4)))
    found = stretches(signed_in("sup"), segment="R-1")["items"]
    assert min(each["from_m"] for each in found) == 0
    assert all(each["to_m"] - each["from_m"] == pytest.approx(each["length_m"], abs=0.2) for each in found)
    assert [each["length_m"] for each in found] == sorted((each["length_m"] for each in found), reverse=True)
    assert "wang" in {person["username"] for person in found[0]["officers"]}


def test_a_stretch_says_when_it_was_walked_last(signed_in):
    signed_in("wang").submit(walk([(2_000, 1_000), (3_000, 1_000)], start=on(4)))
    june = {"from": "2026-05-10", "to": "2026-05-31"}
    whole = stretches(signed_in("sup"), segment="R-1", **june)["items"]
    assert [each["last_walked_on"] for each in whole] == ["2026-05-04"]


def test_the_sums_are_those_of_all_stretches_however_few_are_listed(signed_in):
    everything = stretches(signed_in("sup"))
    few = stretches(signed_in("sup"), limit=1)
    assert (few["count"], few["length_m"]) == (len(everything["items"]), everything["length_m"])
    assert few["length_m"] == pytest.approx(sum(each["length_m"] for each in everything["items"]), abs=1)
    assert few["items"] == everything["items"][:1]


def test_tracks_come_with_their_times_and_gaps_and_each_look_is_kept(signed_in, session):
    body = walk([(1_000, 1_000), (3_000, 1_000)], start=on(4))
    signed_in("wang").submit(body)
    found = signed_in("sup").get("/api/v1/tracks", **MAY).json["items"]
    track = found[0]
    assert (len(found), track["officer"]["username"], track["starts"]) == (1, "wang", [0])
    assert abs(track["t0"] - on(4).timestamp()) < 60
    assert len(track["dt"]) == len(track["lon"]) == len(track["lat"])
    assert track["dt"][0] == 0
    assert track["clock_s"] == pytest.approx(9 * 3600, abs=60)
    assert track["lon"][0] == pytest.approx(116.5e6, abs=3e6)
    looks = select(Officer.username, func.count()).join(TrackView, TrackView.officer_id == Officer.id)
    assert session.execute(looks.group_by(Officer.username)).all() == [("sup", 1)]
    signed_in("wang").get("/api/v1/tracks", **MAY)
    assert session.scalar(select(func.count()).select_from(TrackView)) == 1


def test_tracks_go_on_page_after_page(signed_in):
    wang = signed_in("wang")
    for day in (4, 5, 6):
        wang.submit(walk([(1_000, 1_000), (2_000 + day, 1_000)], start=on(day)))
    sup = signed_in("sup")
    first = sup.get("/api/v1/tracks", **MAY, limit=2).json
    rest = sup.get(first["next"]).json
    assert [each["patrolled_on"] for each in first["items"] + rest["items"]] == [
        "2026-05-04",
        "2026-05-05",
        "2026-05-06",
    ]
    assert rest["next"] is None


def test_field_staff_play_back_nobody_but_themselves(signed_in):
    signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], start=on(4)))
    assert len(signed_in("wang").get("/api/v1/tracks", **MAY).json["items"]) == 1
    assert signed_in("li").get("/api/v1/tracks", **MAY).json["items"] == []


def test_sums_and_rows_follow_whose_walks_are_counted(signed_in):
    signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], start=on(4)))
    sup = signed_in("sup")
    for query, visits in (({"officer": "wang"}, 1), ({"officer": "sup"}, 0), ({"effective": "false"}, 0)):
        rows = sup.get("/api/v1/coverage/segments", **MAY, **query).json["items"]
        summary = sup.get("/api/v1/summary", **MAY, **query).json
        assert sum(row["visits"] for row in rows) == visits
        assert (summary["segments"], summary["patrols"]) == (len(rows), visits)
        assert summary["covered_m"] == pytest.approx(sum(row["covered_m"] for row in rows))


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("coverage/segments", {"post": "king"}, "post"),
        ("summary", {"effective": "maybe"}, "effective"),
        ("summary", {"kind": "sea"}, "kind"),
        ("coverage/stretches", {"limit": 0}, "limit"),
        ("tracks", {"kind": "sea"}, "kind"),
        ("tracks", {"after": "yesterday"}, "after"),
    ],
)
def test_a_bad_question_is_told_by_its_parameter(signed_in, path, query, field):
    answer = signed_in("sup").get(f"/api/v1/{path}", **query)
    assert answer.status_code == 422
    assert field in answer.json["errors"]


def test_whose_walks_can_be_asked_for_are_people_who_patrol_and_field_staff_see_themselves(signed_in):
    signed_in("wang").submit(walk([(1_000, 1_000), (3_000, 1_000)], start=on(4)))
    path = "/api/v1/coverage/walkers"
    assert {each["username"] for each in signed_in("sup").get(path, **MAY).json["items"]} == {"wang", "li"}
    assert {each["username"] for each in signed_in("wang").get(path, **MAY).json["items"]} == {"wang"}


def test_stretches_are_sorted_narrowed_and_paged_and_their_workbook_is_the_same_list(signed_in):
    sup = signed_in("sup")
    every = stretches(sup, sort="name")
    assert len(every["items"]) == every["count"] == 3
    first = stretches(sup, sort="name", limit=2)
    rest = sup.get(first["next"]).json
    assert [each["code"] for each in first["items"] + rest["items"]] == [each["code"] for each in every["items"]]
    assert rest["next"] is None
    one = stretches(sup, text="r-2")
    assert ([each["code"] for each in one["items"]], one["count"]) == (["R-2"], 1)
    headings, rows = rows_of(sup.get("/api/v1/coverage/stretches", **MAY, sort="-code", format="xlsx"))
    assert headings == [column.heading[0] for column in STRETCHES.columns]
    assert [row[headings.index("编码")] for row in rows] == sorted(
        (each["code"] for each in every["items"]), reverse=True
    )
    for row, item in zip(rows, stretches(sup, sort="-code")["items"], strict=True):
        assert row[headings.index("长度 km")] == pytest.approx(item["length_m"] / 1000)


@pytest.mark.parametrize("column", STRETCHES.sorts)
def test_stretches_are_sorted_by_every_column_that_is_said_to_sort(signed_in, column):
    for sign in ("", "-"):
        assert len(stretches(signed_in("sup"), sort=sign + column)["items"]) == 3

"""Flagged patrols are judged by people; what is rejected leaves every figure, and comes back exactly."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from patrol import telling
from patrol.models import AuditEntry, Officer, TrackView
from tests.api.conftest import Caller
from tests.api.test_honesty import LATER, moved, noisy
from tests.today import today

NOTHING = "没有走到，轨迹是上周的"


def post(caller: Caller, path: str, body):
    return caller.client.post(path, headers=caller.headers, json=body)


def decide(caller: Caller, patrol_id: str, decision: str, words: str = ""):
    return post(caller, f"/api/v1/reviews/{patrol_id}/decisions", {"decision": decision, "words": words})


@pytest.fixture
def flagged(signed_in) -> str:
    """Wang's walk, handed in a second time some days later."""
    wang, patrol_id, body = signed_in("wang"), str(uuid.uuid4()), noisy(1)
    wang.submit(body)
    wang.submit(moved(body, LATER), patrol_id)
    return patrol_id


def figures(caller: Caller) -> dict:
    """All that a period's figures are told by."""
    last = today()
    days = {"from": str(last - timedelta(days=2)), "to": str(last)}
    segments = caller.get("/api/v1/coverage/segments", **days).json["items"]
    plots = caller.get("/api/v1/coverage/plots", **days).json["items"]
    tracks = caller.get("/ogc/collections/tracks/items", f="json", datetime=f"{days['from']}/{days['to']}").json
    stretches = caller.get("/ogc/collections/stretches/items", f="json", datetime=f"{days['from']}/{days['to']}").json
    return {
        "segments": segments,
        "plots": plots,
        "summary": caller.get("/api/v1/summary", **days).json,
        "tracks": [feature["id"] for feature in tracks["features"]],
        "stretches": [feature["properties"] for feature in stretches["features"]],
    }


def test_the_queue_holds_what_is_flagged_and_only_in_scope(signed_in, flagged):
    seen = {who: signed_in(who).get("/api/v1/reviews", status="open").json for who in ("sup", "chief", "zhao", "wang")}
    assert {who: [item["id"] for item in answer["items"]] for who, answer in seen.items()} == {
        "sup": [flagged],
        "chief": [flagged],
        "zhao": [],
        "wang": [flagged],
    }
    assert {who: [item["may_decide"] for item in answer["items"]] for who, answer in seen.items()} == {
        "sup": [True],
        "chief": [True],
        "zhao": [],
        "wang": [False],
    }
    assert seen["sup"]["counts"] == {"open": 1}


def test_the_gravest_come_first_then_the_oldest_page_by_page(signed_in, flagged):
    wang, sup = signed_in("wang"), signed_in("sup")
    late = [str(uuid.uuid4()) for _ in range(3)]
    for index, patrol_id in enumerate(late):
        wang.submit(noisy(20 + index, timedelta(days=8 + index)), patrol_id)
    told, path = [], "/api/v1/reviews?status=open&limit=2"
    while path:
        answer = sup.get(path).json
        told += [item["id"] for item in answer["items"]]
        path = answer["next"]
    assert told == [flagged, *late[::-1]]
    assert [i["id"] for i in sup.get("/api/v1/reviews", severity="grave").json["items"]] == [flagged]
    assert len(sup.get("/api/v1/reviews", officer="wang", **{"to": str(today())}).json["items"]) == 4


def test_one_patrol_with_everything_on_one_screen(signed_in, flagged):
    answer = signed_in("sup").get(f"/api/v1/reviews/{flagged}").json
    track = answer["track"]
    assert len({len(track[key]) for key in ("t", "lon", "lat", "accuracy_m", "speed_mps")}) == 1
    assert 0.8 < sorted(track["speed_mps"])[len(track["t"]) // 2] < 1.7
    assert track["gaps"] == []
    assert [segment["code"] for segment in answer["segments"]] == ["R-1"]
    assert answer["segments"][0]["shape"]["type"] in ("MultiLineString", "GeometryCollection")
    assert "crs" not in answer["segments"][0]["shape"]
    assert answer["flags"][0]["code"] == "replayed"
    assert [other["id"] for other in answer["others"]] == [answer["flags"][0]["evidence"]["patrol"]]
    assert answer["history"] == []


def test_a_rejected_patrol_leaves_every_figure_and_what_follows_brings_it_back_exactly(signed_in, flagged):
    sup, wang = signed_in("sup"), signed_in("wang")
    before, receipt = figures(sup), wang.get(f"/api/v1/patrols/{flagged}").json
    assert flagged in before["tracks"]
    assert decide(sup, flagged, "rejected", NOTHING).status_code == 201
    without = figures(sup)
    assert without["summary"]["patrols"] == before["summary"]["patrols"] - 1
    assert without["summary"]["covered_m"] == 0
    assert flagged not in without["tracks"]
    assert {segment["visits"] for segment in without["segments"]} == {0}
    assert not any(stretch["covered"] for stretch in without["stretches"])
    told = wang.get(f"/api/v1/patrols/{flagged}").json
    assert (told["effective"], [reason["code"] for reason in told["reasons"]]) == (False, ["rejected_on_review"])
    assert told["review"]["state"] == "rejected"
    assert [(each["decision"], each["words"], each["by"]) for each in told["review"]["history"]] == [
        ("rejected", NOTHING, "sup")
    ]
    assert decide(sup, flagged, "reopened").status_code == 201
    assert figures(sup) == before
    assert decide(sup, flagged, "rejected", NOTHING).status_code == 201
    assert decide(sup, flagged, "accepted").status_code == 201
    assert figures(sup) == before
    after = wang.get(f"/api/v1/patrols/{flagged}").json
    assert {key: after[key] for key in receipt if key != "review"} == {k: receipt[k] for k in receipt if k != "review"}
    assert [each["decision"] for each in after["review"]["history"]] == ["rejected", "reopened", "rejected", "accepted"]


def test_what_was_judged_is_in_the_audit_log_with_whose_patrol_it_was(signed_in, flagged, session):
    sup = signed_in("sup")
    decide(sup, flagged, "rejected", NOTHING)
    decide(sup, flagged, "accepted")
    of = {name: id for id, name in session.execute(select(Officer.id, Officer.username))}
    kept = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(each.action, each.actor_id, each.officer_id, each.detail.get("words")) for each in kept] == [
        ("patrol_rejected", of["sup"], of["wang"], NOTHING),
        ("patrol_accepted", of["sup"], of["wang"], None),
    ]


def test_the_phone_is_told_of_decisions_with_the_next_sync(signed_in, flagged):
    decide(signed_in("sup"), flagged, "rejected", NOTHING)
    told = signed_in("wang").get("/api/v1/sync").json["reviews"]
    assert [(each["patrol"], each["decision"], each["words"]) for each in told] == [(flagged, "rejected", NOTHING)]
    assert signed_in("zhao").get("/api/v1/sync").json["reviews"] == []
    (notice,) = signed_in("wang").get("/api/v1/inbox").json["items"]
    assert (notice["kind"], notice["subject"]) == ("patrol_rejected", flagged)
    assert NOTHING in notice["text"]


def test_those_who_review_are_told_once_of_a_patrol_that_waits(signed_in, flagged, session, settings):
    for _ in range(2):
        telling.tell_flagged(session, datetime.now(UTC), settings.timezone)
    (notice,) = signed_in("sup").get("/api/v1/inbox").json["items"]
    assert (notice["kind"], notice["subject"]) == ("patrol_flagged", flagged)
    assert signed_in("wang").get("/api/v1/inbox").json["items"] == []


def test_only_posts_above_the_officer_in_scope_decide_and_nobody_of_themselves(signed_in, flagged, session):
    assert decide(signed_in("zhao"), flagged, "accepted").status_code == 404
    assert decide(signed_in("li"), flagged, "accepted").status_code == 404
    own = decide(signed_in("wang"), flagged, "accepted")
    assert (own.status_code, own.json["code"]) == (403, "review_own")
    chief, body = signed_in("chief"), noisy(30)
    chief.submit(body)
    of_chief = str(uuid.uuid4())
    chief.submit(moved(body, LATER), of_chief)
    assert decide(chief, of_chief, "accepted").json["code"] == "review_own"
    for post_held in ("auditor", "gis", "admin", "township_chief"):
        session.execute(text("UPDATE officer SET post = :post WHERE username = 'sup'"), {"post": post_held})
        refused = decide(signed_in("sup"), of_chief, "accepted")
        assert (refused.status_code, refused.json["code"]) == (403, "review_post"), post_held
    session.execute(text("UPDATE officer SET post = 'county_chief' WHERE username = 'sup'"))
    assert decide(signed_in("sup"), of_chief, "accepted").status_code == 201
    assert decide(chief, flagged, "accepted").status_code == 201


def test_a_rejection_without_words_and_a_decision_twice_are_refused(signed_in, flagged):
    sup = signed_in("sup")
    wordless = decide(sup, flagged, "rejected", "  ")
    assert (wordless.status_code, list(wordless.json["errors"])) == (422, ["words"])
    assert decide(sup, flagged, "reopened").status_code == 409
    assert decide(sup, flagged, "accepted").status_code == 201
    assert decide(sup, flagged, "accepted").json["code"] == "review_same"
    assert decide(sup, flagged, "burnt").status_code == 422
    assert decide(sup, str(uuid.uuid4()), "accepted").status_code == 404
    assert post(sup, f"/api/v1/reviews/{flagged}/decisions", {"words": 3}).status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        {"status": "lost"},
        {"after": "x"},
        {"after": "9.2026-01-01.1"},
        {"after": "1.2026-13-01.1"},
        {"severity": "remark"},
        {"from": "2026-02-01", "to": "2026-01-01"},
        {"strange": "1"},
    ],
)
def test_questions_that_make_no_sense_are_refused_by_field(signed_in, query):
    answer = signed_in("sup").get("/api/v1/reviews", **query)
    assert answer.status_code == 422
    assert answer.json["errors"]


def test_each_look_at_somebody_elses_track_is_kept_and_ones_own_is_not(signed_in, flagged, session):
    signed_in("wang").get(f"/api/v1/reviews/{flagged}")
    assert session.scalars(select(TrackView.patrol_id)).all() == []
    signed_in("sup").get(f"/api/v1/reviews/{flagged}")
    sup = session.scalar(select(Officer.id).where(Officer.username == "sup"))
    looks = session.execute(select(TrackView.patrol_id, TrackView.officer_id)).all()
    assert (uuid.UUID(flagged), sup) in looks
    assert len(looks) == 2


def test_decisions_and_looks_are_history(signed_in, flagged, session):
    decide(signed_in("sup"), flagged, "accepted")
    for table in ("review_decision", "track_view"):
        with pytest.raises(DBAPIError, match="history"), session.begin_nested():
            session.execute(text(f"DELETE FROM {table}"))


def test_a_version_that_cannot_be_is_refused_without_naming_somebody(signed_in, flagged):
    body = {"decision": "accepted", "words": "", "version": 3}
    answer = post(signed_in("sup"), f"/api/v1/reviews/{flagged}/decisions", body)
    assert answer.status_code == 409
    assert "还没有复核过" in answer.json["errors"]["version"]


def test_of_two_opposite_decisions_at_one_moment_one_wins_and_the_other_is_told_by_whom(signed_in, flagged):
    sup, chief = signed_in("sup"), signed_in("chief")
    assert decide(sup, flagged, "accepted").status_code == 201
    late = decide(chief, flagged, "rejected", NOTHING)
    assert (late.status_code, late.json["code"]) == (409, "review_changed")
    assert "孙督查" in late.json["errors"]["version"]
    assert chief.get(f"/api/v1/reviews/{flagged}").json["review"] == "accepted"
    path, seen = f"/api/v1/reviews/{flagged}/decisions", {"decision": "rejected", "words": NOTHING}
    assert post(chief, path, seen | {"version": 0}).status_code == 409
    assert post(chief, path, seen | {"version": 1}).status_code == 201
    history = chief.get(f"/api/v1/reviews/{flagged}").json["history"]
    assert [each["by"] for each in history] == ["sup", "chief"]

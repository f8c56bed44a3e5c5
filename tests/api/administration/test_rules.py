"""Before a rule is opened or ended the office is told what it would do; doing it is kept in the audit log."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from patrol.models import Assignment, Officer, Patrol, PatrolRule
from tests.api.administration.conftest import NOBODY_WHO_ADMINISTERS
from tests.api.conftest import COUNTY, OTHER_TOWN, TOWN, walk
from tests.api.duties.conftest import ALONG
from tests.today import today

TODAY = today()
NEW = {"division": COUNTY, "post": "patroller", "kind": "river", "times": 2, "period": "week"}
FROM_TOMORROW = NEW | {"from": (TODAY + timedelta(days=1)).isoformat()}


def test_it_tells_whom_a_rule_concerns_and_which_ends_and_does_nothing(send, session, acts):
    told = send("office", "post", "rules/reach", FROM_TOMORROW).json
    assert (told["officers"], told["objects"], told["counts_from"]) == (1, 1, None)
    assert [(each["times"], each["to"]) for each in told["ends"]] == [(1, TODAY.isoformat())]
    assert [rule.valid_to for rule in session.query(PatrolRule)] == [None]
    assert acts() == []
    elsewhere = send("office", "post", "rules/reach", FROM_TOMORROW | {"division": OTHER_TOWN}).json
    assert (elsewhere["officers"], elsewhere["objects"], elsewhere["ends"]) == (0, 0, [])


def test_a_rule_for_objects_reaches_who_answers_for_them_wherever_they_sit_and_one_for_persons_who_sits_there(
    send, session, county
):
    at_town, at_other = FROM_TOMORROW | {"division": TOWN}, FROM_TOMORROW | {"division": OTHER_TOWN}
    zhao = session.scalar(select(Officer).where(Officer.username == "zhao"))
    held = {"post": "patroller", "valid_from": TODAY}
    session.add(Assignment(officer_id=zhao.id, segment_id=county["R-1"].id, **held))
    session.add(Assignment(officer_id=zhao.id, segment_id=county["R-2"].id, **held))
    session.flush()

    def reached(body: dict) -> tuple[int, int]:
        told = send("office", "post", "rules/reach", body).json
        return told["officers"], told["objects"]

    assert (reached(at_town), reached(at_other)) == ((2, 2), (0, 0))
    assert reached(at_town | {"per": "person"}) == (1, 1), "Wang, who sits there, answers for R-1"
    assert reached(at_other | {"per": "person"}) == (1, 2), "Zhao, who sits there, answers for both elsewhere"


def test_what_a_nearer_rule_takes_is_not_counted_while_it_holds(send, session, county):
    [wide] = session.query(PatrolRule).all()
    columns = {"post": "patroller", "kind": "river", "times": 4, "period": "week"}

    def reached() -> list[tuple[int, int]]:
        told = (
            send("office", "post", "rules/reach", FROM_TOMORROW).json,
            send("office", "get", f"rules/{wide.id}/reach").json,
        )
        return [(each["officers"], each["objects"]) for each in told]

    assert reached() == [(1, 1), (1, 1)]
    nearer = PatrolRule(**columns, division_code=TOWN, valid_from=TODAY)
    session.add(nearer)
    session.flush()
    assert reached() == [(0, 0), (0, 0)]
    assert send("office", "get", f"rules/{nearer.id}/reach").json == {"officers": 1, "objects": 1}
    for passed in (
        {"valid_from": TODAY + timedelta(days=1)},
        {"post": "village_chief"},
        {"kind": "forest"},
        {"per": "person"},
    ):
        session.query(PatrolRule).filter_by(id=nearer.id).update(
            {"valid_from": TODAY, **columns, "per": "object"} | passed
        )
        assert reached() == [(1, 1), (1, 1)], passed
    session.query(PatrolRule).filter_by(id=nearer.id).update(
        {"division_code": COUNTY, "per": "object", "object_class": "black"}
    )
    assert reached() == [(1, 1), (1, 1)], "R-1 is of no class"
    county["R-1"].object_class = "black"
    session.flush()
    assert reached() == [(0, 0), (0, 0)]


def test_what_it_tells_is_what_then_happens(send, session, acts):
    told = send("office", "post", "rules/reach", FROM_TOMORROW).json
    made = send("office", "post", "rules", FROM_TOMORROW)
    assert made.status_code == 201
    [ended] = told["ends"]
    assert session.get(PatrolRule, ended["id"]).valid_to.isoformat() == ended["to"]
    assert send("office", "get", f"rules/{made.json['id']}/reach").json == {"officers": 1, "objects": 1}
    send("office", "post", f"rules/{made.json['id']}/end", {"on": TODAY.isoformat()})
    assert [action for action, _ in acts()] == ["rule_ended", "rule_added"]
    assert acts()[1][1]["from"] == FROM_TOMORROW["from"]


def test_a_rule_that_was_ended_goes_on_and_both_are_kept_in_the_log(send, session, acts):
    rule = session.query(PatrolRule).one()
    assert send("office", "post", f"rules/{rule.id}/end", {}).status_code == 204
    session.refresh(rule)
    assert rule.valid_to == TODAY
    assert send("office", "post", f"rules/{rule.id}/go-on", {}).status_code == 204
    session.refresh(rule)
    assert rule.valid_to is None
    assert [action for action, _ in acts()] == ["rule_goes_on", "rule_ended"]


def test_a_rule_goes_on_once_the_one_that_ended_it_is_taken_back(send, session):
    old = session.query(PatrolRule).one()
    new = send("office", "post", "rules", FROM_TOMORROW).json["id"]
    refused = send("office", "post", f"rules/{old.id}/go-on", {})
    assert (refused.status_code, refused.json["code"]) == (409, "rule_follows")
    send("office", "post", f"rules/{new}/end", {})
    assert send("office", "post", f"rules/{old.id}/go-on", {}).status_code == 204
    session.refresh(old)
    assert old.valid_to is None


def test_a_rule_that_is_over_does_not_go_on_and_what_is_past_stays(send, session):
    rule = session.query(PatrolRule).one()
    rule.valid_to = TODAY - timedelta(days=1)
    session.flush()
    refused = send("office", "post", f"rules/{rule.id}/go-on", {})
    assert (refused.status_code, refused.json["code"]) == (409, "rule_over")
    assert TODAY.isoformat() in refused.json["message"]
    assert send("office", "post", "rules/999999/go-on", {}).status_code == 404
    assert send("wang", "post", f"rules/{rule.id}/go-on", {}).status_code == 403


def test_a_rule_of_long_ago_counts_from_today_once_somebody_has_patrolled(send, session):
    body = walk([(1_000, 1_000), (3_000, 1_000)])
    assert send("wang", "put", "patrols/0a0a0a0a-0000-4000-8000-000000000001", body).status_code == 201
    told = send("office", "post", "rules/reach", NEW | {"from": "2026-02-01"}).json
    assert told["counts_from"] == TODAY.isoformat()


def test_what_cannot_be_opened_is_refused_when_it_is_asked_about(send):
    known = send("office", "post", "rules/reach", NEW | {"from": "2026-01-01"})
    assert (known.status_code, known.json["code"]) == (409, "rule_known")
    wrong = send("office", "post", "rules/reach", FROM_TOMORROW | {"season_from": "03-01"})
    assert "season_to" in wrong.json["errors"]
    assert send("office", "get", "rules/999999/reach").status_code == 404


@pytest.mark.parametrize("post", ["admin", "auditor", "office", "gis", "supervisor"])
def test_no_rule_is_opened_for_a_post_that_never_patrols(send, session, post):
    for path in ("rules", "rules/reach"):
        answer = send("root", "post", path, FROM_TOMORROW | {"post": post})
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["post"])
        assert "护林员" in answer.json["errors"]["post"]
    assert session.query(PatrolRule).one().post != post


@pytest.mark.parametrize("username", NOBODY_WHO_ADMINISTERS)
def test_others_open_and_end_nothing(send, session, username):
    rule = session.query(PatrolRule).one().id
    assert send(username, "post", "rules/reach", FROM_TOMORROW).status_code == 403
    assert send(username, "post", "rules", FROM_TOMORROW).status_code == 403
    assert send(username, "get", f"rules/{rule}/reach").status_code == 403
    assert send(username, "post", f"rules/{rule}/end", {}).status_code == 403


def test_a_rule_entered_by_mistake_is_taken_out_whole_and_what_it_ended_goes_on(send, session, acts, signed_in):
    [old] = session.query(PatrolRule)
    assert signed_in("wang").submit(walk(ALONG, start=datetime.now(UTC) - timedelta(hours=1))).status_code == 201
    before = _owed(send)
    made = send("office", "post", "rules", NEW | {"times": 9, "from": TODAY.isoformat()}).json
    assert _owed(send) > before
    asked = {"from": TODAY.isoformat(), "to": TODAY.isoformat(), "division": COUNTY, "reason": "x"}
    assert send("office", "post", "rescorings", asked).status_code == 201
    assert send("office", "post", f"rules/{made['id']}/revoke", {}).status_code == 422
    assert send("office", "post", f"rules/{made['id']}/revoke", {"reason": "录错"}).status_code == 204
    session.expire_all()
    assert (session.query(PatrolRule).one().id, old.valid_to) == (old.id, None)
    assert _owed(send) == before
    assert session.query(Patrol).one().rule_id in (None, old.id)
    assert (acts()[0][0], acts()[0][1]["reason"]) == ("rule_revoked", "录错")


def test_a_rule_entered_today_for_earlier_days_is_taken_out_whole_where_nobody_was_judged_by_it(send, session):
    late = NEW | {"kind": "forest", "post": "ranger", "from": (TODAY - timedelta(days=40)).isoformat()}
    made = send("office", "post", "rules", late).json
    assert send("office", "post", f"rules/{made['id']}/revoke", {"reason": "录错"}).status_code == 204
    assert session.get(PatrolRule, made["id"]) is None


def test_a_rule_that_has_judged_past_days_is_ended_and_not_taken_out(send, session):
    rule = session.query(PatrolRule).one()
    rule.entered_at = datetime.now(UTC) - timedelta(days=3)
    session.flush()
    refused = send("office", "post", f"rules/{rule.id}/revoke", {"reason": "录错"})
    assert (refused.status_code, refused.json["code"]) == (409, "rule_has_judged")
    assert send("office", "post", f"rules/{rule.id}/end", {}).status_code == 204


@pytest.mark.parametrize("username", NOBODY_WHO_ADMINISTERS)
def test_whoever_does_not_keep_the_rules_takes_none_out(send, session, username):
    rule = session.query(PatrolRule).one()
    assert send(username, "post", f"rules/{rule.id}/revoke", {"reason": "录错"}).status_code == 403


def _owed(send) -> int:
    return sum(row["owed"] for row in send("office", "get", f"duties?period={TODAY:%Y-%m}&by=officer").json["items"])

"""Targets are entered together or not at all, and never over what somebody else has just entered."""

import pytest

from tests.api.administration.conftest import NOBODY_WHO_ADMINISTERS
from tests.api.conftest import COUNTY, OTHER_TOWN, TOWN


def item(division: str, mu, was=None, work_type: str = "afforestation") -> dict:
    return {"division": division, "work_type": work_type, "mu": mu, "was_mu": was}


def entered(send) -> dict:
    told = send("sup", "get", "targets/2026/entered").json["items"]
    return {each["division"]: each["mu"] for each in told}


def test_targets_are_entered_changed_and_taken_back(send, acts):
    first = send("office", "put", "targets/2026", {"items": [item(COUNTY, 12_000), item(TOWN, 33.33)]})
    assert first.status_code == 200
    assert entered(send) == pytest.approx({COUNTY: 12_000, TOWN: 33.33})
    was = {each["division"]: each["mu"] for each in first.json["items"]}
    changed = {"items": [item(TOWN, 40, was[TOWN]), item(COUNTY, None, was[COUNTY])]}
    assert send("root", "put", "targets/2026", changed).status_code == 200
    assert entered(send) == pytest.approx({TOWN: 40})
    [target] = send("sup", "get", "targets/2026", division=TOWN).json["items"]
    assert target["target_mu"] == pytest.approx(40)
    assert [action for action, _ in acts()] == ["target_set"] * 4
    assert acts()[1][1] == {"year": 2026, "work_type": "afforestation", "mu": 40, "was_mu": pytest.approx(33.33)}


def test_nothing_is_saved_where_one_is_no_longer_what_the_caller_saw(send, acts):
    send("office", "put", "targets/2026", {"items": [item(TOWN, 50)]})
    late = {"items": [item(OTHER_TOWN, 10), item(TOWN, 60)]}
    answer = send("root", "put", "targets/2026", late)
    assert (answer.status_code, answer.json["code"]) == (409, "target_changed")
    assert "50" in answer.json["errors"]["items.1.mu"]
    assert entered(send) == pytest.approx({TOWN: 50})
    assert len(acts()) == 1


@pytest.mark.parametrize(
    ("path", "one"),
    [
        ("targets/1800", item(TOWN, 1)),
        ("targets/2026", item(TOWN, -1)),
        ("targets/2026", item(TOWN, "many")),
        ("targets/2026", item("999999999999", 1)),
        ("targets/2026", item(TOWN, 1, work_type="fishing")),
        ("targets/2026", {"division": TOWN, "work_type": "tending", "mu": 1}),
    ],
)
def test_what_is_no_target_is_refused(send, path, one):
    answer = send("office", "put", path, {"items": [one]})
    assert answer.status_code == 422
    assert answer.json["errors"]
    assert entered(send) == {}


@pytest.mark.parametrize("username", NOBODY_WHO_ADMINISTERS)
def test_others_set_no_targets(send, username):
    assert send(username, "put", "targets/2026", {"items": [item(TOWN, 1)]}).status_code == 403

"""What is done to catalogues, clocks and schemes is kept in the audit log, where it belongs."""

from datetime import timedelta

from tests.api.conftest import COUNTY
from tests.today import today

TOMORROW = (today() + timedelta(days=1)).isoformat()


def test_categories_clocks_and_schemes_leave_their_mark(send, acts):
    category = {"kind": "river", "code": "新类", "en": "New", "group": "其他", "group_en": "Other"}
    deadline = {"state": "reported", "amount": 2, "unit": "working_days"}
    acceptance = {"work_type": "tending", "kind": "survival", "preset": "85/41", "valid_from": TOMORROW}
    preset = {"division": COUNTY, "from": TOMORROW}
    asked = [
        ("root", "categories", category),
        ("root", "deadlines", deadline),
        ("office", "schemes", acceptance),
        ("office", "assessment-schemes/preset", preset),
    ]
    for username, path, body in asked:
        answer = send(username, "post", path, body)
        assert answer.status_code == 201, answer.json
    actions = [action for action, _ in acts()]
    opened = actions.count("scheme_opened")
    assert opened > 1
    assert actions[opened:] == ["acceptance_scheme_set", "deadline_set", "category_set"]
    scheme = send("office", "get", "assessment-schemes").json["items"][0]["id"]
    assert send("office", "post", f"assessment-schemes/{scheme}/end", {}).status_code == 204
    assert acts(action="scheme_closed")[0][1]["id"] == scheme

"""Templates of bulletins and papers: listed with who changed them, and set back to the system's own."""

import pytest

BULLETIN, PAPER = "bulletins/templates/bulletin", "papers/templates/closing_form"


def listed(send, username: str = "office") -> dict:
    return {each["path"]: each for each in send(username, "get", "templates").json["items"]}


@pytest.mark.parametrize("path", [BULLETIN, PAPER])
def test_an_own_template_holds_until_it_is_set_back(send, acts, path):
    made = send("office", "get", path).data
    assert listed(send)[path]["own"] is False
    assert send("office", "put", path, made).status_code == 204
    told = listed(send)[path]
    assert (told["own"], told["entered_by"]) == (True, "office")
    assert send("office", "delete", path).status_code == 204
    assert listed(send)[path]["own"] is False
    assert send("office", "get", path).data == made
    assert [action for action, _ in acts()] == ["template_reset", "template_set"]
    assert send("office", "delete", path.rsplit("/", 1)[0] + "/poem").status_code == 404


@pytest.mark.parametrize("username", ["wang", "chief", "gis", "audit"])
def test_others_see_and_change_none(send, username):
    assert send(username, "get", "templates").status_code == 403
    assert send(username, "delete", BULLETIN).status_code == 403
    assert send(username, "delete", PAPER).status_code == 403


def test_every_template_has_a_name_in_both_languages(send, signed_in):
    told = listed(send)
    assert {each["family"] for each in told.values()} == {"bulletin", "paper"}
    caller = signed_in("office")
    english = caller.client.get("/api/v1/templates", headers=caller.headers | {"Accept-Language": "en"}).json["items"]
    assert all(each["name"].isascii() for each in english)

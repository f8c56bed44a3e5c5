"""What a handover or supervision is about is read by whom it concerns; others see that steps were taken."""

import pytest

from tests.api.test_photos import digest, picture

HANDOVER = {"propose_handover", "approve_handover", "hand_over", "file_case", "conclude_case"}
READERS = ("office", "inspector", "chief", "county", "sup")
OTHERS = ("wang", "li", "village", "auditor")


@pytest.fixture
def concluded(desk, bring, photo):
    """The number of an issue whose case was concluded, with pictures of papers and of the place."""
    number = bring("case_filed")
    pictured = {"photos": [photo("county", "decision")]}
    assert desk("county").step(number, "supervise", opinion="限期办结", **pictured).status_code == 201
    ended = {"opinion": "罚款二万元", "photos": [photo("office", "mended")]}
    assert desk("office").step(number, "conclude_case", **ended).status_code == 201
    return number


def steps(desk, username, number) -> dict[str, dict]:
    return {event["action"]: event for event in desk(username).see(number).json["events"]}


@pytest.mark.parametrize("username", READERS)
def test_the_desk_and_the_chiefs_read_the_words_of_a_handover(desk, concluded, username):
    told = steps(desk, username, concluded)
    assert told["propose_handover"]["opinion"] == "涉嫌犯罪"
    assert told["conclude_case"]["opinion"] == "罚款二万元"
    assert told["file_case"]["detail"]["reference"] == "公立字〔2026〕1号"
    assert [photo["stage"] for photo in told["supervise"]["photos"]] == ["paper"]


@pytest.mark.parametrize("username", OTHERS)
def test_others_see_that_a_handover_was_made_and_by_whom_but_not_what_was_said(desk, concluded, username):
    told = steps(desk, username, concluded)
    assert set(told) >= HANDOVER | {"supervise"}
    for action in (HANDOVER | {"supervise"}) & set(told):
        assert (told[action]["opinion"], told[action]["detail"]) == ("", {}), action
        assert told[action]["by"]["name"], action
        assert "paper" not in [photo["stage"] for photo in told[action]["photos"]], action
    assert [photo["stage"] for photo in told["conclude_case"]["photos"]] == ["after"]
    assert told["accept"]["opinion"] == ""
    assert "罚款" not in desk(username).see(concluded).text


@pytest.fixture
def kept_photo(desk):
    """`kept_photo("wang", 3)` is the third photo, which Wang has sent."""

    def send(username: str, nth: int) -> str:
        content = picture(40 + nth, 30)
        assert desk(username).caller.put(f"/api/v1/photos/{digest(content)}", data=content).status_code == 201
        return digest(content)

    return send


def photo_status(desk, username, sha256) -> int:
    return desk(username).caller.get(f"/api/v1/photos/{sha256}", size="thumb").status_code


@pytest.fixture
def pictured(desk, bring, kept_photo, moved):
    """The number of an issue, and the SHA-256 of pictures of a proposal, of a letter of supervision, and of the place;
    the bytes of all are here."""
    number = bring("rectifying")
    proposal, letter, place = (kept_photo(who, what) for who, what in (("inspector", 1), ("county", 2), ("wang", 3)))
    assert desk("wang").step(number, "note", opinion="现场", photos=[place]).status_code == 201
    assert desk("county").step(number, "supervise", opinion="挂牌", photos=[letter]).status_code == 201
    proposed = {"opinion": "涉嫌犯罪", "authority": "police", "partner": "village", "photos": [proposal]}
    moved("village", "township_chief")
    assert desk("inspector").step(number, "propose_handover", **proposed).status_code == 201
    moved("village", "village_chief")
    return {"proposal": proposal, "letter": letter, "place": place, "number": number}


@pytest.mark.parametrize(
    ("username", "seen"),
    [
        *[(who, {"proposal", "letter", "place"}) for who in READERS],
        # Whom the issue is assigned to, who proposed the handover and was moved since, and two who only see it.
        ("wang", {"letter", "place"}),
        ("village", {"proposal", "place"}),
        ("li", {"place"}),
        ("auditor", {"place"}),
    ],
)
def test_the_picture_of_a_paper_opens_for_those_who_may_read_the_paper(desk, pictured, username, seen):
    opened = {what for what in ("proposal", "letter", "place") if photo_status(desk, username, pictured[what]) == 200}
    assert opened == seen


def test_who_proposed_a_handover_before_another_did_reads_the_new_one_no_more(desk, pictured, kept_photo):
    number, again = pictured["number"], kept_photo("inspector", 4)
    assert desk("county").step(number, "refuse_handover", opinion="证据不足").status_code == 201
    proposed = {"opinion": "补充证据", "authority": "police", "partner": "office", "photos": [again]}
    assert desk("inspector").step(number, "propose_handover", **proposed).status_code == 201
    assert (photo_status(desk, "village", again), photo_status(desk, "office", again)) == (404, 200)
    assert steps(desk, "village", number)["propose_handover"]["opinion"] == ""


def test_what_a_phone_takes_along_conceals_the_same(desk, pictured):
    answer = desk("li").caller.get("/api/v1/sync/issues", numbers=pictured["number"])
    (carried,) = answer.json["items"]
    told = {event["action"]: (event["opinion"], event["photos"]) for event in carried["events"]}
    assert (told["propose_handover"], told["supervise"]) == (("", []), ("", []))
    assert told["note"][0] == "现场"

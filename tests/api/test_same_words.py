"""What comes again in the same bytes is told ahead of what reads it: to the same person, while the tile holds."""

from itertools import count

import pytest
from gunicorn.config import Config
from gunicorn.http import RequestParser

from patrol.same_words import UNCHANGED, SameWords
from tests.api.test_asked_again import PATH, dismiss, revoke
from tests.api.test_kept_tiles import edit_river

FROM = "127.0.0.1", 50_000


@pytest.fixture
def app(app_of_its_own):
    """It remembers what was asked here alone."""
    return app_of_its_own


@pytest.fixture
def chief(signed_in):
    """Somebody who has the tile."""
    caller = signed_in("chief")
    caller.headers["If-None-Match"] = caller.get(PATH).headers["ETag"]
    return caller


@pytest.fixture
def words(chief) -> bytes:
    """How their browser asks for it again."""
    return asked(chief)


@pytest.fixture
def same_words(app, words):
    """It has read them once."""
    found = SameWords(app.extensions[UNCHANGED])
    learn(found, words)
    return found


def asked(caller, line: str = f"GET {PATH} HTTP/1.1", **more: str) -> bytes:
    headers = {"Host": "patrol.example", "Accept": "*/*"} | caller.headers
    told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in (headers | more).items())
    return f"{line}\r\n{told}\r\n".encode()


def learn(same_words: SameWords, words: bytes) -> None:
    """As the server does, once it has read them."""
    same_words.remember(words, next(RequestParser(Config(), iter([words]), FROM)))


def test_the_answer_is_that_of_the_application(same_words, words, chief):
    head, rest = same_words.answer(words).decode().split("\r\n", 1)
    told = dict(line.split(": ", 1) for line in rest.removesuffix("\r\n\r\n").split("\r\n"))
    long_way = chief.get(PATH, f="mvt")
    assert (head, long_way.status) == ("HTTP/1.1 304 NOT MODIFIED", "304 NOT MODIFIED")
    for name in ("ETag", "Cache-Control", "Vary", "X-Content-Type-Options"):
        assert told[name] == long_way.headers[name]
    assert "Date" in told


@pytest.mark.parametrize("change", [revoke, dismiss, edit_river], ids=lambda each: each.__name__)
def test_who_is_signed_out_and_what_was_edited_is_looked_at_closer_from_the_next_request_on(
    same_words, words, session, change
):
    assert same_words.answer(words)
    change(session)
    assert same_words.answer(words) is None


def test_other_words_are_read(same_words, words, chief, signed_in):
    assert same_words.answer(words)
    other = signed_in("wang")
    other.headers["If-None-Match"] = chief.headers["If-None-Match"]
    cut, more, another_header = words[:-2], words + b"GET", asked(chief, Accept="image/*")
    assert [same_words.answer(each) for each in (cut, more, another_header, asked(other))] == [None] * 4


NEVER = {
    "what closes the line": {"Connection": "close"},
    "a body": {"Content_Length": "0"},
    "one that waits to go on": {"Expect": "100-continue"},
    "an older way to speak": {"line": f"GET {PATH} HTTP/1.0"},
    "another method": {"line": f"HEAD {PATH} HTTP/1.1"},
    "a path in other letters": {"line": f"GET {PATH.replace('/ogc', '/%6fgc')} HTTP/1.1"},
    "another tag": {"If_None_Match": '"other"'},
}


@pytest.mark.parametrize("how", NEVER.values(), ids=NEVER)
def test_requests_that_tell_more_are_never_told_so(same_words, chief, how):
    asked_so = asked(chief, **how)
    learn(same_words, asked_so)
    assert same_words.answer(asked_so) is None


def test_two_requests_in_one_piece_are_read_one_by_one(same_words, words):
    learn(same_words, words + words)
    assert same_words.answer(words + words) is None


def test_no_more_than_so_many_are_remembered_and_no_token_among_them(app, chief):
    few, asking = SameWords(app.extensions[UNCHANGED], most=2), (asked(chief, X_Number=str(at)) for at in count())
    all_of_them = [next(asking) for _ in range(3)]
    for each in all_of_them:
        learn(few, each)
    assert [bool(few.answer(each)) for each in all_of_them] == [False, True, True]
    assert chief.headers["Authorization"].removeprefix("Bearer ") not in repr(vars(few))

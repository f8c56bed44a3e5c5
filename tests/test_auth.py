"""Tries to sign in, counted by name and by address."""

from datetime import timedelta

import pytest

from patrol import auth
from patrol.errors import TooMany


def tries(session, now, names, addresses):
    for name, address in zip(names, addresses, strict=True):
        auth.begin_sign_in(session, auth.Attempt(name, address), now)


def test_guessing_one_name_from_many_addresses_has_to_wait(session, now):
    tries(session, now, ["wang"] * 100, [f"198.51.100.{host}" for host in range(100)])
    with pytest.raises(TooMany) as refused:
        auth.begin_sign_in(session, auth.Attempt("WANG", "203.0.113.1"), now)
    assert refused.value.params["retry_after_s"] >= 5


def test_guessing_many_names_from_one_address_has_to_wait(session, now):
    tries(session, now, [f"name{guess}" for guess in range(50)], ["198.51.100.9"] * 50)
    with pytest.raises(TooMany):
        auth.begin_sign_in(session, auth.Attempt("another", "198.51.100.9"), now)
    auth.begin_sign_in(session, auth.Attempt("another", "198.51.100.8"), now)


def test_each_further_guess_waits_twice_as_long_up_to_a_quarter_of_an_hour(session, now):
    guess, waits = auth.Attempt("wang", "198.51.100.9"), []
    tries(session, now, ["wang"] * 5, ["198.51.100.9"] * 5)
    for _ in range(10):
        with pytest.raises(TooMany) as refused:
            auth.begin_sign_in(session, guess, now)
        waits.append(refused.value.params["retry_after_s"] - 1)
        now += timedelta(seconds=waits[-1])
        auth.begin_sign_in(session, guess, now)
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_a_try_while_waiting_does_not_lengthen_the_wait(session, now):
    tries(session, now, ["wang"] * 5, ["198.51.100.9"] * 5)
    for _ in range(50):
        with pytest.raises(TooMany):
            auth.begin_sign_in(session, auth.Attempt("wang", "198.51.100.9"), now)
    auth.begin_sign_in(session, auth.Attempt("wang", "198.51.100.9"), now + timedelta(seconds=5))


def test_tries_are_forgotten_after_half_an_hour(session, now):
    tries(session, now, ["wang"] * 4, ["198.51.100.9"] * 4)
    later = now + timedelta(minutes=31)
    tries(session, later, ["wang"] * 5, ["198.51.100.9"] * 5)


def test_an_unknown_name_has_no_password(session, now):
    stored = auth.begin_sign_in(session, auth.Attempt("nobody", "198.51.100.9"), now)
    assert stored is None
    assert not auth.password_matches(stored, "anything")

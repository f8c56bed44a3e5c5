"""Signing in and out."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from patrol.models import Officer, Throttle, Token
from tests.api.conftest import PASSWORD

BROWSER = {"X-Patrol": "web"}


def sign_in(client, username="wang", password=PASSWORD, **headers):
    return client.post(
        "/api/v1/tokens", json={"username": username, "password": password, "device": "手机"}, headers=headers
    )


def test_a_token_tells_who_signed_in_and_opens_the_api(county, client):
    answer = sign_in(client)
    assert answer.status_code == 201
    assert answer.json["officer"] == {
        "username": "wang",
        "name": "王河",
        "post": "patroller",
        "division": {"code": "361099101201", "name": "河口村", "level": "village"},
    }
    me = client.get("/api/v1/me", headers={"Authorization": f"Bearer {answer.json['token']}"})
    assert me.json["officer"] == answer.json["officer"]


def test_only_the_hash_of_a_token_is_kept(county, client, session):
    token = sign_in(client).json["token"]
    assert token.encode() not in session.scalars(select(Token.digest)).all()


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(county, client):
    wrong, unknown = sign_in(client, password="no"), sign_in(client, username="nobody")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json == unknown.json


def test_guessing_has_to_wait(county, client):
    for _ in range(5):
        assert sign_in(client, password="guess").status_code == 401
    waiting = sign_in(client)
    assert waiting.status_code == 429
    assert int(waiting.headers["Retry-After"]) >= 1


def test_a_right_password_forgives_earlier_mistakes(county, client):
    for _ in range(2):
        for _ in range(4):
            assert sign_in(client, password="slip").status_code == 401
        assert sign_in(client).status_code == 201


def from_elsewhere(client, host, **values):
    return client.post(
        "/api/v1/tokens",
        json={"username": "wang", "password": PASSWORD} | values,
        environ_overrides={"REMOTE_ADDR": f"198.51.100.{host}"},
    )


def test_who_guesses_elsewhere_does_not_lock_the_officer_out(county, client):
    for _ in range(5):
        assert from_elsewhere(client, 7, password="guess").status_code == 401
    assert from_elsewhere(client, 7).status_code == 429
    assert sign_in(client).status_code == 201


def test_a_user_name_is_the_same_in_any_case(county, client):
    assert sign_in(client, username="Wang").json["officer"]["username"] == "wang"


def test_neither_name_nor_address_of_a_try_is_kept(county, client, session):
    from_elsewhere(client, 9, password="guess")
    kept = session.scalars(select(Throttle.key)).all()
    assert len(kept) == 3
    assert all(len(key) == 32 for key in kept)


def test_without_a_token_nothing_is_told(county, client):
    assert client.get("/api/v1/me").status_code == 401
    assert client.get("/api/v1/me", headers={"Authorization": "Bearer made-up"}).status_code == 401


def test_a_token_that_ran_out_or_was_revoked_is_none(signed_in, session):
    wang = signed_in("wang")
    session.execute(update(Token).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    assert wang.get("/api/v1/me").status_code == 401


def test_signing_out_ends_the_token_at_once(signed_in):
    wang = signed_in("wang")
    assert wang.client.delete("/api/v1/tokens/current", headers=wang.headers).status_code == 204
    assert wang.get("/api/v1/me").status_code == 401


def test_an_officer_who_left_is_out_at_once(signed_in, session):
    wang = signed_in("wang")
    session.execute(update(Officer).where(Officer.username == "wang").values(active=False))
    assert wang.get("/api/v1/me").status_code == 401
    assert sign_in(wang.client).status_code == 401


def test_a_browser_gets_a_cookie_that_scripts_cannot_read_and_no_token(county, client):
    answer = sign_in(client, **BROWSER)
    assert answer.json["token"] == ""
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert client.get("/api/v1/me").status_code == 200


def test_a_cookie_changes_nothing_without_the_header_that_other_sites_cannot_send(county, client):
    sign_in(client, **BROWSER)
    assert client.delete("/api/v1/tokens/current").status_code == 403
    assert client.delete("/api/v1/tokens/current", headers=BROWSER).status_code == 204


def test_gis_clients_may_send_their_name_and_token_as_basic_credentials(signed_in):
    wang = signed_in("wang")
    token = wang.headers["Authorization"].removeprefix("Bearer ")
    assert wang.client.get("/api/v1/me", auth=("wang", token)).status_code == 200
    assert wang.client.get("/api/v1/me", auth=("li", token)).status_code == 401
    assert wang.client.get("/api/v1/me", auth=("wang", PASSWORD)).status_code == 401

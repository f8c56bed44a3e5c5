"""The pages of /ogc in a browser that has not signed in, or that asks for what is not there."""

from tests.gis.test_pages import BROWSER


def test_who_has_not_signed_in_is_led_to_the_sign_in_without_a_box_of_the_browsers(app, county):
    client = app.test_client()
    answer = client.get("/ogc/collections/segments/items?limit=5", headers=BROWSER)
    assert (answer.status_code, answer.content_type) == (401, "text/html; charset=utf-8")
    assert "<h1>请先登录</h1>" in answer.text
    assert '<a href="/">去登录</a>' in answer.text
    assert 'href="http://localhost/ogc/collections/segments/items?limit=5"' in answer.text
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    english = client.get("/ogc/collections", headers=BROWSER | {"Accept-Language": "en"})
    assert "<h1>Please sign in</h1>" in english.text


def test_a_program_that_has_not_signed_in_is_asked_for_name_and_token(app, county):
    answer = app.test_client().get("/ogc/collections", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["code"]) == (401, "sign_in_required")
    assert "Basic" in answer.headers["WWW-Authenticate"]


def test_a_long_refusal_is_a_page_too_and_a_slash_at_the_end_finds_the_layers(app, county, signed_in):
    client, headers = app.test_client(), signed_in("sup").headers | BROWSER | {"Accept-Encoding": "gzip"}
    refused = client.get("/ogc/collections/segments/items?nothing=1", headers=headers)
    assert (refused.status_code, refused.content_encoding) == (400, None)
    assert "nothing" in refused.text
    assert client.get("/ogc/collections/", headers=headers).status_code == 200
    assert client.get("/ogc/collections/segments/", headers=headers).status_code == 200


def test_yes_and_no_are_told_in_words(app, county, signed_in):
    client, headers = app.test_client(), signed_in("sup").headers | BROWSER
    for language, no in (("zh-CN", "否"), ("en", "No")):
        page = client.get("/ogc/collections/stretches/items", headers=headers | {"Accept-Language": language}).text
        assert f"<td>{no}</td>" in page
        assert "False" not in page

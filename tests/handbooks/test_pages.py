"""The handbooks as pages: each whole, with its pictures, and with nothing but words in it."""

import re

import pytest

from patrol.handbooks.pages import NAMES, handbook


@pytest.fixture
def browser(made_once):
    return made_once.test_client()


@pytest.mark.parametrize("name", NAMES)
def test_a_handbook_comes_with_its_chapters_and_every_picture(browser, name):
    answer = browser.get(f"/handbook/{name}")
    assert answer.status_code == 200
    said = answer.get_data(as_text=True)
    anchors = re.findall(r'<a href="#(chapter-\d+)">', said)
    assert anchors
    assert re.findall(r'<h2 id="([^"]+)">', said) == anchors
    pictures = re.findall(r'<img src="([^"]+)" alt="([^"]+)"', said)
    assert pictures
    for source, _ in pictures:
        shown = browser.get(f"/handbook/{source}")
        assert (shown.status_code, shown.mimetype) == (200, "image/webp")


def test_a_page_runs_no_script_and_is_asked_for_again_each_time(browser):
    answer = browser.get("/handbook/ranger")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-cache"
    again = browser.get("/handbook/ranger", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_html_in_a_handbook_is_shown_and_not_obeyed():
    book = handbook("# 手册\n\n<script>alert(1)</script>\n\n## 一 <b>章</b>\n\n[坏](javascript:alert(1))\n")
    assert book.title == "手册"
    assert book.chapters == ("一 <b>章</b>",)
    assert "<script" not in book.body
    assert "<b>" not in book.body
    assert "href" not in book.body
    assert '<h2 id="chapter-1">' in book.body


@pytest.mark.parametrize("path", ["nobody", "pictures/none.webp", "pictures/..%2fREADME.md", "pictures/../ranger.md"])
def test_what_is_not_a_handbook_is_not_there(browser, path):
    assert browser.get(f"/handbook/{path}").status_code == 404

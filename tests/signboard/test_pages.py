"""The page behind the QR code: what everybody may know, and nothing else."""

import re

import pytest

from patrol.models import River
from tests.signboard.conftest import PRIVATE


def test_a_segment_s_board_tells_who_answers_and_where(stranger):
    answer = stranger.get("/signboard/R-1")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    for said in (
        "河长公示牌",
        "清溪河",
        "R-1",
        "5.00 公里",
        "郑山河",
        "副县长",
        "0794-1110000",
        "王河",
        "巡河员",
        "冯村",
    ):
        assert said in answer.text, said
    for said in ("0794-7654321", "云岫县河长制办公室", "清溪河长清", "水质稳定达到Ⅱ类", "定期巡河"):
        assert said in answer.text, said
    assert answer.text.count("<svg") == 2


@pytest.mark.parametrize("path", ["/signboard/R-1", "/signboard/R-1?lang=en", "/signboard/plot/P-1"])
def test_nothing_private_is_on_a_board(stranger, path):
    text = stranger.get(path).text
    for private in (PRIVATE, "wang", "password", "argon2", "patrol_token"):
        assert private not in text, private


def test_a_chief_of_the_township_stands_in_where_nobody_is_assigned(stranger):
    assert re.search(r"乡级河长</span>\s*<span class=\"name\">周镇长", stranger.get("/signboard/R-1").text)


def test_a_board_is_in_english_when_asked(stranger):
    text = stranger.get("/signboard/R-1?lang=en").text
    assert '<html lang="en">' in text
    for said in ("River chief signboard", "5.00 km", "County river chief", "Report a problem", "Rubbish on the bank"):
        assert said in text, said
    assert 'href="/signboard/R-1"' in text


def test_a_plot_has_a_board_of_its_own(stranger):
    text = stranger.get("/signboard/plot/P-1").text
    for said in ("林长公示牌", "红9", "亩", "李林", "护林员", "盗伐滥伐", "云岫县河长制办公室"):
        assert said in text, said
    assert "非法采砂" not in text


@pytest.mark.parametrize(
    "path", ["/signboard/none", "/signboard/plot/R-1", "/signboard/P-1", "/signboard/none.pdf", "/signboard/%00"]
)
def test_a_board_that_there_is_not_is_told_as_a_page(stranger, path):
    answer = stranger.get(path)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "没有这块公示牌。请核对编号" in answer.text


def test_pages_run_nothing_inline_and_load_nothing_from_elsewhere(stranger):
    answer = stranger.get("/signboard/R-1")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|style=|<script>|onclick|https?://(?!localhost|www\.w3\.org)", answer.text)
    for asset in re.findall(r'(?:href|src)="(/signboard/assets/[^"]+)"', answer.text):
        assert stranger.get(asset).status_code == 200
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_names_are_words_and_never_markup(stranger, session):
    session.query(River).update({"name": "<b>清溪</b>&河"})
    text = stranger.get("/signboard/R-1").text
    assert "<b>清溪" not in text
    assert "&lt;b&gt;清溪" in text

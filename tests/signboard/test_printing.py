"""Signboards on paper: A3, with what the page says and a QR code that leads to it."""

import re
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
import segno

from patrol.signboard import printing
from patrol.signboard.boards import board as board_of
from tests.signboard.conftest import PRIVATE

BORDER_PT = 16
URL = "https://hzz.example.gov.cn"


def texts(content: bytes) -> list[str]:
    """The text of each page, without blanks."""
    with pypdfium2.PdfDocument(content) as pages:
        return [re.sub(r"\s", "", page.get_textpage().get_text_bounded()) for page in pages]


def test_the_printed_board_is_one_page_of_a3_that_says_what_the_page_says(stranger):
    answer = stranger.get("/signboard/R-1.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    with pypdfium2.PdfDocument(answer.data) as pages:
        assert [[round(side / 72 * 25.4) for side in page.get_size()] for page in pages] == [[420, 297]]
    (text,) = texts(answer.data)
    for said in (
        "河长公示牌",
        "清溪河",
        "R-1",
        "郑山河",
        "副县长",
        "0794-1110000",
        "0794-7654321",
        "云岫县河长制办公室",
    ):
        assert said in text, said
    assert PRIVATE not in text
    assert stranger.get("/signboard/R-1.pdf").data == answer.data


def test_boards_of_a_division_are_pages_of_one_file(board, session, now):
    wanted = (("river", "R-1"), ("river", "R-2"), ("forest", "P-1"))
    boards = [board_of(session, kind, code, now.date(), URL, False) for kind, code in wanted]
    told = texts(printing.pdf(boards, english=False))
    assert [("R-1" in text, "R-2" in text, "林长公示牌" in text) for text in told] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


def test_a_board_with_many_people_and_facts_still_fits_its_page(board, session, now):
    known = board_of(session, "river", "R-1", now.date(), URL, False)
    facts = [*known.facts, ("起止桩号", "K0+000—K5+000"), ("岸别", "左右岸")]
    people = [replace(known.people[0], name=f"某某{at}") for at in range(12)]
    content = printing.pdf([replace(known, facts=facts, people=people)], english=False)
    with pypdfium2.PdfDocument(content) as pages:
        text = pages[0].get_textpage().get_text_bounded(bottom=BORDER_PT)
    for said in ("某某9", "接受社会监督", "水质稳定达到", "云岫县河长制办公室"):
        assert said in text


@pytest.mark.parametrize("english", [False, True])
def test_the_qr_code_on_paper_is_that_of_the_page_s_address(board, session, now, english):
    known = board_of(session, "river", "R-1", now.date(), URL, english)
    with pypdfium2.PdfDocument(printing.pdf([known], english)) as pages:
        image = np.asarray(pages[0].render(scale=2).to_pil().convert("RGB")).astype(int)
    # The code alone is drawn in this colour.
    dark = np.abs(image - (0x0B, 0x2F, 0x57)).sum(axis=2) < 24
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    code = dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    wanted = np.array([list(row) for row in segno.make(f"{URL}/signboard/R-1", error="m", micro=False).matrix]) == 1
    middles = [((np.arange(len(wanted)) + 0.5) * length / len(wanted)).astype(int) for length in code.shape]
    assert (code[np.ix_(*middles)] == wanted).all()

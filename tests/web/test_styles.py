"""The boards' styles come together and stay: what one board calls its own, no other may be touched by."""

import re

import pytest

from patrol.config import ROOT

STYLES = ROOT / "web" / "console" / "styles"
SHARED = {"admin", "board", "data_table", "duties", "figures", "form", "issues", "parts", "print", "stage", "table"}
SHELL = {"bar", "coverage", "inbox", "map", "phone", "pickers", "rail", "screens", "signin", "sketch"}
BOARDS = sorted(path.stem for path in STYLES.glob("*.css") if path.stem not in SHARED | SHELL)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def selectors(board: str) -> list[str]:
    """Every selector of a sheet."""
    rules = re.findall(r"([^{}]+)\{", COMMENT.sub("", (STYLES / f"{board}.css").read_text(encoding="utf-8")))
    return [each.strip() for rule in rules for each in re.split(r",(?![^(]*\))", rule)]


@pytest.mark.parametrize("board", BOARDS)
def test_a_class_that_a_board_styles_on_its_own_is_no_other_boards(board):
    own = {each[1:] for each in selectors(board) if re.fullmatch(r"\.[\w-]+", each)}
    for other in BOARDS:
        if other != board:
            named = set(re.findall(r"\.([a-z][\w-]*)", " ".join(selectors(other))))
            assert own & named == set(), f"{board}.css and {other}.css"

"""Signboards on paper: A3 PDFs with a map and a QR code, one for each segment or plot."""

import hashlib
import logging
import secrets
from collections.abc import Iterable
from importlib.resources import files

from patrol.config import Settings
from patrol.signboard.boards import Board
from patrol.signboard.pages import page

STYLE = files("patrol.signboard").joinpath("static/print.css").read_text(encoding="utf8")
# A board is made of what this program wrote: nothing is fetched while it is laid out.
logging.getLogger("fontTools").setLevel(logging.WARNING)


def pdf(boards: Iterable[Board], english: bool) -> bytes:
    """One page for each board."""
    return _laid_out(page("print.html", english, boards=list(boards)))


def kept(board: Board, english: bool, settings: Settings) -> bytes:
    """The PDF of one board; the same board is laid out once and kept aside, since that takes a second."""
    written = page("print.html", english, boards=[board])
    name = hashlib.sha256((written + STYLE).encode()).hexdigest()
    aside = settings.data / "copies" / "signboards" / name[:2] / f"{name}.pdf"
    if aside.is_file():
        return aside.read_bytes()
    content = _laid_out(written)
    aside.parent.mkdir(parents=True, exist_ok=True)
    half = aside.with_suffix(f".{secrets.token_hex(8)}")
    half.write_bytes(content)
    half.replace(aside)
    return content


def _laid_out(written: str) -> bytes:
    # The printing of pages is heavy to load, and most processes never print.
    from weasyprint import CSS, HTML

    return HTML(string=written, url_fetcher=_fetch_nothing).write_pdf(stylesheets=[CSS(string=STYLE)])


def _fetch_nothing(url: str, *_, **__):
    raise ValueError(url)

"""A handbook's Markdown as a page: its chapters can be gone to, its links lead to pages."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "handbooks"
PICTURES = FOLDER / "pictures"
NAMES = ("supervisor", "ranger", "gis")
# Its preset shows tags as they are written: a handbook brings no HTML of its own.
MARKDOWN = MarkdownIt("js-default")
ENVIRONMENT = Environment(
    loader=PackageLoader("patrol.handbooks"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
)


@dataclass(frozen=True)
class Handbook:
    """One handbook: its title, the titles of its chapters, and its body, where chapter n is at `#chapter-n`."""

    title: str
    chapters: tuple[str, ...]
    body: Markup


@lru_cache
def page(name: str) -> str:
    """The page of one of NAMES; the files do not change while the server runs."""
    books = {each: handbook((FOLDER / f"{each}.md").read_text(encoding="utf-8")) for each in NAMES}
    return ENVIRONMENT.get_template("handbook.html").render(name=name, books=books, book=books[name])


def handbook(text: str) -> Handbook:
    """Markdown → handbook. HTML in it is shown, not obeyed."""
    environment: dict = {}
    tokens = MARKDOWN.parse(text, environment)
    title, chapters = "", []
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        if opening.tag == "h1":
            title = inline.content
        elif opening.tag == "h2":
            chapters.append(inline.content)
            opening.attrSet("id", f"chapter-{len(chapters)}")
    return Handbook(title, tuple(chapters), Markup(MARKDOWN.renderer.render(tokens, MARKDOWN.options, environment)))

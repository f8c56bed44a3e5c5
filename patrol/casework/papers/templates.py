"""Which template a paper is filled from: the office's own where it has one; an own one must be fit to be filled."""

import zipfile
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate, Listing
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError
from sqlalchemy import insert
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.casework.papers.making import made
from patrol.casework.sheets import UNPRINTABLE
from patrol.errors import Forbidden, Invalid, NotFound, TooLarge
from patrol.models import PaperTemplate
from patrol.queries import papers as questions
from patrol.rules.papers import PAPER_KINDS

SETTERS = frozenset({"office", "admin"})
MOST_BYTES, MOST_UNPACKED = 2 * 2**20, 20 * 2**20
# What the libraries raise over files that are no Word files, or whose placeholders cannot be filled in.
UNFIT = (zipfile.BadZipFile, TemplateError, LxmlError, ValueError, LookupError, TypeError, AttributeError, OSError)


def template_of(session: Session, division: str, kind: str) -> bytes:
    """The Word file from which a kind of paper is filled in a division; NotFound for a kind that there is not."""
    if kind not in PAPER_KINDS:
        raise NotFound
    return questions.own_template(session, division, kind) or made(kind)


def set_template(session: Session, viewer: Viewer, kind: str, content: bytes, sample: dict[str, Any]) -> None:
    """Let papers of a kind be filled from `content` from now on. Forbidden by post; Invalid when it cannot be filled.

    `sample` holds a value for every placeholder, so that a misspelt one is told before any paper is issued.
    """
    if viewer.post not in SETTERS:
        raise Forbidden
    if kind not in PAPER_KINDS:
        raise NotFound
    if len(content) > MOST_BYTES:
        raise TooLarge(limit_mb=MOST_BYTES // 2**20)
    _check_size(content)
    fill(content, sample)
    row = {"division_code": viewer.division_code, "kind": kind, "content": content, "entered_by": viewer.officer_id}
    session.execute(insert(PaperTemplate).values(row))


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except UNFIT as error:
        raise Invalid({"file": "paper_not_word"}) from error
    if unpacked > MOST_UNPACKED:
        raise Invalid({"file": "paper_not_word"})


def fill(template: bytes, told: dict[str, Any]) -> bytes:
    """A Word file with its placeholders filled in. Templates may show values and no more: they run in a sandbox."""
    sandbox = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        paper = DocxTemplate(BytesIO(template))
        paper.render(_printable(told), sandbox, autoescape=True)
        content = BytesIO()
        paper.save(content)
    except UNFIT as error:
        raise Invalid({"file": ("paper_unfit", {"why": str(error)[:200]})}) from error
    return content.getvalue()


def _printable(told: Any) -> Any:
    """Words as Word can hold them: nothing that XML has no letter for, line breaks as line breaks."""
    if isinstance(told, dict):
        return {name: _printable(value) for name, value in told.items()}
    words = UNPRINTABLE.sub("", told)
    return Listing(words) if "\n" in words else words

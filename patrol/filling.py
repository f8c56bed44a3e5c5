"""Word templates filled in: placeholders for words, lists and pictures, in a sandbox that shows values and no more."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any, NamedTuple

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment, SecurityError
from lxml.etree import LxmlError

from patrol.errors import Invalid, TooLarge

MOST_BYTES, MOST_UNPACKED = 2 * 2**20, 20 * 2**20
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Fields that bring in other files when a paper is opened.
FETCHING = re.compile(rb"\b(?:INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|IMPORT)\b")
# What the libraries raise over files that are no Word files, or whose placeholders cannot be filled in.
UNFIT = (zipfile.BadZipFile, TemplateError, LxmlError, ValueError, LookupError, TypeError, AttributeError, OSError)


class Showing(SandboxedEnvironment):
    """A sandbox in which nothing is multiplied: a short template cannot ask for gigabytes."""

    intercepted_binops = frozenset(["*", "**"])

    def call_binop(self, context, operator, left, right):
        """Refuse what is intercepted."""
        raise SecurityError(f"no {operator} in templates")


class Picture(NamedTuple):
    """A PNG, and how wide it stands on the page; an empty one is not there for the template."""

    png: bytes
    width_mm: float


def try_template(content: bytes, sample: Mapping[str, Any], pictures: Mapping[str, Picture] | None = None) -> None:
    """Whether a template that somebody has edited can be filled in; TooLarge or Invalid says why not.

    `sample` holds a value for every placeholder, so that a misspelt one is told before anything is issued.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge(limit_mb=MOST_BYTES // 2**20)
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except UNFIT as error:
        raise Invalid({"file": "paper_not_word"}) from error
    if unpacked > MOST_UNPACKED:
        raise Invalid({"file": "paper_not_word"})
    _check_self_contained(content)
    fill(content, sample, pictures)


def _check_self_contained(content: bytes) -> None:
    """A template may point at nothing outside itself: whoever prints it would fetch that."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            data = parts.read(name)
            if name.endswith(".rels") and _reaches_out(data):
                raise Invalid({"file": "paper_reaches_out"})
            if name.endswith(".xml") and FETCHING.search(data):
                raise Invalid({"file": "paper_reaches_out"})


def _reaches_out(relations: bytes) -> bool:
    try:
        root = fromstring(relations)
    except (ParseError, DefusedXmlException):
        return True
    return any(
        each.get("TargetMode") == "External" and not each.get("Type", "").endswith("/hyperlink") for each in root
    )


def fill(template: bytes, told: Mapping[str, Any], pictures: Mapping[str, Picture] | None = None) -> bytes:
    """A Word file with its placeholders filled in; Invalid where that cannot be done.

    A template finds each of `pictures` as `pictures.NAME`.
    """
    sandbox = Showing(undefined=StrictUndefined, autoescape=True)
    # No ranges, no filler text: a template loops over what it is given.
    sandbox.globals.clear()
    try:
        paper = DocxTemplate(BytesIO(template))
        drawn = {name: _placed(paper, picture) for name, picture in (pictures or {}).items()}
        paper.render(_printable(dict(told)) | {"pictures": drawn}, sandbox, autoescape=True)
        content = BytesIO()
        paper.save(content)
    except UNFIT as error:
        raise Invalid({"file": ("paper_unfit", {"why": str(error)[:200]})}) from error
    return content.getvalue()


def _placed(paper: DocxTemplate, picture: Picture) -> InlineImage | None:
    return InlineImage(paper, BytesIO(picture.png), width=Mm(picture.width_mm)) if picture.png else None


def _printable(told: Any) -> Any:
    """Words as Word can hold them: nothing that XML has no letter for, line breaks as line breaks."""
    if isinstance(told, dict):
        return {name: _printable(value) for name, value in told.items()}
    if isinstance(told, list):
        return [_printable(value) for value in told]
    words = UNPRINTABLE.sub("", told)
    return Listing(words) if "\n" in words else words

"""Forms compiled for Collect, once for each catalogue, under a version that changes whenever their content does."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.errors import Invalid, NotFound
from patrol.openrosa.definitions import BY_ID, LAYOUT, READABLE_LAYOUTS, Choice, Definition, workbook
from patrol.queries.categories import in_force

HASH_DIGITS = 6
MOST_KEPT = 64
VERSION = re.compile(rf"(\d{{{len(LAYOUT)}}})\d{{{HASH_DIGITS}}}")


@dataclass(frozen=True)
class Form:
    """A compiled form: its definition, version, XForm bytes, and what the compiler had to remark."""

    definition: Definition
    version: str
    xml: bytes
    warnings: tuple[str, ...]

    @property
    def md5(self) -> str:
        """The hash by which Collect knows this form."""
        return md5(self.xml)


def md5(content: bytes) -> str:
    """The hash that OpenRosa names files by; it protects nothing."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def defined(form_id: str) -> Definition:
    """The definition of the form with this id; NotFound where there is none."""
    definition = BY_ID.get(form_id)
    if definition is None:
        raise NotFound
    return definition


def form_of(session: Session, viewer: Viewer, definition: Definition, on: date) -> Form:
    """The form as it is for a viewer on a day: with the categories that hold in their division."""
    offered = in_force(session, viewer.division_code, on)
    return compiled(definition, tuple(Choice(each.code, each.en) for each in offered if each.kind == definition.kind))


@lru_cache(MOST_KEPT)
def compiled(definition: Definition, choices: tuple[Choice, ...]) -> Form:
    """A form with these categories to choose from."""
    draft, _ = _compiled(definition, choices, LAYOUT)
    # A number that depends on every word of the form, so that Collect sees each change as an update.
    digits = int(hashlib.sha256(draft).hexdigest(), 16) % 10**HASH_DIGITS
    version = f"{LAYOUT}{digits:0{HASH_DIGITS}d}"
    xml, warnings = _compiled(definition, choices, version)
    return Form(definition, version, xml, warnings)


def _compiled(definition: Definition, choices: tuple[Choice, ...], version: str) -> tuple[bytes, tuple[str, ...]]:
    # Its grammar is heavy to load, and a form is compiled once in its life.
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    result = convert(workbook(definition, choices, version), warnings=warnings, form_name="data")
    return result.xform.encode(), tuple(warnings)


def readable(form_id: str | None, version: str | None) -> Definition:
    """The definition by which answers to a form can be read; Invalid for an unknown form or version.

    Forms of earlier wording are still on phones, and their answers are as good: only the layout must be known.
    """
    definition = BY_ID.get(form_id or "")
    if definition is None:
        raise Invalid({"form": ("collect_unknown_form", {"form": (form_id or "")[:64]})})
    known = VERSION.fullmatch(version or "")
    if known is None or known[1] not in READABLE_LAYOUTS:
        raise Invalid({"version": ("collect_unknown_version", {"version": (version or "")[:64]})})
    return definition

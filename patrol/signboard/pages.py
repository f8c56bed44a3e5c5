"""Templates of signboards, filled in; the same for the web and for print."""

from functools import partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from patrol.rules.catalogue import Category
from patrol.signboard.words import say

ENVIRONMENT = Environment(
    loader=PackageLoader("patrol.signboard"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
)


def page(template: str, english: bool, **told: Any) -> str:
    """A page in one language."""
    return ENVIRONMENT.get_template(template).render(english=english, say=partial(_say, english), **told)


def _say(english: bool, key: str, **params) -> str:
    return say(key, english, **params)


def groups(categories: list[Category], kind: str, english: bool) -> list[tuple[str, list[tuple[str, str]]]]:
    """The problems of a kind as a form offers them: group, then code and name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in categories:
        if each.problem and each.kind == kind:
            heading = each.group_en if english else each.group
            found.setdefault(heading, []).append((each.code, each.en if english else each.code))
    return list(found.items())

"""What is said of a feature that cannot be taken or deleted."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from patrol.messages import MESSAGES, t


class Words:
    """A sentence of the catalogue with what belongs into it, to be said in the reader's language."""

    def __init__(self, key: str, **params: Any):
        self.key, self.params = key, params

    def text(self, locale: str) -> str:
        """The words."""
        return t(self.key, locale, **self.params)


def held(rows: Iterable[Row]) -> dict[str, str]:
    """What hangs on a feature, rows of (what, many), in both languages: "held_zh" and "held_en" of a sentence."""
    found = [(row.what, row.many) for row in rows]
    return {
        f"held_{name}": t("held_join", locale).join(_one(what, many, locale) for what, many in found)
        for name, locale in (("zh", "zh-CN"), ("en", "en"))
    }


def _one(what: str, many: int, locale: str) -> str:
    key = f"held_{what}" if f"held_{what}" in MESSAGES else "held_other"
    return t(key, locale, many=many, what=what)

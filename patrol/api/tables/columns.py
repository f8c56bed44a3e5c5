"""What a table is made of."""

from collections.abc import Mapping
from typing import Any, NamedTuple

Both = tuple[str, str]
KINDS = ("text", "count", "share", "score", "mu", "km", "minutes", "day", "moment", "flag", "word")


class Column(NamedTuple):
    """One column: the field of an item on the wire (dots lead into it), its heading in Chinese and English, its kind.

    `km` and `minutes` are kept in metres and seconds and told in their own unit. `words` are those of a `word`.
    `sort` is False where a list cannot be sorted by it; `wide` where a small screen leaves it out.
    """

    field: str
    heading: Both
    kind: str = "text"
    words: Mapping[str, Both] | None = None
    sort: bool = True
    wide: bool = False
    width: int = 12


class Table(NamedTuple):
    """A table under its name and title."""

    name: str
    title: Both
    columns: tuple[Column, ...]

    @property
    def sorts(self) -> tuple[str, ...]:
        """The columns that its list can be sorted by."""
        return tuple(column.field for column in self.columns if column.sort)


def value_at(item: Mapping[str, Any], field: str) -> Any:
    """The value of a field, None where the way to it ends."""
    for name in field.split("."):
        item = item.get(name) if item is not None else None  # type: ignore[assignment]
    return item


def described(table: Table, language: int) -> dict[str, Any]:
    """A table as it is told to a screen, in Chinese (0) or English (1)."""
    return {
        "name": table.name,
        "title": table.title[language],
        "columns": [_told(each, language) for each in table.columns],
    }


def _told(column: Column, language: int) -> dict[str, Any]:
    words = {code: names[language] for code, names in column.words.items()} if column.words else None
    kept = {name: getattr(column, name) for name in ("field", "kind", "sort", "wide")}
    return kept | {"heading": column.heading[language], "words": words}

"""Which column of a file is which field, and the values of a batch as rows of our columns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gis.files import Batch
from gis.files.saving import shapefile_name
from patrol.importing.kinds import Column, Kind
from patrol.importing.reasons import ImportRefused, Reason
from patrol.importing.values import Unfit

# Keys of other tables, looked up by the importer and never given.
JOINED = ("river_id", "plot_id", "found_kind")


@dataclass(frozen=True)
class Mapped:
    """A field with the column of the file that holds it, or with the one value that it has for every feature."""

    column: Column
    source: str | None = None
    constant: object = None


def pairs(given: Sequence[str]) -> dict[str, str]:
    """NAME=VALUE options as a dictionary; ImportRefused where one has another form."""
    split = [option.partition("=") for option in given]
    for option, (name, equals, value) in zip(given, split, strict=True):
        if not (name and equals and value):
            raise ImportRefused("field_form", given=option)
    return {name.strip(): value.strip() for name, _equals, value in split}


def resolve(
    kind: Kind, columns: Sequence[str], fields: Mapping[str, str | None], constants: Mapping[str, str]
) -> list[Mapped]:
    """The fields of `kind` that the file's `columns` and the options give; ImportRefused with the columns listed.

    A field that is given without a column stays out, whatever columns there are.
    """
    known = check_names(kind, [*fields, *constants])
    listed = ", ".join(columns)
    for source in fields.values():
        if source is not None and source not in columns:
            raise ImportRefused("column_unknown", column=source, columns=listed)
    found = [_constant(known[name], value) for name, value in constants.items()]
    found += [Mapped(known[name], source) for name, source in fields.items() if source is not None]
    open_ones = {name: column for name, column in known.items() if name not in fields}
    found += _recognised(open_ones, columns, {mapped.column.staged for mapped in found})
    _refuse_twice(found)
    names = {mapped.column.name for mapped in found}
    for name in _needed(kind, names):
        if name not in names:
            raise ImportRefused("column_needed", name=name, **_titles("title", known[name]), columns=listed)
    return found


def exactly(kind: Kind, fields: Mapping[str, str], constants: Mapping[str, str]) -> list[Mapped]:
    """The fields as they were matched once, and no others, whatever columns would look like them."""
    known = check_names(kind, [*fields, *constants])
    all_others = {name: None for name in known if name not in constants}
    return resolve(kind, list(fields.values()), {**all_others, **fields}, constants)


def check_names(kind: Kind, names: Iterable[str]) -> dict[str, Column]:
    """The fields of `kind` that a file may give; ImportRefused where one of `names` is none of them."""
    known = {column.name: column for column in kind.columns if column.name not in JOINED}
    for name in names:
        if name not in known:
            raise ImportRefused("field_unknown", name=name, **_titles("known", *known.values()))
    return known


def check_constants(kind: Kind, constants: Mapping[str, str]) -> None:
    """ImportRefused where a value for all features is none that its field can have."""
    known = check_names(kind, constants)
    for name, value in constants.items():
        _constant(known[name], value)


def _refuse_twice(found: Sequence[Mapped]) -> None:
    """An area cannot come in mu and in hectares."""
    by_column: dict[str, Column] = {}
    for mapped in found:
        other = by_column.setdefault(mapped.column.staged, mapped.column)
        if other is not mapped.column:
            raise ImportRefused("field_twice", **_titles("one", other), **_titles("other", mapped.column))


def _titles(name: str, *columns: Column) -> dict[str, str]:
    """Fields as a sentence names them: in words, with the code that the command line knows them by."""
    chinese = "、".join(f"{column.title('zh-CN')}（{column.name}）" for column in columns)
    return {name: chinese, f"{name}_en": ", ".join(column.name for column in columns)}


def _needed(kind: Kind, names: set[str]) -> tuple[str, ...]:
    """A kind that can make codes needs the number to make them of where the file has none."""
    return kind.needed if kind.make_codes is None or "code" in names else (*kind.needed, kind.code_from)


def _constant(column: Column, value: str) -> Mapped:
    try:
        return Mapped(column, constant=column.parse(value))
    except Unfit as unfit:
        why = Reason(unfit.key, {"name": column.name, **unfit.params}).text("zh-CN")
        raise ImportRefused("constant_bad", name=column.name, value=value, why=why) from unfit


def _recognised(known: Mapping[str, Column], columns: Sequence[str], taken: set[str]) -> list[Mapped]:
    """Fields found by their own name or an alias, else by a name as our shapefiles cut it; the first of several that
    end in one column of the table."""
    plain = {_plain(name): name for name in reversed(columns)}
    found = []
    # Cut names of areas are alike in all units: what our layers write is mu, the one that is rounded.
    for names, ordered in ((_names, known.values()), (_cut, sorted(known.values(), key=lambda one: one.step is None))):
        for column in ordered:
            source = next((plain[_plain(name)] for name in names(column) if _plain(name) in plain), None)
            if source is not None and column.staged not in taken:
                found.append(Mapped(column, source))
                taken.add(column.staged)
    return found


def _names(column: Column) -> tuple[str, ...]:
    return column.name, *column.aliases


def _cut(column: Column) -> list[str]:
    return [shapefile_name(name) for name in _names(column) if name.isascii() and shapefile_name(name) != name]


def _plain(name: str) -> str:
    return re.sub(r"[\s_()（）\-]", "", name).casefold()


def rows(batch: Batch, fields: Sequence[Mapped]) -> tuple[list[list], dict[int, Reason]]:
    """The batch's values column by column, in the order of `fields`, and the reasons by position that refuse some."""
    refused: dict[int, Reason] = {}
    return [_parsed(batch, mapped, refused) for mapped in fields], refused


def _parsed(batch: Batch, mapped: Mapped, refused: dict[int, Reason]) -> list:
    if mapped.source is None:
        return [mapped.constant] * len(batch)
    parsed = []
    for position, value in enumerate(_plain_values(batch.columns[mapped.source])):
        try:
            parsed.append(mapped.column.parse(value))
        except Unfit as unfit:
            refused.setdefault(position, Reason(unfit.key, {"name": mapped.source, **unfit.params}))
            parsed.append(None)
    return parsed


def _plain_values(column: np.ndarray) -> Iterable:
    """Python's own numbers and texts; days stay numpy's, which knows one that is missing."""
    return column if column.dtype.kind == "M" else column.tolist()

"""What can be imported: for each layer its table, its columns and the names that offices' tables give them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from gis.files.checking import Family
from patrol.config import Settings
from patrol.importing import values
from patrol.rules.areas import square_metres

Parse = Callable[[object], object]
_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Column:
    """A field of an import. `into` is the column of the table that it ends in, "" where it only helps on the way.

    Several columns may end in one (an area in mu, in hectares): the first that the file has is taken. `step` is the
    last digit, in the unit of the table, that published layers write of a column which they round.
    """

    name: str
    aliases: tuple[str, ...] = ()
    parse: Parse = values.text
    sql_type: str = "text"
    into: str | None = None
    step: float | None = None

    def title(self, locale: str) -> str:
        """The field's name for people: the first that Chinese tables give it, or its own in words."""
        chinese = next((alias for alias in self.aliases if _CHINESE.search(alias)), None)
        return self.name.replace("_", " ") if locale.startswith("en") or chinese is None else chinese

    @property
    def staged(self) -> str:
        """The column of `incoming`: that of the table, or the field's own name where it is none."""
        return self.into or self.name

    @property
    def is_kept(self) -> bool:
        """Whether the field is a column of the table."""
        return self.into != ""


@dataclass(frozen=True)
class Kind:
    """A layer that can be imported.

    `needed` are fields of which each must be in the file or set; `required` are columns of the table without which a
    feature is refused. The rest are SQL statements on the table `incoming`: `make_codes` for features that carry no
    code, out of the field `code_from`; `referred` that enters what rows refer to, and `steps` that fill and refuse,
    once divisions and codes are known, with `:prefix` for the divisions of who imports; `clearing` that makes room in
    the table just before writing. Only `referred` and `clearing` write elsewhere: a preview leaves them out. `derived`
    are columns that statements fill, with the fields of which one must be given (none: always). `look_up` fills and
    refuses what no one statement can; `compare` and `write` take the place of comparing and writing rows of a table as
    they came.
    """

    name: str
    titles: tuple[str, str]
    table: str
    family: Family
    columns: tuple[Column, ...]
    needed: tuple[str, ...] = ("code",)
    required: tuple[str, ...] = ()
    make_codes: str | None = None
    code_from: str = "code"
    referred: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    clearing: tuple[str, ...] = ()
    derived: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    look_up: Callable[[Session, Settings], None] | None = None
    compare: Callable[[Session], None] | None = None
    write: Callable[[Session, Settings], None] | None = None

    @property
    def has_history(self) -> bool:
        """Whether the database keeps who changed which feature of this layer, so that an import can be undone."""
        return self.table in ("division", "river_segment", "forest_plot", "zoning_unit")

    def title(self, locale: str) -> str:
        """The layer's name for people."""
        return self.titles[locale.startswith("en")]


DIVISION = Column(
    "division",
    ("division_code", "行政区划代码", "区划代码", "政区代码", "村代码", "乡代码", "XZQDM", "XZQHDM", "ZLDWDM"),
    values.division,
    into="division_code",
)


def areas(target: str, m2: tuple[str, ...], mu: tuple[str, ...], hectares: tuple[str, ...]) -> tuple[Column, ...]:
    """An area that may come in m², in mu or in hectares, as the names of columns tell."""
    stem = target.removesuffix("_m2")
    return (
        Column(target, m2, values.number, "float8"),
        Column(f"{stem}_mu", mu, values.from_mu, "float8", into=target, step=square_metres(0.01)),
        Column(f"{stem}_ha", hectares, values.from_hectares, "float8", into=target),
    )

"""The tables of duties: owed, done, effective, missing, by officer, object or place."""

from contextlib import nullcontext
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    Label,
    Row,
    Select,
    Subquery,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from patrol.access import within
from patrol.models import Division, ForestPlot, Officer, RiverSegment
from patrol.queries.demands import by_hash
from patrol.queries.duty_atoms import (
    Asked,
    informed,
    of_objects,
    of_officers,
    of_persons,
    rules_of,
    sums,
    whole,
)

PLACE_DIGITS = {"village": 12, "township": 9, "county": 6}
BY = ("officer", "segment", "plot", *PLACE_DIGITS)
SORTS = ("key", "name", "division", "owed", "done", "effective", "credited", "missing", "rate", "status", "objects")
STATUSES = ("fulfilled", "due", "behind", "missed", "nothing_owed")


class Page(NamedTuple):
    """Which rows of a table: by which column, downwards or not, of which status, after which (value, id), how many.

    `text` is looked for in names and codes; `skip` passes over so many rows.
    """

    sort: str = "key"
    down: bool = False
    status: str | None = None
    per: str | None = None
    after: tuple[Any, str] | None = None
    limit: int = 1000
    text: str | None = None
    skip: int = 0


def page(session: Session, by: str, asked: Asked, today: date, page: Page) -> list[Row]:
    """Rows of a table: id, key, name, post, division, division_name, kind, per, objects, owed, done, effective,
    credited, missing, rate (credited of owed; NULL when nothing is owed), days_left, status, sorted, total (rows from
    `after` on)."""
    # One officer's few duties are found quicker by their keys.
    asked = informed(session, asked.impersonal)
    with nullcontext() if asked.viewer.sees_only_own_patrols else by_hash(session):
        return list(session.execute(_page(by, asked, today, page)))


# Putting a table's statement together takes as long as answering it; everybody's boards ask for the same few.
@lru_cache(maxsize=64)
def _page(by: str, asked: Asked, today: date, page: Page) -> Select:
    rows = table(by, asked, today).subquery()
    column = func.coalesce(rows.c.rate, 1.0) if page.sort == "rate" else rows.c[page.sort]
    query = select(rows, column.label("sorted"), func.count().over().label("total"))
    query = query.limit(page.limit).offset(page.skip or None)
    query = query.order_by(*((column.desc(), rows.c.id.desc()) if page.down else (column, rows.c.id)))
    if page.status:
        query = query.where(rows.c.status == page.status)
    if page.per:
        query = query.where(rows.c.per == page.per)
    if page.text:
        query = query.where(or_(*(rows.c[said].icontains(page.text, autoescape=True) for said in ("name", "key"))))
    if page.after:
        here, there = tuple_(column, rows.c.id), tuple_(*page.after)
        query = query.where(here < there if page.down else here > there)
    return query


def table(by: str, asked: Asked, today: date) -> Select:
    """Every row of a table, unsorted."""
    # Each part is summed by itself: put together first, all of them would be sorted by their words.
    rows = union_all(*(_sum(part, by, of) for of, part in _parts(by, asked).items())).subquery()
    credited, owed = rows.c.credited, rows.c.owed
    total = (asked.last - asked.first).days + 1
    gone = min(max((today - asked.first).days, 0), total)
    missing = owed - credited
    rate = cast(credited, Float) / func.nullif(owed, 0)
    return _named(by, rows, asked).add_columns(
        rows.c.kind,
        rows.c.per,
        rows.c.objects,
        owed,
        rows.c.done,
        rows.c.effective,
        credited,
        missing.label("missing"),
        rate.label("rate"),
        literal(total - gone, Integer).label("days_left"),
        status(owed, missing, gone, total).label("status"),
    )


def status(owed, missing, gone: int, total: int) -> ColumnElement[str]:
    """nothing_owed, fulfilled, missed (the period is over), behind its days gone by, or due."""
    return case(
        (owed == 0, "nothing_owed"),
        (missing == 0, "fulfilled"),
        (literal(gone == total), "missed"),
        # Whole patrols that the days gone by ask for, evenly: a monthly one is due until the last day.
        (owed - missing < owed * gone // total, "behind"),
        else_="due",
    )


def atoms(by: str, asked: Asked) -> list[Select]:
    """The smallest parts (`queries.duty_atoms`) that a table by officer, object or place is summed from, and their kind
    and per: each is of one kind, and owed by object or in person."""
    return [_of(of, whole(part)) for of, part in _parts(by, asked).items()]


def parts(by: str, asked: Asked) -> list[Select]:
    """The same in the parts that these add up to, for who adds them up anyway."""
    return [_of(of, part) for of, part in _parts(by, asked).items()]


def _of(of: tuple[str, str], part: Select) -> Select:
    return select(*_words(of), part.subquery())


def _parts(by: str, asked: Asked) -> dict[tuple[str, str], Select]:
    """The atoms by (kind, per)."""
    kinds = {"segment": ("river",), "plot": ("forest",)}.get(by, asked.kinds)
    of_each = {"object": of_officers if by == "officer" else of_objects, "person": of_persons}
    owed = [(kind, per) for kind in kinds for per in (("object",) if by in ("segment", "plot") else of_each)]
    some = [pair for pair in owed if pair not in asked.known.idle] or owed[:1]
    rules = rules_of(asked)
    return {(kind, per): of_each[per](asked, rules, kind) for kind, per in some}


def _sum(part: Select, by: str, of: tuple[str, str]) -> Select:
    # An object counts once in its place, however many answer for it.
    rows = (whole(part) if by in PLACE_DIGITS else part).subquery()
    objects = literal(1, Integer)
    if by in ("segment", "plot"):
        key = rows.c.object_id
    else:
        objects = cast(func.sum(rows.c.objects), Integer)
        digits = PLACE_DIGITS.get(by)
        key = func.rpad(func.left(rows.c.division_code, digits), 12, "0") if digits else rows.c.officer_id
    return select(key.label("of"), *_words(of), objects.label("objects"), *sums(rows)).group_by(key)


def _words(of: tuple[str, str]) -> tuple[Label[str], Label[str]]:
    kind, per = of
    return literal(kind).label("kind"), literal(per).label("per")


def _named(by: str, sums: Subquery, asked: Asked) -> Select:
    """id, key, name, post, division and division_name of each row."""
    post = null().cast(Officer.post.type)
    if by in PLACE_DIGITS:
        key, name, division = sums.c.of, Division.name, sums.c.of
        joined, seen = sums.outerjoin(Division, Division.code == sums.c.of), within(sums.c.of, asked.code)
    else:
        thing = {"officer": Officer, "segment": RiverSegment, "plot": ForestPlot}[by]
        key = Officer.username if by == "officer" else thing.code
        name, division = thing.name, thing.division_code
        post = Officer.post if by == "officer" else post
        joined = sums.join(thing, thing.id == sums.c.of).outerjoin(Division, Division.code == division)
        seen = within(division, asked.code)
    return (
        select(
            (key + "/" + sums.c.kind + "/" + sums.c.per).label("id"),
            key.label("key"),
            func.coalesce(name, key).label("name"),
            post.label("post"),
            division.label("division"),
            Division.name.label("division_name"),
        )
        .select_from(joined)
        .where(seen)
    )

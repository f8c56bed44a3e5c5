"""Which Word templates an office has put in the place of the system's own."""

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from patrol.models import BulletinTemplate, Officer, PaperTemplate
from patrol.queries.places import places_around

TABLES = {"bulletin": BulletinTemplate, "paper": PaperTemplate}


def in_use(session: Session, family: str, division: str) -> dict[str, Row]:
    """By kind, what holds in a division of a family ("bulletin", "paper"): kind, own, division, entered_by, entered_at.

    Kinds that nobody ever changed are absent; `own` is False where the system's own is back.
    """
    table = TABLES[family]
    found = (
        select(
            table.kind,
            table.content.is_not(None).label("own"),
            table.division_code.label("division"),
            Officer.name.label("entered_by"),
            table.entered_at,
        )
        .ext(distinct_on(table.kind))
        .join(Officer, Officer.id == table.entered_by)
        .where(table.division_code.in_(places_around(division)))
        .order_by(table.kind, func.length(func.rtrim(table.division_code, "0")).desc(), table.id.desc())
    )
    return {row.kind: row for row in session.execute(found)}

"""Papers 公文 of issues with their numbers 文号, the office that issues them, and the office's own templates."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form
from patrol.models.issues import words
from patrol.rules.papers import PAPER_KINDS

KINDS = tuple(PAPER_KINDS)


class OfficeProfile(Base):
    """河长办 林长办: what an office calls itself, numbers its papers with and prints on signboards."""

    __tablename__ = "office_profile"

    division_code: Mapped[str] = division_code(primary_key=True)
    name: Mapped[str]
    document_prefix: Mapped[str]
    supervising_phone: Mapped[str | None]
    river_duties: Mapped[str | None]
    river_goals: Mapped[str | None]
    forest_duties: Mapped[str | None]
    forest_goals: Mapped[str | None]

    __table_args__ = (division_form(),)


class PaperNumber(Base):
    """The last number given to a kind of paper in a year."""

    __tablename__ = "paper_number"

    division_code: Mapped[str] = division_code(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]

    __table_args__ = (words("kind", KINDS), division_form())


class IssuePaper(Base):
    """A paper that was issued for a step: numbered once, its bytes kept as they were sent out, never changed."""

    __tablename__ = "issue_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("issue_event.id"))
    kind: Mapped[str]
    division_code: Mapped[str] = division_code()
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    issued_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    issued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        words("kind", KINDS),
        division_form(),
        CheckConstraint("serial > 0", name="serial"),
        UniqueConstraint("event_id", "kind"),
        UniqueConstraint("division_code", "kind", "year", "serial"),
        Index("ix_issue_paper_issue_id", "issue_id"),
    )


class PaperTemplate(Base):
    """A template as the office has edited it; the newest holds, the older ones stay. Without
    content: the system's own again."""

    __tablename__ = "paper_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    kind: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    entered_by: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    entered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (words("kind", KINDS), division_form(), Index("ix_paper_template_kind", "division_code", "kind"))

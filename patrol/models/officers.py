"""Officers 人员, their tokens, and their assignments 责任."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, String, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from patrol.models.base import Base, division_code, division_form

POSTS = (
    "ranger",
    "patroller",
    "village_chief",
    "township_chief",
    "county_chief",
    "supervision",
    "office",
    "gis",
    "supervisor",
    "auditor",
    "admin",
)
POST_LIST = ", ".join(f"'{post}'" for post in POSTS)


class Officer(Base):
    """A person who can sign in: chief, ranger, patroller, supervision or office staff.

    `office_title` (职务) and `office_phone` are published on signboards; `phone` is never.
    """

    __tablename__ = "officer"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    post: Mapped[str]
    division_code: Mapped[str] = division_code()
    phone: Mapped[str | None]
    office_title: Mapped[str | None]
    office_phone: Mapped[str | None]
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(server_default="true")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (
        CheckConstraint(f"post IN ({POST_LIST})", name="post"),
        division_form(),
        Index("ix_officer_division_code", "division_code"),
        Index("uq_officer_username_any_case", text("lower(username)"), unique=True),
    )


class Token(Base):
    """An opaque sign-in token: only its SHA-256 is kept; named by the device, revocable at once.

    One with a `screen_code` is no sign-in but a public screen's: it opens that division's figures and nothing else.
    """

    __tablename__ = "token"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    device: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    last_used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    screen_code: Mapped[str | None] = mapped_column(String(12, collation="C"))
    officer: Mapped[Officer] = relationship()

    __table_args__ = (
        CheckConstraint("screen_code ~ '^[0-9]{12}$'", name="screen_code_form"),
        Index("ix_token_officer_id", "officer_id"),
    )


def _alone(thing: str) -> ExcludeConstraint:
    """Nobody answers for one object twice on one day: they would owe it twice."""
    days = text("daterange(valid_from, valid_to, '[]')")
    name, here = f"ex_assignment_officer_{thing}", text(f"{thing}_id IS NOT NULL")
    return ExcludeConstraint(("officer_id", "="), (f"{thing}_id", "="), (days, "&&"), name=name, where=here)


class Assignment(Base):
    """An officer answers for one river segment or one forest plot, in a post, between two days."""

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("river_segment.id", ondelete="CASCADE"))
    plot_id: Mapped[int | None] = mapped_column(ForeignKey("forest_plot.id", ondelete="CASCADE"))
    post: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    officer: Mapped[Officer] = relationship()

    __table_args__ = (
        CheckConstraint("num_nonnulls(segment_id, plot_id) = 1", name="one_object"),
        CheckConstraint(f"post IN ({POST_LIST})", name="post"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
        Index(
            "uq_assignment_officer_segment",
            "officer_id",
            "segment_id",
            "valid_from",
            unique=True,
            postgresql_where="segment_id IS NOT NULL",
        ),
        Index(
            "uq_assignment_officer_plot",
            "officer_id",
            "plot_id",
            "valid_from",
            unique=True,
            postgresql_where="plot_id IS NOT NULL",
        ),
        _alone("segment"),
        _alone("plot"),
        Index("ix_assignment_segment_id", "segment_id"),
        Index("ix_assignment_plot_id", "plot_id"),
    )

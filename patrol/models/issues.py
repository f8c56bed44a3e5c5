"""Issues 问题 and their append-only history 流转记录, with the photos that prove it."""

import uuid
from datetime import date, datetime
from typing import Any

from geoalchemy2 import WKBElement
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form, geometry, gist, sound, tile_geometry
from patrol.rules.casework import STATES
from patrol.rules.clocks import LEVELS, SEVERITIES

SOURCES = ("patrol", "public", "inspection", "assigned", "remote_sensing", "office")
STAGES = ("before", "after", "paper")


def words(column: str, choices: tuple[str, ...], name: str | None = None) -> CheckConstraint:
    """A column that holds one of these words."""
    listed = ", ".join(f"'{choice}'" for choice in choices)
    return CheckConstraint(f"{column} IN ({listed})", name=name or column)


class Issue(Base):
    """A defect to be closed item by item (销号): found 发现, reported 上报 … closed 销号.

    `content_sha256` is of what it was opened with under `client_id`. `due_on` is the last day of the step that is owed
    now, `due_at` its exact moment where the clock counts hours;
    `rectify_by` is the day until which it must be put right. `alert` is the highest level that this deadline has come
    to. `extension_to` is the day that the assignee has asked for.
    """

    __tablename__ = "issue"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    client_id: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    content_sha256: Mapped[bytes | None] = mapped_column(LargeBinary)
    kind: Mapped[str]
    category: Mapped[str]
    severity: Mapped[str] = mapped_column(server_default="minor")
    source: Mapped[str] = mapped_column(server_default="patrol")
    title: Mapped[str]
    text: Mapped[str] = mapped_column(server_default="")
    area_m2: Mapped[float | None]
    state: Mapped[str] = mapped_column(server_default="reported")
    division_code: Mapped[str] = division_code()
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("river_segment.id"))
    plot_id: Mapped[int | None] = mapped_column(ForeignKey("forest_plot.id"))
    observation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("observation.id"))
    reported_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    reported_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    due_on: Mapped[date | None]
    due_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    rectify_by: Mapped[date | None]
    extension_to: Mapped[date | None]
    supervised_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    alert: Mapped[str | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    geom: Mapped[WKBElement] = geometry("POINT")
    geom_3857: Mapped[WKBElement] = tile_geometry("geom", "POINT")

    __table_args__ = (
        CheckConstraint("kind IN ('river', 'forest')", name="kind"),
        words("state", STATES),
        words("severity", SEVERITIES),
        words("source", SOURCES),
        words("alert", LEVELS),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged"),
        CheckConstraint("area_m2 >= 0 AND area_m2 < 'Infinity'", name="area"),
        division_form(),
        sound("geom"),
        gist("ix_issue_geom", "geom"),
        gist("ix_issue_geom_3857", "geom_3857"),
        Index("ix_issue_division_code_state", "division_code", "state"),
        Index("ix_issue_segment_id", "segment_id"),
        Index("ix_issue_plot_id", "plot_id"),
        Index("ix_issue_assignee_id", "assignee_id"),
        Index("ix_issue_due_at", "due_at", postgresql_where="due_at IS NOT NULL"),
        Index("ix_issue_due_on", "due_on", postgresql_where="due_on IS NOT NULL"),
        Index("uq_issue_observation", "observation_id", unique=True, postgresql_where="observation_id IS NOT NULL"),
    )


class IssueEvent(Base):
    """One step of an issue, never changed afterwards: who did what, when, with which opinion and deadline.

    `officer_id` is none for what the system or the public did. `detail` holds what only some actions have: authority,
    partner, papers, reference, level.
    """

    __tablename__ = "issue_event"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    action: Mapped[str]
    state: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    opinion: Mapped[str] = mapped_column(server_default="")
    due_on: Mapped[date | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    distance_m: Mapped[float | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    geom: Mapped[WKBElement | None] = geometry("POINT", nullable=True)

    __table_args__ = (
        words("state", STATES),
        sound("geom"),
        Index("ix_issue_event_issue_id", "issue_id"),
    )


class IssuePhoto(Base):
    """A photo that a step shows: before it was put right, after, or the picture of a paper."""

    __tablename__ = "issue_photo"

    event_id: Mapped[int] = mapped_column(ForeignKey("issue_event.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("photo.sha256"), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    stage: Mapped[str]

    __table_args__ = (
        words("stage", STAGES),
        Index("ix_issue_photo_issue_id", "issue_id"),
        Index("ix_issue_photo_sha256", "sha256"),
    )


class IssueNumber(Base):
    """The last number given in a year, so that two issues reported at once get two."""

    __tablename__ = "issue_number"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class IssueParcel(Base):
    """The parcel 图斑 of remote sensing that an issue was opened from: one issue for each number of a batch 期次."""

    __tablename__ = "issue_parcel"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True, autoincrement=False)
    batch: Mapped[str]
    number: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    geom: Mapped[WKBElement | None] = geometry("MULTIPOLYGON", nullable=True)

    __table_args__ = (UniqueConstraint("batch", "number"), sound("geom"))


class IssueZoning(Base):
    """A zoning unit, red line or farmland that an issue fell into when it was opened, as it was called then."""

    __tablename__ = "issue_zoning"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    category: Mapped[str]
    stamped_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("ix_issue_zoning_code", "code"),)

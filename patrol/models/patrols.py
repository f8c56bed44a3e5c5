"""Patrols 巡查 with their tracks, what was seen, and the visits that coverage is read from."""

import uuid
from datetime import date, datetime
from typing import Any

from geoalchemy2 import WKBElement
from sqlalchemy import (
    ARRAY,
    REAL,
    BigInteger,
    CheckConstraint,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    SmallInteger,
    func,
)
from sqlalchemy.dialects.postgresql import INT4MULTIRANGE, JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from patrol.models.base import Base, division_code, division_form, geometry, gist, sound, sound_line, tile_geometry

BY_MONTH = {"postgresql_partition_by": "RANGE (patrolled_on)"}


class Submission(Base):
    """The ledger of patrol ids: never partitioned, so that one UUID is one patrol for ever."""

    __tablename__ = "submission"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    patrolled_on: Mapped[date]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    content_sha256: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("ix_submission_officer_id_patrolled_on", "officer_id", "patrolled_on"),)


class Patrol(Base):
    """One outing: the raw track as it came (M = epoch seconds), and the path that counts after cleaning.

    `rule_id` is the rule that judged whether it is effective; `counted` says whether it counts for what its officer
    owes in person.

    `severity` is the worst of its flags (0 none, 1 notice, 2 doubt, 3 grave) and `review` what became of them. A
    rejected patrol does not count (`counts`): it is not effective, and its visits are taken out.

    `mean_accuracy_m` is that of all fixes that told theirs.

    Track, path and accuracies are gone once they are older than the county keeps them (`patrol.erasing`).
    """

    __tablename__ = "patrol"

    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    patrolled_on: Mapped[date] = mapped_column(Date, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, server_default=func.nextval("patrol_number"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    division_code: Mapped[str] = division_code()
    kind: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    device: Mapped[dict[str, Any]] = mapped_column(JSONB)
    track: Mapped[WKBElement | None] = geometry("LINESTRINGM", nullable=True, dimension=3)
    accuracy_m: Mapped[list[int] | None] = mapped_column(ARRAY(SmallInteger))
    mean_accuracy_m: Mapped[float | None] = mapped_column(Computed("mean_accuracy(accuracy_m)", persisted=True))
    path: Mapped[WKBElement | None] = geometry("MULTILINESTRINGM", nullable=True, dimension=3)
    path_3857: Mapped[WKBElement | None] = tile_geometry("path", "MULTILINESTRINGM", dimension=3)
    distance_m: Mapped[float]
    duration_s: Mapped[float]
    own_distance_m: Mapped[float | None]
    own_duration_s: Mapped[float | None]
    means: Mapped[str] = mapped_column(server_default="foot")
    effective: Mapped[bool]
    counted: Mapped[bool] = mapped_column(server_default="false")
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("patrol_rule.id"))
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    flags: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    corrects: Mapped[uuid.UUID | None]
    severity: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    review: Mapped[str | None]
    counts: Mapped[bool] = mapped_column(server_default="true")

    __table_args__ = (
        CheckConstraint("review IN ('open', 'accepted', 'rejected')", name="review"),
        CheckConstraint("counts = (review IS DISTINCT FROM 'rejected')", name="counts"),
        CheckConstraint("severity BETWEEN 0 AND 3", name="severity"),
        CheckConstraint("kind IN ('river', 'forest')", name="kind"),
        CheckConstraint("ended_at >= started_at", name="times"),
        CheckConstraint("means IN ('foot', 'bicycle', 'vehicle', 'boat', 'drone')", name="means"),
        CheckConstraint("distance_m >= 0 AND distance_m < 'Infinity'", name="distance"),
        CheckConstraint("duration_s >= 0 AND duration_s < 'Infinity'", name="duration"),
        division_form(),
        sound_line("track", "track_sound"),
        sound_line("path", "path_sound"),
        gist("ix_patrol_path_3857", "path_3857"),
        Index("ix_patrol_division_code_patrolled_on", "division_code", "patrolled_on"),
        Index(
            "ix_patrol_officer_id_patrolled_on",
            "officer_id",
            "patrolled_on",
            postgresql_include=["kind", "effective", "counted"],
        ),
        Index("ix_patrol_number", "number"),
        Index("ix_patrol_received_at", "received_at"),
        Index("ix_patrol_started_at", "started_at"),
        Index("ix_patrol_mean_accuracy_m", "mean_accuracy_m", "patrolled_on", "division_code"),
        Index("ix_patrol_flagged", "patrolled_on", "division_code", postgresql_where="severity > 0"),
        Index("ix_patrol_review", "review", "severity", "patrolled_on", postgresql_where="review IS NOT NULL"),
        BY_MONTH,
    )


class Visit:
    """What a patrol covered of one segment or plot, as a multirange of its stations or cells.

    A visit is effective when the officer answered for this segment or plot on that day, or stood in for somebody on
    leave who does (`stands_in_for`), and did there what the rule (`rule_id`) asks. It is `counted` when it is also far
    enough, in time, from the one counted before. `bearer_id` is the officer whose duty it does; nobody's when a
    substitute walked and the rule allows no deputies.
    """

    patrolled_on: Mapped[date] = mapped_column(Date, primary_key=True)
    division_code: Mapped[str] = division_code()
    effective: Mapped[bool]
    counted: Mapped[bool] = mapped_column(server_default="false")
    bearer_id: Mapped[int | None]
    stands_in_for: Mapped[int | None]
    rule_id: Mapped[int | None]
    covered: Mapped[Any] = mapped_column(INT4MULTIRANGE)

    @declared_attr
    def patrol_id(cls) -> Mapped[uuid.UUID]:
        return mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)

    @declared_attr
    def officer_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("officer.id"))


class SegmentVisit(Visit, Base):
    """The stations of one river segment that one patrol walked along."""

    __tablename__ = "segment_visit"

    segment_id: Mapped[int] = mapped_column(ForeignKey("river_segment.id", ondelete="CASCADE"), primary_key=True)

    __table_args__ = (
        CheckConstraint("NOT isempty(covered)", name="covered"),
        Index("ix_segment_visit_segment_id_patrolled_on", "segment_id", "patrolled_on"),
        Index("ix_segment_visit_division_code_patrolled_on", "division_code", "patrolled_on"),
        BY_MONTH,
    )


class PlotVisit(Visit, Base):
    """The cells of one forest plot that came within sight of one patrol."""

    __tablename__ = "plot_visit"

    plot_id: Mapped[int] = mapped_column(ForeignKey("forest_plot.id", ondelete="CASCADE"), primary_key=True)

    __table_args__ = (
        CheckConstraint("NOT isempty(covered)", name="covered"),
        Index("ix_plot_visit_plot_id_patrolled_on", "plot_id", "patrolled_on"),
        Index("ix_plot_visit_division_code_patrolled_on", "division_code", "patrolled_on"),
        BY_MONTH,
    )


class PatrolEffort(Base):
    """How long, and how far, a patrol's path ran in one cell of the grid that hours are mapped on.

    A cell is a tile of level 16 of Web Mercator, numbered x * 65536 + y; see `sql/spend_effort.sql`.
    """

    __tablename__ = "patrol_effort"

    patrol_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    patrolled_on: Mapped[date] = mapped_column(Date, primary_key=True)
    cell: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    division_code: Mapped[str] = division_code()
    seconds: Mapped[float] = mapped_column(REAL)
    metres: Mapped[float] = mapped_column(REAL)

    __table_args__ = (
        CheckConstraint("seconds >= 0 AND seconds < 'Infinity'", name="seconds"),
        CheckConstraint("metres >= 0 AND metres < 'Infinity'", name="metres"),
        BY_MONTH,
    )


class Observation(Base):
    """What was seen on a patrol, where and when (巡查记录)."""

    __tablename__ = "observation"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    patrol_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    category: Mapped[str]
    text: Mapped[str] = mapped_column(server_default="")
    observed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    accuracy_m: Mapped[float | None]
    geom: Mapped[WKBElement | None] = geometry("POINT", nullable=True)

    __table_args__ = (
        sound("geom"),
        gist("ix_observation_geom", "geom"),
        Index("ix_observation_patrol_id", "patrol_id"),
    )


class Photo(Base):
    """The bytes of a photo that are durably stored, under their SHA-256, with what EXIF says as second evidence.

    Nobody has stored (`stored_by`) what the public has sent: a copy without EXIF, seen with the issue that it shows.
    """

    __tablename__ = "photo"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    bytes: Mapped[int]
    format: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    stored_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    stored_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    exif_taken_at: Mapped[datetime | None]
    exif_geom: Mapped[WKBElement | None] = geometry("POINT", nullable=True)

    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_form"),
        CheckConstraint("bytes > 0 AND width > 0 AND height > 0", name="size"),
        sound("exif_geom", "exif_geom_sound"),
    )


class PhotoSender(Base):
    """An officer who sent the bytes of a photo, and so proved to have it; several may have sent the same."""

    __tablename__ = "photo_sender"

    sha256: Mapped[str] = mapped_column(ForeignKey("photo.sha256", ondelete="CASCADE"), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class DeclaredPhoto(Base):
    """A photo that a patrol says it has: declared first, the bytes come later. On maps it has a number."""

    __tablename__ = "declared_photo"

    patrol_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    bytes: Mapped[int]
    taken_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    observation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("observation.id", ondelete="CASCADE"))
    geom: Mapped[WKBElement | None] = geometry("POINT", nullable=True)
    geom_3857: Mapped[WKBElement | None] = tile_geometry("geom", "POINT")
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)

    __table_args__ = (
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_form"),
        CheckConstraint("bytes > 0", name="size"),
        sound("geom"),
        gist("ix_declared_photo_geom_3857", "geom_3857"),
        Index("ix_declared_photo_sha256", "sha256"),
        Index("ix_declared_photo_observation_id", "observation_id"),
    )

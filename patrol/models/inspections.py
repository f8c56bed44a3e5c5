"""The history of forestry works, their inspections 检查验收 with sample plots 样地, and acceptance schemes."""

from datetime import date, datetime
from typing import Any

from geoalchemy2 import WKBElement
from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Identity, Index, UniqueConstraint, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form, geometry, gist, sound
from patrol.models.forestry import WORK_TYPES
from patrol.models.issues import words
from patrol.rules.acceptance import KINDS, VERDICTS
from patrol.rules.forestry_steps import STAGES, TIER_POSTS

TIERS = tuple(TIER_POSTS)


class WorkEvent(Base):
    """One step of a forestry work, never changed afterwards: who did what, when, with which opinion and areas.

    `officer_id` is none for what came in by a file. `area_m2` is what the step was about: the area reported, lost …;
    `detail` holds what only some steps have: reference, changed factors, areas before a change.
    """

    __tablename__ = "work_event"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey("forestry_work.id"))
    action: Mapped[str]
    stage: Mapped[str]
    round: Mapped[int]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    opinion: Mapped[str] = mapped_column(server_default="")
    area_m2: Mapped[float | None]
    reason: Mapped[str | None]
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspection.id"))
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (
        words("stage", STAGES),
        Index("ix_work_event_work_id", "work_id"),
    )


class WorkPhoto(Base):
    """A photo that a step shows."""

    __tablename__ = "work_photo"

    event_id: Mapped[int] = mapped_column(ForeignKey("work_event.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("photo.sha256"), primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey("forestry_work.id"))

    __table_args__ = (
        Index("ix_work_photo_work_id", "work_id"),
        Index("ix_work_photo_sha256", "sha256"),
    )


class AcceptanceScheme(Base):
    """验收方案: what an inspection of a kind must find, as dated data.

    The scheme of the smallest division that is valid on the day holds. `replant_includes` says on which side a rate of
    exactly `replant_from` falls; `criteria` are what a sample plot of quality must show; `classes` how much is sampled.
    `verified_by` is the tier without whose inspection no work is verified: the county's own where higher ones sample.
    """

    __tablename__ = "acceptance_scheme"

    id: Mapped[int] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    work_type: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    qualified_from: Mapped[float]
    replant_from: Mapped[float]
    replant_includes: Mapped[bool] = mapped_column(server_default="true")
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    classes: Mapped[list[list[float | None]]] = mapped_column(JSONB)
    least_plots: Mapped[int] = mapped_column(server_default="3")
    verified_by: Mapped[str] = mapped_column(server_default="county")
    valid_from: Mapped[date]
    source: Mapped[str | None]

    __table_args__ = (
        words("work_type", WORK_TYPES),
        words("kind", KINDS),
        words("verified_by", TIERS),
        CheckConstraint("0 <= replant_from AND replant_from <= qualified_from AND qualified_from <= 1", name="bands"),
        CheckConstraint("least_plots BETWEEN 1 AND 1000", name="least_plots"),
        division_form(),
        Index("uq_acceptance_scheme_start", "division_code", "work_type", "kind", "valid_from", unique=True),
    )


class Inspection(Base):
    """One inspection of a work by a tier, in one of its rounds: drawn, counted, concluded.

    `seed` and the stored positions let anybody draw the sample again. `rate` and `verdict` follow from the counts and
    the scheme; `verified_area_m2` is what the inspectors found on the ground.
    """

    __tablename__ = "inspection"

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(ForeignKey("forestry_work.id"))
    scheme_id: Mapped[int] = mapped_column(ForeignKey("acceptance_scheme.id"))
    tier: Mapped[str]
    kind: Mapped[str]
    round: Mapped[int]
    seed: Mapped[int]
    plot_area_m2: Mapped[float]
    inspected_on: Mapped[date]
    drawn_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    drawn_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    verified_area_m2: Mapped[float | None]
    unverified_reason: Mapped[str | None]
    rate: Mapped[float | None]
    verdict: Mapped[str | None]
    opinion: Mapped[str] = mapped_column(server_default="")
    concluded_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    concluded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        words("tier", TIERS),
        words("kind", KINDS),
        words("verdict", VERDICTS),
        CheckConstraint("plot_area_m2 > 0 AND plot_area_m2 < 'Infinity'", name="plot_area"),
        CheckConstraint("rate BETWEEN 0 AND 1", name="rate"),
        CheckConstraint("verified_area_m2 >= 0 AND verified_area_m2 < 'Infinity'", name="verified_area"),
        CheckConstraint(
            "num_nulls(rate, verdict, verified_area_m2, concluded_at) IN (0, 4)",
            name="concluded",
        ),
        UniqueConstraint("work_id", "tier", "kind", "round"),
    )


class SamplePlot(Base):
    """A sample plot of an inspection: where it was drawn, what was counted, and where the counters stood."""

    __tablename__ = "sample_plot"

    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    planted: Mapped[int | None]
    alive: Mapped[int | None]
    measures: Mapped[dict[str, float]] = mapped_column(JSONB, server_default="{}")
    counted_by: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    counted_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    geom: Mapped[WKBElement] = geometry("POINT")
    found_geom: Mapped[WKBElement | None] = geometry("POINT", nullable=True)

    __table_args__ = (
        CheckConstraint("0 <= alive AND alive <= planted AND planted <= 1000000", name="counts"),
        CheckConstraint("num_nulls(planted, alive) IN (0, 2)", name="counted"),
        sound("geom"),
        sound("found_geom", "found_geom_sound"),
        gist("ix_sample_plot_geom", "geom"),
    )

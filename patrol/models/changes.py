"""The history of boundaries 边界变更: who changed which one, when and by which means. The database writes it itself."""

from datetime import datetime
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Identity, Index, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import STORED_SRID, Base, division_code
from patrol.models.issues import words

MEANS = ("api", "import", "sql", "undo")
LAYERS = ("divisions", "segments", "plots", "zoning")
ACTIONS = ("create", "update", "delete")


class ChangeSet(Base):
    """What was changed at one go: an edit, a file, a statement of somebody at the database, an undo of another set.

    All that a transaction changes belongs to the set it opened last; who opens none gets one of means `sql` from the
    database. `officer_id` is none for those, `database_user` says who they were. `title` is the file, or the feature.
    The transaction's number and its begin together name it for good.
    """

    __tablename__ = "change_set"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    means: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    database_user: Mapped[str] = mapped_column(server_default=text("SESSION_USER"))
    title: Mapped[str] = mapped_column(server_default="")
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("change_set.id"), unique=True)
    transaction_id: Mapped[int] = mapped_column(BigInteger, server_default=text("pg_current_xact_id()::text::bigint"))
    transaction_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (
        words("means", MEANS),
        CheckConstraint("(means = 'undo') = (undoes_id IS NOT NULL)", name="undo"),
        Index("ix_change_set_officer_id", "officer_id"),
        Index("ix_change_set_transaction_id", "transaction_id"),
    )


class GeometryChange(Base):
    """One feature created, changed or deleted. `before` and `geom` are what it was until then (none: not there).

    What it became is the next change's `before`, or what stands in its table now: each version is kept once. The
    newest id of a layer and division is a version of what they show.
    """

    __tablename__ = "geometry_change"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    change_set_id: Mapped[int] = mapped_column(ForeignKey("change_set.id"))
    layer: Mapped[str]
    object_id: Mapped[int]
    code: Mapped[str]
    division_code: Mapped[str] = division_code()
    action: Mapped[str]
    moved: Mapped[bool]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    geom: Mapped[WKBElement | None] = mapped_column(Geometry(srid=STORED_SRID, spatial_index=False))

    __table_args__ = (
        words("layer", LAYERS),
        words("action", ACTIONS),
        CheckConstraint("(action = 'create') = (before IS NULL)", name="before"),
        Index("ix_geometry_change_change_set_id", "change_set_id"),
        Index("ix_geometry_change_layer_object_id_id", "layer", "object_id", "id"),
        Index("ix_geometry_change_layer_division_code_id", "layer", "division_code", "id"),
        Index("ix_geometry_change_layer_at", "layer", "at"),
    )


class LayingDue(Base):
    """A feature that somebody changed at the database: its stations or cells, visits and stamps follow soon."""

    __tablename__ = "laying_due"

    layer: Mapped[str] = mapped_column(primary_key=True)
    object_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

    __table_args__ = (words("layer", LAYERS),)

"""Imports that are shown before they are committed: the file's order, its features as they were judged."""

import uuid
from datetime import datetime

from geoalchemy2 import Geometry
from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import STORED_SRID, TILE_SRID, Base, division_code, gist

STATES = ("arrived", "waiting", "reading", "refused", "previewed", "committing", "committed")
VERDICTS = ("new", "changed", "unchanged", "refused")


class LayerImport(Base):
    """One file on its way into a layer; the file itself lies under PATROL_DATA until the import is over.

    `asked` is what was asked for beside the file, `found` what the file turned out to be, `problem` why it cannot be
    read as asked, `counts` how its features were judged. `attempts` counts how often a worker began to read it;
    `change_set_id` is what its commit changed, by which it can be undone.
    """

    __tablename__ = "layer_import"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"))
    division_code: Mapped[str] = division_code()
    kind: Mapped[str | None]
    name: Mapped[str]
    length_bytes: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str]
    asked: Mapped[dict] = mapped_column(JSONB, server_default="{}")
    step: Mapped[str] = mapped_column(server_default="wait")
    done: Mapped[int] = mapped_column(server_default="0")
    total: Mapped[int] = mapped_column(server_default="0")
    attempts: Mapped[int] = mapped_column(server_default="0")
    found: Mapped[dict | None] = mapped_column(JSONB)
    problem: Mapped[dict | None] = mapped_column(JSONB)
    counts: Mapped[dict | None] = mapped_column(JSONB)
    changed_meanwhile: Mapped[bool] = mapped_column(server_default="false")
    change_set_id: Mapped[int | None] = mapped_column(ForeignKey("change_set.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    committed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(state) for state in STATES)})", name="state"),
        CheckConstraint("kind IS NOT NULL OR state = 'arrived'", name="kind_known"),
        CheckConstraint("(state = 'committed') = (committed_at IS NOT NULL)", name="committed"),
        CheckConstraint("division_code ~ '^[0-9]{12}$'", name="division_code_form"),
        Index("ix_layer_import_division_code_created_at", "division_code", "created_at"),
        Index("ix_layer_import_expires_at", "expires_at"),
    )


class LayerImportRow(Base):
    """One feature of an import, with the verdict on it.

    `staged` has its values as they were read, before they were judged; none where it could not even be read. `why` is
    the reason of a refusal or a repair, `mark` the state of the stored row that it would change.
    """

    __tablename__ = "layer_import_row"

    import_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("layer_import.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str | None]
    label: Mapped[str | None]
    division_code: Mapped[str | None] = mapped_column(String(12))
    verdict: Mapped[str | None]
    repaired: Mapped[bool] = mapped_column(server_default="false")
    why: Mapped[dict | None] = mapped_column(JSONB)
    mark: Mapped[str | None]
    staged: Mapped[dict | None] = mapped_column(JSONB)
    geom: Mapped[object | None] = mapped_column(Geometry("GEOMETRY", srid=STORED_SRID, spatial_index=False))
    geom_3857: Mapped[object | None] = mapped_column(Geometry("GEOMETRY", srid=TILE_SRID, spatial_index=False))
    place: Mapped[object | None] = mapped_column(Geometry("POINT", srid=STORED_SRID, spatial_index=False))

    __table_args__ = (
        CheckConstraint(f"verdict IN ({', '.join(repr(verdict) for verdict in VERDICTS)})", name="verdict"),
        gist("ix_layer_import_row_geom_3857", "geom_3857"),
        Index(
            "ix_layer_import_row_problem",
            "import_id",
            "number",
            postgresql_where=text("verdict = 'refused' OR repaired"),
        ),
    )


class ImportMapping(Base):
    """Which columns were which fields when a file with these columns was last committed in a county."""

    __tablename__ = "import_mapping"

    kind: Mapped[str] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code(primary_key=True)
    signature: Mapped[str] = mapped_column(primary_key=True)
    fields: Mapped[dict] = mapped_column(JSONB)
    used_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

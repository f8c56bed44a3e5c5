"""What changed on published maps, where and in whose division: the versions of vector tiles are counted from it."""

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, Identity, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code


class LayerChange(Base):
    """A box (EPSG:3857) in which rows of a source changed, written by the tables' own triggers.

    It is a row of its own for each change, so that submissions never wait for each other, and it is seen when they
    are. The sum of `weight` over what a tile shows is its version: it grows with every change that commits. Rows may be
    merged, their weights added up and their boxes united; so the sum never shrinks. An empty `division_code` is
    everybody's.
    """

    __tablename__ = "layer_change"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    source: Mapped[str]
    division_code: Mapped[str] = division_code(server_default="")
    west: Mapped[float] = mapped_column(server_default=text("'-Infinity'"))
    south: Mapped[float] = mapped_column(server_default=text("'-Infinity'"))
    east: Mapped[float] = mapped_column(server_default=text("'Infinity'"))
    north: Mapped[float] = mapped_column(server_default=text("'Infinity'"))
    weight: Mapped[int] = mapped_column(BigInteger, server_default=text("1"))
    noted_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (Index("ix_layer_change_source_division_code", "source", "division_code"),)

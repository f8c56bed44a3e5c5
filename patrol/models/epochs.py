"""The life of a database: a new one begins whenever it is put back to an earlier state."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, func, text
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base


class DatabaseEpoch(Base):
    """The one row that names the present life of the database."""

    __tablename__ = "database_epoch"

    single: Mapped[bool] = mapped_column(primary_key=True, server_default=text("true"))
    name: Mapped[uuid.UUID] = mapped_column(server_default=func.gen_random_uuid())
    began_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (CheckConstraint("single", name="one_row"),)

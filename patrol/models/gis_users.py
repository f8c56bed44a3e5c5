"""People who connect to the database itself with a GIS program, each through a role of the database server."""

from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, func
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base, division_code, division_form


class GisUser(Base):
    """A role of the database server and the division whose rows it sees.

    `prefix` are the digits that all codes in the division begin with (`access.prefix_of`): row-level security asks it.
    """

    __tablename__ = "gis_user"

    role: Mapped[str] = mapped_column(primary_key=True)
    division_code: Mapped[str] = division_code()
    prefix: Mapped[str]
    edits: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())

    __table_args__ = (
        division_form(),
        CheckConstraint("starts_with(division_code, prefix)", name="prefix"),
    )

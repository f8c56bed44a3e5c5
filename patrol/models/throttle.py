"""How often something was tried of late."""

from datetime import datetime

from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from patrol.models.base import Base


class Throttle(Base):
    """Tries on one account, address or both. The key is a hash: no name and no address is kept."""

    __tablename__ = "throttle"

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    tries: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    waits_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

"""Which day it is in the county of the tests: between 16:00 and midnight UTC it is tomorrow there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """The local day of now."""
    return datetime.now(ZONE).date()

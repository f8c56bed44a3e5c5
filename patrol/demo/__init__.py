"""A generated, plausible county in the hills of Jiangxi, so that every screen has something to show.

All names are invented; the same seed makes the same county on every machine.
"""

from patrol.demo.loading import AlreadyACounty, load
from patrol.demo.people import SIGN_INS

__all__ = ["SIGN_INS", "AlreadyACounty", "load"]

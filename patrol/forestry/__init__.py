"""Forestry works 营造林 from plan to established forest: steps, inspections, areas that count once, targets."""

from patrol.forestry.accounting import recount, recount_around
from patrol.forestry.targets import enter_targets, set_season, set_target

__all__ = ["enter_targets", "recount", "recount_around", "set_season", "set_target"]

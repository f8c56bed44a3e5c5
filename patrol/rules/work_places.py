"""Division, plot and polygon of a forestry work lie together; honest slivers along their edges are let be."""

SLIVER_M = 30
"""As far as a phone under trees errs: what lies no farther outside is the same ground."""
MOST_OUTSIDE = 0.2
"""A fifth more than the plot holds is another piece of land, as with areas."""


def lie_together(one: str, other: str) -> bool:
    """Whether two divisions (12 digits) are the same, or one lies in the other."""
    shorter, longer = sorted((_digits(one), _digits(other)), key=len)
    return longer.startswith(shorter)


def is_elsewhere(share: float | None) -> bool:
    """Whether so much (0 to 1) of a polygon lies outside its ground that it is another place; None: nothing known."""
    return share is not None and share > MOST_OUTSIDE


def _digits(code: str) -> str:
    return next((code[:length] for length in (6, 9) if not code[length:].strip("0")), code)

"""What a figure of coverage means to a supervisor."""


def standing(visits: int, share: float, effective_visits: int, required: int, full_share: float) -> str:
    """unvisited: nobody came; behind: fewer effective visits than owed; partial: parts unseen; covered: all done."""
    if visits == 0:
        return "unvisited"
    if effective_visits < required:
        return "behind"
    return "covered" if share >= full_share else "partial"


def quota(effective_visits: int, required: int) -> str:
    """met: as many effective visits as owed; behind: some, but fewer; missed: none at all; none: nothing was owed."""
    if required == 0:
        return "none"
    if effective_visits >= required:
        return "met"
    return "behind" if effective_visits else "missed"

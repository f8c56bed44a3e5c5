"""What a figure of coverage means to a supervisor."""


def standing(visits: int, share: float, credited: int, required: int, full_share: float) -> str:
    """unvisited: nobody came; behind: less is credited than owed; partial: parts unseen; covered: all done."""
    if visits == 0:
        return "unvisited"
    if credited < required:
        return "behind"
    return "covered" if share >= full_share else "partial"


def quota(credited: int, required: int) -> str:
    """met: all that was owed is credited; behind: some of it; missed: nothing; none: nothing was owed."""
    if required == 0:
        return "none"
    if credited >= required:
        return "met"
    return "behind" if credited else "missed"

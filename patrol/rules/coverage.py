"""What a figure of coverage means to a supervisor."""


def so_far(required: int, gone: int, total: int) -> int:
    """How much of what is owed the days gone by ask for: evenly, and in whole visits."""
    return required * gone // total


def standing(visits: int, share: float, credited: int, due: int, full_share: float) -> str:
    """unvisited: nobody came; behind: less is credited than is due by now (`so_far`); partial: parts unseen; covered:
    all done."""
    if visits == 0:
        return "unvisited"
    if credited < due:
        return "behind"
    return "covered" if share >= full_share else "partial"


def quota(credited: int, required: int, gone: int, total: int) -> str:
    """none: nothing was owed; met: all of it is credited; due: as much as the days gone by of all these ask for, evenly
    and in whole visits; behind: less; missed: nothing, and the days are over.

    The tables of duties say the same, but call whatever is lacking of days that are over missed.
    """
    if required == 0:
        return "none"
    if credited >= required:
        return "met"
    if gone < total:
        return "due" if credited >= so_far(required, gone, total) else "behind"
    return "behind" if credited else "missed"

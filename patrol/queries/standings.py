"""What figures mean, inside the database, for tables and layers that show many at once."""

from sqlalchemy import case


def standing(visits, share, credited, owed, full_share: float):
    """unvisited, behind, partial or covered: `rules.coverage.standing` as an expression."""
    return case(
        (visits == 0, "unvisited"),
        (credited < owed, "behind"),
        (share >= full_share, "covered"),
        else_="partial",
    )


def quota(credited, owed):
    """met, behind, missed or none: `rules.coverage.quota` as an expression."""
    return case(
        (owed == 0, "none"),
        (credited >= owed, "met"),
        (credited > 0, "behind"),
        else_="missed",
    )

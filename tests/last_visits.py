"""The last days of visits held against the visits, looked for anew."""

from sqlalchemy import Connection, text

KEPT = "SELECT {thing}_id, visited_on, effective_on FROM {thing}_last_visit WHERE visited_on IS NOT NULL"
LOOKED_FOR = """
SELECT {thing}_id, max(patrolled_on), max(CASE WHEN effective THEN patrolled_on END) FROM {thing}_visit GROUP BY 1
"""


def differences(connection: Connection) -> dict[str, set]:
    """What is only kept or only found, by table; empty where all is as it should be."""
    found = {}
    for thing in ("segment", "plot"):
        kept, looked_for = (connection.execute(text(each.format(thing=thing))) for each in (KEPT, LOOKED_FOR))
        found[thing] = {tuple(row) for row in kept} ^ {tuple(row) for row in looked_for}
    return {thing: rows for thing, rows in found.items() if rows}

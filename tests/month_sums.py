"""The sums of months held against the patrols and visits that they sum, counted anew in another way."""

from sqlalchemy import Connection, text

VISITS = """
SELECT date_trunc('month', patrolled_on)::date, CASE WHEN stands_in_for IS NULL THEN officer_id ELSE stands_in_for END,
       {thing}_id, division_code, sum((effective)::int), sum((effective AND counted)::int),
       sum((effective AND bearer_id IS NOT NULL)::int), sum((effective AND counted AND bearer_id IS NOT NULL)::int),
       (SELECT array_agg(DISTINCT part ORDER BY part) FROM unnest(array_agg(covered)) each, unnest(each) run,
        generate_series(lower(run), upper(run) - 1) part)
FROM {thing}_visit GROUP BY 1, 2, 3, 4
"""
SUMMED_VISITS = """
SELECT month, officer_id, {thing}_id, division_code, effective, counted, borne, borne_counted,
       (SELECT array_agg(part ORDER BY part) FROM unnest(covered) run, generate_series(lower(run), upper(run) - 1) part)
FROM {thing}_month WHERE NOT isempty(covered) OR effective + counted + borne + borne_counted <> 0
"""
PATROLS = """
SELECT date_trunc('month', patrolled_on)::date, officer_id, kind, division_code, count(*), sum(effective::int),
       sum((effective AND counted)::int)
FROM patrol WHERE counts GROUP BY 1, 2, 3, 4
"""
SUMMED_PATROLS = """
SELECT month, officer_id, kind, division_code, patrols, effective, counted FROM patrol_month
WHERE patrols + effective + counted <> 0
"""


def differences(connection: Connection) -> dict[str, set]:
    """Rows that are only in the sums or only in what they sum, by table; empty where all is as it should be."""
    pairs = {"patrol_month": (SUMMED_PATROLS, PATROLS)}
    for thing in ("segment", "plot"):
        pairs[f"{thing}_month"] = SUMMED_VISITS.format(thing=thing), VISITS.format(thing=thing)
    found = {name: _rows(connection, summed) ^ _rows(connection, counted) for name, (summed, counted) in pairs.items()}
    return {name: rows for name, rows in found.items() if rows}


def _rows(connection: Connection, query: str) -> set:
    rows = connection.execute(text(query))
    return {tuple(tuple(value) if isinstance(value, list) else value for value in row) for row in rows}

"""The sums of months and of terms held against the patrols and visits that they sum, counted anew in another way."""

from sqlalchemy import Connection, text

VISITS = """
SELECT date_trunc('month', patrolled_on)::date, CASE WHEN stands_in_for IS NULL THEN officer_id ELSE stands_in_for END,
       {thing}_id, division_code,
       (SELECT array_agg(DISTINCT part ORDER BY part) FROM unnest(array_agg(covered)) each, unnest(each) run,
        generate_series(lower(run), upper(run) - 1) part)
FROM {thing}_visit GROUP BY 1, 2, 3, 4
"""
SUMMED_VISITS = """
SELECT month, officer_id, {thing}_id, division_code,
       (SELECT array_agg(part ORDER BY part) FROM unnest(covered) run, generate_series(lower(run), upper(run) - 1) part)
FROM {thing}_month WHERE NOT isempty(covered)
"""
TERMS = """
SELECT period_begins(rule.period, v.patrolled_on), rule.period,
       CASE WHEN stands_in_for IS NULL THEN officer_id ELSE stands_in_for END, {thing}_id,
       count(*), sum(counted::int), sum((bearer_id IS NOT NULL)::int), sum((counted AND bearer_id IS NOT NULL)::int)
FROM {thing}_visit v JOIN patrol_rule rule ON rule.id = v.rule_id
WHERE effective AND rule.per = 'object' GROUP BY 1, 2, 3, 4
"""
SUMMED_TERMS = """
SELECT begins, period, officer_id, {thing}_id, effective, counted, borne, borne_counted FROM {thing}_term
WHERE (effective, counted, borne, borne_counted) <> (0, 0, 0, 0)
"""
OUTINGS = """
SELECT period_begins(rule.period, p.patrolled_on), rule.period, p.officer_id, p.kind, count(*), sum(counted::int)
FROM patrol p JOIN patrol_rule rule ON rule.id = p.rule_id
WHERE p.counts AND p.effective AND rule.per = 'person' GROUP BY 1, 2, 3, 4
"""
SUMMED_OUTINGS = "SELECT begins, period, officer_id, kind, effective, counted FROM patrol_term WHERE effective <> 0"
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
    pairs = {"patrol_month": (SUMMED_PATROLS, PATROLS), "patrol_term": (SUMMED_OUTINGS, OUTINGS)}
    for thing in ("segment", "plot"):
        pairs[f"{thing}_month"] = SUMMED_VISITS.format(thing=thing), VISITS.format(thing=thing)
        pairs[f"{thing}_term"] = SUMMED_TERMS.format(thing=thing), TERMS.format(thing=thing)
    found = {name: _rows(connection, summed) ^ _rows(connection, counted) for name, (summed, counted) in pairs.items()}
    return {name: rows for name, rows in found.items() if rows}


def _rows(connection: Connection, query: str) -> set:
    rows = connection.execute(text(query))
    return {tuple(tuple(value) if isinstance(value, list) else value for value in row) for row in rows}

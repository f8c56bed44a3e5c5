-- How long the paths of patrols were in each cell of the effort grid: the tiles of level 16 of Web Mercator, numbered
-- x * 65536 + y. A step is cut into pieces no longer than a third of a cell, each counted to the cell of its middle.
INSERT INTO patrol_effort (patrol_id, patrolled_on, division_code, cell, seconds, metres)
WITH step AS (
  SELECT p.id, p.patrolled_on, p.division_code, ST_StartPoint(d.geom) AS a, ST_EndPoint(d.geom) AS b
  FROM patrol p CROSS JOIN LATERAL ST_DumpSegments(p.path_3857) d
  WHERE p.id = ANY(:patrols) AND p.patrolled_on BETWEEN :first AND :last
), measured AS (
  SELECT id, patrolled_on, division_code, ST_X(a) AS ax, ST_Y(a) AS ay, ST_X(b) - ST_X(a) AS dx, ST_Y(b) - ST_Y(a) AS dy,
         ST_M(b) - ST_M(a) AS seconds, ST_Distance(a, b) / cosh(ST_Y(a) / 6378137) AS metres,
         greatest(1, ceil(ST_Distance(a, b) / 200))::int AS pieces
  FROM step
), spent AS (
  SELECT id, patrolled_on, division_code, seconds / pieces AS seconds, metres / pieces AS metres,
         floor((ax + (k + 0.5) / pieces * dx + 20037508.342789244) / 611.49622628141)::bigint * 65536
         + floor((20037508.342789244 - (ay + (k + 0.5) / pieces * dy)) / 611.49622628141)::bigint AS cell
  FROM measured CROSS JOIN LATERAL generate_series(0, pieces - 1) k
)
SELECT id, patrolled_on, division_code, cell, sum(seconds), sum(metres)
FROM spent GROUP BY id, patrolled_on, division_code, cell
ON CONFLICT DO NOTHING

-- Stations of segments ids, about step_m metres apart along the ellipsoid. Interpolating in degrees would shift the
-- chainage by up to 5 %, so each edge is measured and stations are placed within the edge that holds their chainage.
INSERT INTO station (segment_id, number, point, east, north)
WITH edge AS (
  SELECT s.id AS segment_id, s.length_m, d.path[1] AS at,
         ST_StartPoint(d.geom) AS a, ST_EndPoint(d.geom) AS b,
         ST_Length(d.geom::geography) AS edge_m
  FROM river_segment s CROSS JOIN LATERAL ST_DumpSegments(s.geom) d
  WHERE s.id = ANY(:ids)
), chained AS (
  SELECT *, sum(edge_m) OVER (PARTITION BY segment_id ORDER BY at) - edge_m AS from_m,
         greatest(1, round(length_m / :step_m)::int) AS stretches
  FROM edge WHERE edge_m > 0
), placed AS (
  SELECT c.segment_id, k.number,
         ((k.number + 0.5) * c.length_m / c.stretches - c.from_m) / c.edge_m AS share,
         ST_Transform(c.a, 3857) AS a, ST_Transform(c.b, 3857) AS b, c.at
  FROM chained c
  CROSS JOIN LATERAL generate_series(
    greatest(0, ceil(c.from_m * c.stretches / c.length_m - 0.5)::int),
    least(c.stretches - 1, floor((c.from_m + c.edge_m) * c.stretches / c.length_m - 0.5)::int)
  ) AS k(number)
)
SELECT DISTINCT ON (segment_id, number)
       segment_id, number,
       ST_SetSRID(ST_MakePoint(ST_X(a) + share * (ST_X(b) - ST_X(a)), ST_Y(a) + share * (ST_Y(b) - ST_Y(a))), 3857),
       (ST_X(b) - ST_X(a)) / ST_Distance(a, b),
       (ST_Y(b) - ST_Y(a)) / ST_Distance(a, b)
FROM placed
ORDER BY segment_id, number, at

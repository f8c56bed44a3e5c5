-- The stations that patrols (walked between first and last) went along, as a multirange per segment; of the segments
-- named as objects, or of all. Whether a visit is effective is for the rules to say, once it is written.
--
-- Web Mercator stretches lengths by cosh(y / R), which is taken back at each place. For each continuous piece of a path,
-- stations within the tolerance form runs. The foot of a station is the nearest point of the piece. Where a run ends,
-- the end station may lie up to the tolerance beyond the last place that was walked: its foot then lies ahead or behind
-- along the segment's own direction, and the run is cut by just that much. A path that crosses has all its feet at one
-- place and so earns nothing; one that crosses slantwise changes sides within a short run, and is dropped for that.
INSERT INTO segment_visit (patrol_id, patrolled_on, segment_id, division_code, officer_id, effective, covered)
WITH piece AS (
  SELECT p.id AS patrol_id, p.patrolled_on, p.officer_id, d.path[1] AS piece, ST_Force2D(d.geom) AS geom
  FROM patrol p CROSS JOIN LATERAL ST_Dump(p.path_3857) d
  WHERE p.id = ANY(:patrols) AND p.patrolled_on BETWEEN :first AND :last AND p.counts
), chunk AS (
  SELECT piece.*, c.geom AS line, cosh(ST_YMin(c.geom) / 6378137) AS stretch
  FROM piece CROSS JOIN LATERAL ST_Subdivide(piece.geom, 8) c(geom)
), foot AS (
  SELECT DISTINCT ON (c.patrol_id, c.piece, st.segment_id, st.number)
         c.patrol_id, c.patrolled_on, c.officer_id, c.piece, st.segment_id, st.number,
         ((ST_X(f) - ST_X(st.point)) * st.east + (ST_Y(f) - ST_Y(st.point)) * st.north) / c.stretch AS ahead_m,
         ((ST_Y(f) - ST_Y(st.point)) * st.east - (ST_X(f) - ST_X(st.point)) * st.north) / c.stretch AS left_m
  FROM chunk c
  JOIN station st ON ST_DWithin(st.point, c.line, :tolerance_m * c.stretch)
  CROSS JOIN LATERAL ST_ClosestPoint(c.line, st.point) f
  WHERE CAST(:objects AS int[]) IS NULL OR st.segment_id = ANY(CAST(:objects AS int[]))
  ORDER BY c.patrol_id, c.piece, st.segment_id, st.number, ST_Distance(f, st.point)
), step AS (
  SELECT *, number - lag(number, 1, number) OVER along > :bridge + 1 AS broken
  FROM foot WINDOW along AS (PARTITION BY patrol_id, piece, segment_id ORDER BY number)
), numbered AS (
  SELECT *, count(*) FILTER (WHERE broken) OVER (PARTITION BY patrol_id, piece, segment_id ORDER BY number) AS run
  FROM step
), run AS (
  SELECT patrol_id, patrolled_on, officer_id, segment_id,
         min(number) AS low, max(number) AS high,
         (array_agg(ahead_m ORDER BY number))[1] AS ahead_low, (array_agg(ahead_m ORDER BY number DESC))[1] AS ahead_high,
         (array_agg(left_m ORDER BY number))[1] AS left_low, (array_agg(left_m ORDER BY number DESC))[1] AS left_high
  FROM numbered
  GROUP BY patrol_id, patrolled_on, officer_id, piece, segment_id, run
), cut AS (
  SELECT r.*, s.division_code, s.stations, s.length_m / s.stations AS step_m,
         r.low + ceil(greatest(0, r.ahead_low) * s.stations / s.length_m - 0.25)::int AS from_station,
         r.high - ceil(greatest(0, -r.ahead_high) * s.stations / s.length_m - 0.25)::int AS to_station
  FROM run r JOIN river_segment s ON s.id = r.segment_id
), walked AS (
  SELECT *, (to_station - from_station + 1) * step_m AS walked_m
  FROM cut WHERE to_station >= from_station
), credited AS (
  SELECT patrol_id, patrolled_on, officer_id, segment_id, division_code,
         range_agg(int4range(from_station, to_station + 1 + :bridge)) AS widened
  FROM walked
  WHERE walked_m >= :crossing_m OR (
    abs(left_high - left_low) < walked_m / 2 AND (walked_m >= 2 * step_m OR stations = 1)
  )
  GROUP BY patrol_id, patrolled_on, officer_id, segment_id, division_code
)
SELECT patrol_id, patrolled_on, segment_id, division_code, officer_id, false,
       (SELECT range_agg(int4range(lower(w), upper(w) - :bridge)) FROM unnest(widened) w)
FROM credited

-- Of the paths of patrols, the metres and seconds that lie inside objects (those named, each with its patrol), or no
-- further from them than a phone errs. A step is cut into pieces, each counted by its middle; their parts are those of
-- the patrol's own metres and seconds. What is found is kept with the patrol, because a track is erased some day; where
-- it has been, what was kept is told.
WITH own AS (
  SELECT o.patrol_id, coalesce(s.geom_3857, p.geom_3857) AS geom
  FROM unnest(CAST(:of AS uuid[]), CAST(:segments AS int[]), CAST(:plots AS int[])) o(patrol_id, segment_id, plot_id)
  LEFT JOIN river_segment s ON s.id = o.segment_id
  LEFT JOIN forest_plot p ON p.id = o.plot_id
), step AS (
  SELECT p.id, ST_StartPoint(d.geom) AS a, ST_EndPoint(d.geom) AS b
  FROM patrol p CROSS JOIN LATERAL ST_DumpSegments(p.path_3857) d
  WHERE p.id = ANY(:patrols) AND p.patrolled_on BETWEEN :first AND :last
), measured AS (
  SELECT id, a, ST_X(b) - ST_X(a) AS dx, ST_Y(b) - ST_Y(a) AS dy, ST_M(b) - ST_M(a) AS seconds,
         cosh(ST_Y(a) / 6378137) AS stretch, greatest(1, ceil(ST_Distance(a, b) / :piece_m))::int AS pieces
  FROM step
), piece AS (
  SELECT id, stretch, seconds / pieces AS seconds, sqrt(dx * dx + dy * dy) / stretch / pieces AS metres,
         ST_SetSRID(ST_MakePoint(ST_X(a) + (k + 0.5) / pieces * dx, ST_Y(a) + (k + 0.5) / pieces * dy), 3857) AS middle
  FROM measured CROSS JOIN LATERAL generate_series(0, pieces - 1) k
), judged AS (
  SELECT piece.*, EXISTS (
    SELECT FROM own WHERE own.patrol_id = piece.id AND ST_DWithin(own.geom, piece.middle, :edge_m * piece.stretch)
  ) AS inside
  FROM piece
), share AS (
  SELECT p.id, coalesce(sum(metres) FILTER (WHERE inside) / nullif(sum(metres), 0), 0) AS of_metres,
         coalesce(sum(seconds) FILTER (WHERE inside) / nullif(sum(seconds), 0), 0) AS of_seconds
  FROM unnest(CAST(:patrols AS uuid[])) p(id) LEFT JOIN judged ON judged.id = p.id
  GROUP BY p.id
)
UPDATE patrol p
SET own_distance_m = CASE WHEN p.path IS NULL AND p.track IS NULL THEN p.own_distance_m ELSE p.distance_m * of_metres END,
    own_duration_s = CASE WHEN p.path IS NULL AND p.track IS NULL THEN p.own_duration_s ELSE p.duration_s * of_seconds END
FROM share WHERE p.id = share.id AND p.patrolled_on BETWEEN :first AND :last
RETURNING p.id, p.own_distance_m, p.own_duration_s

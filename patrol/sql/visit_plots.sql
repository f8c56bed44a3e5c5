-- The cells of plots (those named as objects, or all) that came within sight of the paths of patrols, as a multirange
-- of cell numbers per plot. Whether a visit is effective is for the rules to say, once it is written.
INSERT INTO plot_visit (patrol_id, patrolled_on, plot_id, division_code, officer_id, effective, covered)
WITH chunk AS (
  SELECT p.id AS patrol_id, p.patrolled_on, p.officer_id, c.geom AS line,
         cosh(ST_YMin(c.geom) / 6378137) AS stretch
  FROM patrol p CROSS JOIN LATERAL ST_Subdivide(ST_Force2D(p.path_3857), 8) c(geom)
  WHERE p.id = ANY(:patrols) AND p.patrolled_on BETWEEN :first AND :last AND p.counts
), seen AS (
  SELECT DISTINCT c.patrol_id, c.patrolled_on, c.officer_id, k.plot_id, k.number
  FROM chunk c JOIN plot_cell k ON ST_DWithin(k.centre, c.line, :sight_m * c.stretch)
  WHERE CAST(:objects AS int[]) IS NULL OR k.plot_id = ANY(CAST(:objects AS int[]))
)
SELECT s.patrol_id, s.patrolled_on, s.plot_id,
       -- Looked up for the few plots seen; a join would be planned as a scan of all of them.
       (SELECT division_code FROM forest_plot WHERE id = s.plot_id),
       s.officer_id,
       false,
       range_agg(int4range(s.number, s.number + 1))
FROM seen s
GROUP BY s.patrol_id, s.patrolled_on, s.plot_id, s.officer_id

-- Cells of plots ids in a grid of cell_m squares in the plane system srid; the cell's id packs its row and column.
INSERT INTO plot_cell (plot_id, number, cell, centre)
WITH plot AS (
  SELECT id, ST_Transform(geom, CAST(:srid AS int)) AS geom FROM forest_plot WHERE id = ANY(:ids)
), centre AS (
  SELECT p.id, i, j, ST_SetSRID(ST_MakePoint((i + 0.5) * :cell_m, (j + 0.5) * :cell_m), CAST(:srid AS int)) AS point
  FROM plot p
  CROSS JOIN LATERAL generate_series(floor(ST_XMin(p.geom) / :cell_m)::bigint, floor(ST_XMax(p.geom) / :cell_m)::bigint) i
  CROSS JOIN LATERAL generate_series(floor(ST_YMin(p.geom) / :cell_m)::bigint, floor(ST_YMax(p.geom) / :cell_m)::bigint) j
  WHERE ST_Intersects(p.geom, ST_SetSRID(ST_MakePoint((i + 0.5) * :cell_m, (j + 0.5) * :cell_m), CAST(:srid AS int)))
), small AS (
  SELECT p.id, floor(ST_X(o.point) / :cell_m)::bigint AS i, floor(ST_Y(o.point) / :cell_m)::bigint AS j, o.point
  FROM plot p CROSS JOIN LATERAL (SELECT ST_PointOnSurface(p.geom) AS point) o
  WHERE NOT EXISTS (SELECT FROM centre c WHERE c.id = p.id)
)
SELECT id, row_number() OVER (PARTITION BY id ORDER BY j, i) - 1, (j << 32) + i, ST_Transform(point, 3857)
FROM (SELECT * FROM centre UNION ALL SELECT * FROM small) cell

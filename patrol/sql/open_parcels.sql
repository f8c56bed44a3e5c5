-- New parcels of `incoming` become issues with numbers in the order of the file, on the segment or plot they lie by;
-- each with its first step and the parcel it came from. Returns their ids.
WITH numbered AS (
  SELECT i.*, CAST(:first AS bigint) + row_number() OVER (ORDER BY i.number) - 1 AS serial,
         CASE WHEN ST_Dimension(i.geom) = 2 THEN ST_PointOnSurface(i.geom) ELSE ST_GeometryN(i.geom, 1) END AS spot
  FROM incoming i
  WHERE i.refused IS NULL AND i.target_id IS NULL
), called AS (
  SELECT n.*, CAST(:year AS text) || '-' || lpad(serial::text, greatest(4, length(serial::text)), '0') AS given
  FROM numbered n
), opened AS (
  INSERT INTO issue (number, kind, category, severity, source, title, text, area_m2, state, division_code, segment_id,
                     plot_id, reported_at, geom)
  SELECT n.given, n.found_kind, n.category, n.severity, 'remote_sensing', left(n.category || ' ' || n.code, 200),
         coalesce(n.description, ''), n.area_m2, 'reported', n.division_code, s.id, p.id, :now, n.spot
  FROM called n
  LEFT JOIN LATERAL (
    SELECT r.id FROM river_segment r
    WHERE n.found_kind = 'river' AND ST_DWithin(r.geom_3857, ST_Transform(n.spot, 3857), :object_m * 2)
      AND ST_DWithin(r.geom::geography, n.spot::geography, :object_m)
    ORDER BY r.geom <-> n.spot LIMIT 1
  ) s ON true
  LEFT JOIN LATERAL (
    SELECT f.id FROM forest_plot f
    WHERE n.found_kind = 'forest' AND ST_DWithin(f.geom_3857, ST_Transform(n.spot, 3857), :object_m * 2)
      AND ST_DWithin(f.geom::geography, n.spot::geography, :object_m)
    ORDER BY f.geom <-> n.spot LIMIT 1
  ) p ON true
  RETURNING id, number, geom
), told AS (
  INSERT INTO issue_event (issue_id, action, state, at, geom, detail)
  SELECT o.id, 'report', 'reported', :now, o.geom, jsonb_build_object('batch', n.batch, 'parcel', n.parcel)
  FROM opened o JOIN called n ON n.given = o.number
), kept AS (
  INSERT INTO issue_parcel (issue_id, batch, number, geom)
  SELECT o.id, n.batch, n.parcel, CASE WHEN ST_Dimension(n.geom) = 2 THEN ST_Multi(n.geom) END
  FROM opened o JOIN called n ON n.given = o.number
)
SELECT id FROM opened ORDER BY id

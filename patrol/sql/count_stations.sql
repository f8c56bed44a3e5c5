UPDATE river_segment s
SET stations = (SELECT count(*) FROM station WHERE segment_id = s.id)
WHERE s.id = ANY(:ids)

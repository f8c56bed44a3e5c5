"""What a file may not change of works that people have taken steps on here, and what no polygon can hold."""

from patrol.rules.forestry_steps import MOST_OVER_MEASURED

_HELD = "EXISTS (SELECT FROM work_event e WHERE e.work_id = w.id AND e.action NOT IN ('plan', 'enter', 'change'))"
# Tables tell mu with two decimals, and text formats cut coordinates: less than that is the same area, the same ground.
_HUNDREDTH_OF_A_MU_M2, _SAME_GROUND = 6.67, 0.01
_AREAS = ("reported_area_m2", "verified_area_m2", "qualified_area_m2")
_OTHER_AREAS = " OR ".join(f"abs(i.{area} - coalesce(w.{area}, 0)) > {_HUNDREDTH_OF_A_MU_M2}" for area in _AREAS)
_OTHER_GROUND = f"""(i.plot_id IS NOT NULL AND i.plot_id IS DISTINCT FROM w.plot_id)
  OR (NOT i.placed AND i.division_code IS DISTINCT FROM w.division_code)
  OR ST_Area(ST_SymDifference(w.geom, i.geom)) > {_SAME_GROUND} * ST_Area(w.geom)"""
# Areas follow from reports and inspections, and what was reported stands on its polygon and plot.
REFUSE_HELD = f"""
UPDATE incoming i SET refused = 'work_held', params = '{{}}' FROM forestry_work w
WHERE w.code = i.code AND i.refused IS NULL AND {_HELD}
  AND (i.year <> w.year OR i.work_type <> w.work_type OR {_OTHER_AREAS}
    OR (w.reported_area_m2 > 0 AND ({_OTHER_GROUND})))
"""
REFUSE_OVER_MEASURED = f"""
UPDATE incoming i SET refused = 'work_over_measured', params = jsonb_build_object(
  'area', round((found.reported * 15 / 10000)::numeric, 2)::text,
  'measured', round((found.measured * 15 / 10000)::numeric, 2)::text)
FROM (
  SELECT n.number, coalesce(n.reported_area_m2, w.reported_area_m2) AS reported, ST_Area(n.geom::geography) AS measured
  FROM incoming n LEFT JOIN forestry_work w ON w.code = n.code
) found
WHERE found.number = i.number AND i.refused IS NULL AND found.reported > found.measured * {MOST_OVER_MEASURED}
"""
# Cells that are empty, or differ by rounding, take nothing back.
STAY_AS_REPORTED = f"""
UPDATE incoming i SET {", ".join(f"{area} = w.{area}" for area in _AREAS)},
  geom = CASE WHEN w.reported_area_m2 > 0 THEN w.geom ELSE i.geom END,
  plot_id = CASE WHEN w.reported_area_m2 > 0 THEN w.plot_id ELSE i.plot_id END,
  division_code = CASE WHEN w.reported_area_m2 > 0 THEN w.division_code ELSE i.division_code END
FROM forestry_work w
WHERE w.code = i.code AND i.refused IS NULL AND {_HELD}
"""

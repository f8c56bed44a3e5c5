INSERT INTO division (code, name, level, geom) VALUES ('361099000000', '云岫县', 'county',
  ST_Multi(ST_MakeEnvelope(116.02, 27.06, 116.36, 27.36, 4490)));
INSERT INTO division (code, name, level, parent_code, geom)
SELECT '3610991' || to_char(t, 'FM00') || '000', '乡' || t, 'township', '361099000000',
  ST_Multi(ST_MakeEnvelope(116.02 + (t - 1) * 0.034, 27.06, 116.02 + t * 0.034, 27.36, 4490))
FROM generate_series(1, 10) t;
INSERT INTO forest_plot (code, name, division_code, compartment, plot_number, tree_species, land_class, cells, geom)
SELECT 'P-' || to_char(n, 'FM00000'), '小班' || n, '3610991' || to_char(1 + n % 250 / 25, 'FM00') || '000',
  (n / 100)::text, n::text, (ARRAY['杉木', '马尾松', '毛竹', '阔叶'])[1 + (n / 7) % 4], '乔木林地', 4,
  ST_Multi(ST_Buffer(ST_SetSRID(ST_Point(116.021 + n % 250 * 0.00135, 27.061 + n / 250 * 0.00149), 4490), 0.0007, 6))
FROM generate_series(0, 49999) n;
ANALYZE forest_plot;
ANALYZE division;

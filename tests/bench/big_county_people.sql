-- Chance: even numbers between 0 and 1 that follow from the seed, a row's number and what is decided by them.
CREATE OR REPLACE FUNCTION pg_temp.chance(n bigint, what int) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT (hashint8extended(n, what) & 9007199254740991) / 9007199254740992.0 $$;

CREATE TEMP TABLE village ON COMMIT DROP AS
SELECT n, 1 + (n - 1) / 10 AS town,
       '360900' || lpad((100 + 1 + (n - 1) / 10)::text, 3, '0') || lpad((201 + (n - 1) %% 10)::text, 3, '0') AS code,
       116.2 + 0.03 * ((n - 1) %% 20) AS lon, 27.2 + 0.03 * ((n - 1) / 20) AS lat
FROM generate_series(1, 200) n;

INSERT INTO division (code, name, level, parent_code, geom)
SELECT %(county)s, '大县', 'county', NULL, ST_Multi(ST_MakeEnvelope(116.2, 27.2, 116.8, 27.5, 4490))
UNION ALL
SELECT left(code, 9) || '000', '乡镇' || town, 'township', %(county)s,
       ST_Multi(ST_Envelope(ST_Collect(ST_MakeEnvelope(lon, lat, lon + 0.03, lat + 0.03, 4490))))
FROM village GROUP BY left(code, 9), town
UNION ALL
SELECT code, '村' || n, 'village', left(code, 9) || '000',
       ST_Multi(ST_MakeEnvelope(lon, lat, lon + 0.03, lat + 0.03, 4490))
FROM village;

INSERT INTO officer (username, name, post, division_code, password_hash)
SELECT s, s, s, %(county)s, %(password_hash)s FROM unnest(%(staff)s::text[]) s
UNION ALL SELECT 'county-chief', '县河长', 'county_chief', %(county)s, %(password_hash)s
UNION ALL SELECT 'tc-' || town, '乡河长' || town, 'township_chief', left(code, 9) || '000', %(password_hash)s
          FROM (SELECT DISTINCT town, left(code, 9) || '000' AS code FROM village) t
UNION ALL SELECT 'vc-' || n, '村河长' || n, 'village_chief', code, %(password_hash)s FROM village
UNION ALL SELECT 'patroller-' || p, '巡河员' || p, 'patroller', code, %(password_hash)s
          FROM generate_series(1, 1000) p JOIN village v ON v.n = 1 + (p - 1) / 5
UNION ALL SELECT 'ranger-' || r, '护林员' || r, 'ranger', code, %(password_hash)s
          FROM generate_series(1, 774) r JOIN village v ON v.n = 1 + (r - 1) %% 200;

INSERT INTO river (code, name) SELECT 'BIG-' || n, '河' || n FROM generate_series(1, 40) n;

INSERT INTO river_segment (code, name, river_id, division_code, stations, geom)
SELECT 'S' || lpad(k::text, 4, '0'), '河段' || k, (SELECT min(id) FROM river) + (v.n - 1) / 5, code,
       round(ST_Length(line::geography) / 20), line
FROM generate_series(1, 2000) k
JOIN village v ON v.n = 1 + (k - 1) / 10
CROSS JOIN LATERAL (
  SELECT ST_SetSRID(ST_MakeLine(ST_MakePoint(lon, lat + 0.003 * ((k - 1) %% 10)),
    ST_MakePoint(lon + 0.01 + 0.02 * pg_temp.chance(k, %(seed)s), lat + 0.003 * ((k - 1) %% 10) + 0.001)), 4490) AS line
) l;

INSERT INTO forest_plot (code, name, division_code, compartment, plot_number, cells, geom)
SELECT 'P' || lpad(k::text, 5, '0'), '小班' || k, code, '林班1', k::text, 9,
       ST_Multi(ST_MakeEnvelope(x, y, x + 0.003, y + 0.003, 4490))
FROM generate_series(1, 10000) k
JOIN village v ON v.n = 1 + (k - 1) / 50
CROSS JOIN LATERAL (SELECT lon + 0.003 * (k %% 10) AS x, lat + 0.005 * (k %% 50 / 10) AS y) at;

INSERT INTO assignment (officer_id, segment_id, post, valid_from)
SELECT o.id, s.id, o.post, %(first)s::date - 400
FROM (SELECT id, division_code, row_number() OVER (ORDER BY id) AS k FROM river_segment) s
JOIN officer o ON o.username = 'patroller-' || (1 + (s.k - 1) / 2) OR o.username = 'vc-' || (1 + (s.k - 1) / 10)
  OR (s.k %% 3 = 0 AND o.username = 'tc-' || (1 + (s.k - 1) / 100)) OR (s.k %% 40 = 0 AND o.post = 'county_chief');

INSERT INTO assignment (officer_id, plot_id, post, valid_from)
SELECT o.id, p.id, 'ranger', %(first)s::date - 400
FROM (SELECT id, 1 + (row_number() OVER (ORDER BY id) - 1) / 50 AS village, row_number() OVER (ORDER BY id) AS k
      FROM forest_plot) p
JOIN officer o ON o.username = 'ranger-' || (p.village + 200 * (p.k %% CASE WHEN p.village <= 174 THEN 4 ELSE 3 END));

INSERT INTO patrol_rule (division_code, post, kind, per, times, period, min_duration_s, min_distance_m, season_from,
                         season_to, distinct_days, valid_from, source)
VALUES (%(county)s, 'patroller', 'river', 'object', 4, 'month', 900, 500, NULL, NULL, false, %(first)s::date - 400, '县'),
       (%(county)s, 'village_chief', 'river', 'object', 1, 'week', 600, 300, NULL, NULL, false, %(first)s::date - 400, '县'),
       (%(county)s, 'township_chief', 'river', 'object', 1, 'month', 300, 300, NULL, NULL, false, %(first)s::date - 400, '县'),
       (%(county)s, 'county_chief', 'river', 'object', 1, 'quarter', 0, 0, NULL, NULL, false, %(first)s::date - 400, '县'),
       (%(county)s, 'ranger', 'forest', 'object', 1, 'month', 1800, 1000, NULL, NULL, false, %(first)s::date - 400, '县'),
       (%(county)s, 'ranger', 'forest', 'person', 20, 'month', 3600, 3000, 1001, 531, true, %(first)s::date - 400, '县'),
       (%(county)s, 'ranger', 'forest', 'person', 10, 'month', 3600, 3000, 601, 930, true, %(first)s::date - 400, '县'),
       (rpad('360900101', 12, '0'), 'patroller', 'river', 'object', 1, 'week', 900, 500, NULL, NULL, false, %(today)s::date - 45, '乡镇');

INSERT INTO leave (officer_id, substitute_id, first_on, last_on, reason, asked_by, approved_by, approved_at)
SELECT o.id, CASE WHEN pg_temp.chance(o.id, %(seed)s + 1) < 0.5 THEN o.id + 1 END, f, f + 6, '年假', o.id, 1, now()
FROM officer o
CROSS JOIN LATERAL (SELECT %(first)s::date + (pg_temp.chance(o.id, %(seed)s + 2) * 350)::int AS f) l
WHERE o.post = 'patroller' AND o.username NOT LIKE '%%00' AND pg_temp.chance(o.id, %(seed)s + 3) < 0.3;

ANALYZE;

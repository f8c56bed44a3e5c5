-- Chance: even numbers between 0 and 1 that follow from the seed, a row's number and what is decided by them.
CREATE OR REPLACE FUNCTION pg_temp.chance(n bigint, what int) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT (hashint8extended(n, what) & 9007199254740991) / 9007199254740992.0 $$;

-- What the boards list beside patrols: segments and plots up to 5,000 and 50,000, issues in every state, works, targets.
INSERT INTO river_segment (code, name, river_id, division_code, stations, geom)
SELECT 'T' || lpad((k)::text, 4, '0'), '支流段' || k, s.river_id, s.division_code, s.stations, ST_Translate(s.geom, 0, 0.0012 + 0.0006 * (k %% 2))
FROM (SELECT row_number() OVER (ORDER BY id) AS n, * FROM river_segment) s
JOIN generate_series(1, 3000) k ON s.n = 1 + (k - 1) %% 2000;

INSERT INTO forest_plot (code, name, division_code, compartment, plot_number, cells, geom)
SELECT 'Q' || lpad(k::text, 5, '0'), '小班续' || k, p.division_code, '林班' || (2 + k / 10000), k::text, 9, p.geom
FROM (SELECT row_number() OVER (ORDER BY id) AS n, * FROM forest_plot) p
JOIN generate_series(1, 40000) k ON p.n = 1 + (k - 1) %% 10000;

INSERT INTO assignment (officer_id, segment_id, post, valid_from)
SELECT a.officer_id, t.id, a.post, a.valid_from
FROM river_segment t
JOIN river_segment s ON left(t.code, 1) = 'T' AND s.code = 'S' || lpad((1 + (substr(t.code, 2)::int - 1) %% 2000)::text, 4, '0')
JOIN assignment a ON a.segment_id = s.id AND a.post = 'patroller'
WHERE substr(t.code, 2)::int %% 20 > 0;

INSERT INTO assignment (officer_id, plot_id, post, valid_from)
SELECT a.officer_id, t.id, a.post, a.valid_from
FROM forest_plot t
JOIN forest_plot p ON left(t.code, 1) = 'Q' AND p.code = 'P' || lpad((1 + (substr(t.code, 2)::int - 1) %% 10000)::text, 5, '0')
JOIN assignment a ON a.plot_id = p.id
WHERE substr(t.code, 2)::int %% 20 > 0;

INSERT INTO segment_visit (patrol_id, patrolled_on, segment_id, division_code, officer_id, effective, counted, bearer_id,
                           rule_id, covered)
SELECT v.patrol_id, v.patrolled_on, t.id, v.division_code, v.officer_id, v.effective, v.counted, v.bearer_id, v.rule_id, v.covered
FROM river_segment t
JOIN river_segment s ON left(t.code, 1) = 'T' AND s.code = 'S' || lpad((1 + (substr(t.code, 2)::int - 1) %% 2000)::text, 4, '0')
JOIN segment_visit v ON v.segment_id = s.id
WHERE substr(t.code, 2)::int %% 3 > 0 AND v.patrolled_on > %(today)s::date - 120;

INSERT INTO issue (number, kind, category, title, state, division_code, segment_id, reported_by, reported_at, due_on, due_at,
                   closed_at, geom, assignee_id, severity)
SELECT 'BIG-' || lpad(k::text, 6, '0'), 'river', '漂浮物', '漂浮物' || k, state, s.division_code, s.id,
       (SELECT min(id) FROM officer WHERE post = 'patroller'), at, (at + interval '10 days')::date, at + interval '10 days',
       CASE WHEN state = 'closed' THEN at + interval '8 days' END, ST_StartPoint(s.geom),
       (SELECT min(id) FROM officer WHERE post = 'village_chief'), (ARRAY['minor', 'major', 'critical'])[1 + k %% 3]
FROM generate_series(1, 20000) k
CROSS JOIN LATERAL (
  SELECT (ARRAY['closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'reported', 'accepted', 'assigned', 'rectifying'])[1 + k %% 10] AS state,
         (%(today)s::date - (pg_temp.chance(k, %(seed)s + 20) * 364)::int)::timestamptz AS at
) i
JOIN (SELECT row_number() OVER (ORDER BY id) AS n, * FROM river_segment) s ON s.n = 1 + k %% 5000;

INSERT INTO issue_event (issue_id, action, state, officer_id, opinion, at)
SELECT i.id, 'report', 'reported', i.reported_by, '已上报', i.reported_at FROM issue i;

INSERT INTO annual_target (year, division_code, work_type, area_m2)
SELECT extract(year FROM %(today)s::date)::int, code, type, CASE level WHEN 'county' THEN 2e7 WHEN 'township' THEN 1e6 ELSE 1e5 END
FROM division CROSS JOIN unnest(ARRAY['afforestation', 'tending', 'restoration', 'closing']) type;

INSERT INTO forestry_work (code, year, work_type, division_code, plot_id, done_on, reported_area_m2, verified_area_m2,
                           qualified_area_m2, counted_area_m2, geom, stage)
SELECT 'W' || k, extract(year FROM %(today)s::date)::int, (ARRAY['afforestation', 'tending', 'restoration', 'closing'])[1 + k %% 4],
       p.division_code, p.id, %(today)s::date - (k %% 300), 20000, 19000, 18000, 20000, p.geom, 'qualified'
FROM generate_series(1, 8000) k
JOIN (SELECT row_number() OVER (ORDER BY id) AS n, * FROM forest_plot) p ON p.n = k * 6;

ANALYZE;

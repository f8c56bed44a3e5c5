-- What can be walked: river duties more often than forest ones, as there are fewer of them.
CREATE TEMP TABLE duty ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY a.id, again) AS n, a.officer_id, a.post, o.division_code AS home,
       a.segment_id, a.plot_id, coalesce(s.division_code, p.division_code) AS place, coalesce(s.stations, p.cells) AS size,
       ST_X(ST_Centroid(coalesce(s.geom, p.geom))) AS lon, ST_Y(ST_Centroid(coalesce(s.geom, p.geom))) AS lat
FROM assignment a
JOIN officer o ON o.id = a.officer_id
LEFT JOIN river_segment s ON s.id = a.segment_id
LEFT JOIN forest_plot p ON p.id = a.plot_id
CROSS JOIN generate_series(1, CASE WHEN a.segment_id IS NULL THEN 1 ELSE 3 END) again;

CREATE TEMP TABLE outing ON COMMIT DROP AS
SELECT md5(%(seed)s || '-' || n)::uuid AS id, n, d.*, day, effective,
       effective AND (segment_id IS NOT NULL OR row_number() OVER (PARTITION BY officer_id, day, effective ORDER BY n) = 1)
         AS counted,
       day + make_interval(secs => 3600 * (7 + 9 * pg_temp.chance(n, %(seed)s + 4))) - interval '8 hours' AS started
FROM (
  SELECT k AS n, %(first)s::date + (k * %(days)s / (%(patrols)s + 1))::int AS day,
         pg_temp.chance(k, %(seed)s + 5) < 0.85 AS effective,
         1 + floor(pg_temp.chance(k, %(seed)s + 6) * (SELECT count(*) FROM duty))::bigint AS of
  FROM generate_series(1::bigint, %(patrols)s) k
) p
CROSS JOIN LATERAL (SELECT officer_id, post, home, segment_id, plot_id, place, size, lon, lat FROM duty WHERE duty.n = p.of) d;

-- The rule by which an outing, or a visit on it, is judged: the nearest of its post and day.
CREATE TEMP TABLE judged ON COMMIT DROP AS
SELECT DISTINCT ON (post, per, town, day) r.id, o.post, per, town, day
FROM (SELECT DISTINCT post, left(home, 9) AS town, day FROM outing) o
JOIN patrol_rule r USING (post)
WHERE day >= valid_from AND town LIKE rtrim(division_code, '0') || '%%' AND (season_from IS NULL
  OR extract(month FROM day)::int * 100 + extract(day FROM day)::int BETWEEN season_from AND season_to
  OR season_from > season_to AND extract(month FROM day)::int * 100 + extract(day FROM day)::int
    NOT BETWEEN season_to + 1 AND season_from - 1)
ORDER BY post, per, town, day, division_code DESC;

INSERT INTO submission (id, patrolled_on, officer_id, content_sha256, received_at)
SELECT id, day, officer_id, '\x00'::bytea, started AT TIME ZONE 'UTC' + interval '2 hours' FROM outing ORDER BY n;

INSERT INTO patrol (id, patrolled_on, officer_id, division_code, kind, started_at, ended_at, received_at, device, track,
                    path, distance_m, duration_s, effective, counted, reasons, rule_id)
SELECT o.id, o.day, officer_id, home, CASE WHEN segment_id IS NULL THEN 'forest' ELSE 'river' END,
       at, at + interval '80 minutes', at + interval '2 hours', '{"model": "big"}',
       line, CASE WHEN o.day > %(today)s::date - 31 THEN ST_Multi(line) END,
       CASE WHEN effective THEN 3200 ELSE 200 END, CASE WHEN effective THEN 4200 ELSE 200 END, effective, counted,
       CASE WHEN effective THEN '[]' ELSE '[{"code": "too_brief", "minutes": 3.3, "required": 15.0}]' END::jsonb,
       j.id
FROM outing o
LEFT JOIN judged j ON (j.post, j.town, j.day) = (o.post, left(o.home, 9), o.day)
  AND j.per = CASE o.post WHEN 'ranger' THEN 'person' ELSE 'object' END
CROSS JOIN LATERAL (SELECT started AT TIME ZONE 'UTC' AS at, extract(epoch FROM started) AS epoch) t
CROSS JOIN LATERAL (
  SELECT ST_SetSRID(ST_MakeLine(ARRAY[ST_MakePointM(lon - 0.002, lat, epoch), ST_MakePointM(lon, lat + 0.001, epoch + 900),
    ST_MakePointM(lon + 0.002, lat, epoch + 1800)]), 4490) AS line
) l
ORDER BY n;

INSERT INTO segment_visit (patrol_id, patrolled_on, segment_id, division_code, officer_id, effective, counted, bearer_id,
                           rule_id, covered)
SELECT o.id, o.day, segment_id, place, officer_id, effective, effective, CASE WHEN effective THEN officer_id END, j.id,
       int4multirange(int4range(0, greatest(1, (size * pg_temp.chance(n, %(seed)s + 7))::int)))
FROM outing o
LEFT JOIN judged j ON (j.post, j.per, j.town, j.day) = (o.post, 'object', left(o.home, 9), o.day)
WHERE segment_id IS NOT NULL ORDER BY n;

INSERT INTO plot_visit (patrol_id, patrolled_on, plot_id, division_code, officer_id, effective, counted, bearer_id,
                        rule_id, covered)
SELECT o.id, o.day, p.plot_id, p.place, o.officer_id, o.effective, o.effective,
       CASE WHEN o.effective THEN o.officer_id END, (SELECT min(id) FROM patrol_rule r WHERE r.post = 'ranger'),
       int4multirange(int4range(0, 1 + floor(9 * pg_temp.chance(o.n, %(seed)s + 8))::int))
FROM outing o
JOIN duty p ON p.officer_id = o.officer_id AND p.plot_id BETWEEN o.plot_id AND o.plot_id + 9
WHERE o.plot_id IS NOT NULL ORDER BY o.n;

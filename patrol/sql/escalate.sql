-- Late issues come to their level: one row per deadline and level, the colour on the issue, a line in its history.
-- The rule of the smallest division holds for a level. A level goes to the lowest chief from its post upwards who
-- answers for the place and is not the one who is late, the one assigned to the segment or plot first, and is told.
WITH cutoff AS (
  SELECT * FROM unnest(CAST(:late_days AS int[]), CAST(:cutoffs AS date[])) AS c(late_days, latest_due_on)
), late AS (
  SELECT i.id, i.number, i.state, i.assignee_id, i.segment_id, i.plot_id, i.due_on, r.level, r.post, r.places
  FROM issue i
  CROSS JOIN LATERAL (
    SELECT DISTINCT ON (e.level) e.level, e.post, e.late_days, p.places
    FROM (VALUES (ARRAY[
           i.division_code, left(i.division_code, 9) || '000', left(i.division_code, 6) || '000000',
           left(i.division_code, 4) || '00000000', left(i.division_code, 2) || '0000000000', '000000000000'
         ])) p(places)
    JOIN escalation_rule e ON e.division_code = ANY(p.places)
    ORDER BY e.level, length(rtrim(e.division_code, '0')) DESC
  ) r
  JOIN cutoff c ON c.late_days = r.late_days AND i.due_on <= c.latest_due_on
  WHERE i.state = ANY(:open)
    AND CASE WHEN i.due_at IS NULL THEN i.due_on < :today ELSE i.due_at < :now END
    AND NOT EXISTS (
      SELECT FROM issue_escalation x WHERE x.issue_id = i.id AND x.due_on = i.due_on AND x.level = r.level
    )
  FOR UPDATE OF i SKIP LOCKED
), put AS (
  INSERT INTO issue_escalation (issue_id, due_on, level, state, officer_id, at)
  SELECT l.id, l.due_on, l.level, l.state, chief.id, :now
  FROM late l
  LEFT JOIN LATERAL (
    SELECT o.id
    FROM (
      SELECT a.officer_id AS id, true AS answers
      FROM assignment a
      WHERE (a.segment_id = l.segment_id OR a.plot_id = l.plot_id)
        AND a.valid_from <= :today AND (a.valid_to IS NULL OR a.valid_to >= :today)
      UNION ALL
      SELECT d.id, false FROM officer d WHERE d.division_code = ANY(l.places)
    ) c
    JOIN officer o ON o.id = c.id
    WHERE o.active AND o.id IS DISTINCT FROM l.assignee_id
      AND array_position(CAST(:chiefs AS text[]), o.post) >= array_position(CAST(:chiefs AS text[]), l.post)
    ORDER BY array_position(CAST(:chiefs AS text[]), o.post), c.answers DESC,
             length(rtrim(o.division_code, '0')) DESC, o.id
    LIMIT 1
  ) chief ON true
  ON CONFLICT DO NOTHING
  RETURNING issue_id, due_on, level, state, officer_id, array_position(CAST(:levels AS text[]), level) AS height
), coloured AS (
  UPDATE issue i SET alert = h.level
  FROM (SELECT DISTINCT ON (issue_id) issue_id, level FROM put ORDER BY issue_id, height DESC) h
  WHERE i.id = h.issue_id
), told AS (
  INSERT INTO issue_event (issue_id, action, state, due_on, at, detail)
  SELECT p.issue_id, 'escalate', p.state, p.due_on, :now, jsonb_build_object('level', p.level, 'to', o.username)
  FROM put p LEFT JOIN officer o ON o.id = p.officer_id
  ORDER BY p.issue_id, p.height
), noticed AS (
  INSERT INTO notice (officer_id, kind, subject_kind, subject, occasion, division_code, sentence, params, created_at)
  SELECT p.officer_id, 'escalated', 'issue', i.number, p.due_on || ' ' || p.level, i.division_code,
         'notice_escalated_' || p.level,
         jsonb_build_object('number', i.number, 'title', i.title, 'due_on', p.due_on), :now
  FROM put p JOIN issue i ON i.id = p.issue_id
  WHERE p.officer_id IS NOT NULL
  ORDER BY p.issue_id, p.height
  ON CONFLICT DO NOTHING
)
SELECT p.issue_id, i.number, p.level, p.officer_id
FROM put p JOIN issue i ON i.id = p.issue_id
ORDER BY p.issue_id, p.height

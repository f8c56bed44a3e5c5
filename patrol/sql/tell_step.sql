-- A step of an issue is told to the assignee, to who reported it, or to the desk: the active office staff of the
-- smallest division around the place that has any. Nobody is told of what they did themselves.
INSERT INTO notice (officer_id, kind, subject_kind, subject, occasion, division_code, sentence, params, created_at)
SELECT o.id, t.kind, 'issue', i.number, 'step ' || e.id, i.division_code, t.sentence,
       jsonb_build_object('number', i.number, 'title', i.title, 'due_on', coalesce(e.due_on, i.due_on)), e.at
FROM issue_event e
JOIN issue i ON i.id = e.issue_id
CROSS JOIN unnest(CAST(:whom AS text[]), CAST(:kinds AS text[]), CAST(:sentences AS text[])) AS t(whom, kind, sentence)
JOIN officer o ON CASE t.whom
  WHEN 'assignee' THEN o.id = i.assignee_id
  WHEN 'reporter' THEN o.id = i.reported_by
  ELSE o.id IN (
    SELECT d.id FROM (
      SELECT c.id, rank() OVER (ORDER BY length(rtrim(c.division_code, '0')) DESC) AS nearness
      FROM officer c
      WHERE c.active AND c.post = 'office' AND c.division_code = ANY(CAST(:places AS text[]))
    ) d WHERE d.nearness = 1
  ) END
WHERE e.id = :event_id AND o.active AND o.id IS DISTINCT FROM e.officer_id
ON CONFLICT DO NOTHING

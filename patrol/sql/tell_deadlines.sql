-- What is due within some working days, and what is overdue, is told to who must act: the assignee while it is with
-- them, otherwise the office of the smallest division around the place. Once for each deadline.
INSERT INTO notice (officer_id, kind, subject_kind, subject, occasion, division_code, sentence, params, created_at)
SELECT who.id, k.kind, 'issue', i.number, CAST(i.due_on AS text), i.division_code, 'notice_' || k.kind,
       jsonb_build_object('number', i.number, 'title', i.title, 'due_on', i.due_on), :now
FROM issue i
CROSS JOIN LATERAL (
  SELECT CASE WHEN i.due_on < :today OR i.due_at < :now THEN 'overdue' ELSE 'due' END AS kind
) k
CROSS JOIN LATERAL (
  SELECT o.id FROM officer o
  WHERE i.state = ANY(:with_assignee) AND o.id = i.assignee_id AND o.active
  UNION ALL
  SELECT d.id FROM (
    SELECT c.id, rank() OVER (ORDER BY length(rtrim(c.division_code, '0')) DESC) AS nearness
    FROM officer c
    WHERE c.active AND c.post = 'office' AND c.division_code IN (
      i.division_code, left(i.division_code, 9) || '000', left(i.division_code, 6) || '000000',
      left(i.division_code, 4) || '00000000', left(i.division_code, 2) || '0000000000', '000000000000'
    )
  ) d WHERE d.nearness = 1 AND NOT (i.state = ANY(:with_assignee) AND i.assignee_id IS NOT NULL)
) who
WHERE i.state = ANY(:open) AND i.due_on <= :latest
  AND NOT EXISTS (
    SELECT FROM notice n
    WHERE n.officer_id = who.id AND n.kind = k.kind AND n.subject = i.number AND n.occasion = CAST(i.due_on AS text)
  )
ON CONFLICT DO NOTHING

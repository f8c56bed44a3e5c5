-- Notices of the last days go out once to each address that wants them: to officers by e-mail, the day's list or each
-- urgent one that they have not read yet, and to the webhooks of the divisions around. A group is told once what
-- several officers are told each (`topic`). What came before an address was entered is not sent to it.
WITH fresh AS (
  SELECT n.id, n.officer_id, n.kind, n.division_code, n.created_at, n.read_at,
         n.kind || ' ' || n.subject || ' ' || n.occasion AS topic
  FROM notice n WHERE n.created_at > :since
)
INSERT INTO delivery (notice_id, officer_id, webhook_id, topic, next_at)
SELECT f.id, s.officer_id, NULL, f.topic, :now
FROM fresh f
JOIN notice_setting s ON s.officer_id = f.officer_id
JOIN officer o ON o.id = f.officer_id AND o.active
WHERE :mail AND f.read_at IS NULL AND f.created_at > s.mail_since
  AND CASE f.kind WHEN 'digest' THEN s.mail_digest ELSE s.mail_each AND f.kind = ANY(:urgent) END
UNION ALL
SELECT min(f.id), NULL, w.id, f.topic, :now
FROM fresh f
JOIN webhook w ON f.kind = ANY(w.kinds) AND f.created_at > w.created_at AND w.division_code IN (
  f.division_code, left(f.division_code, 9) || '000', left(f.division_code, 6) || '000000',
  left(f.division_code, 4) || '00000000', left(f.division_code, 2) || '0000000000', '000000000000'
)
GROUP BY w.id, f.topic
ON CONFLICT DO NOTHING

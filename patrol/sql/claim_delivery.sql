-- The next message that is due, for one sender alone. From this commit on it counts as tried.
UPDATE delivery d SET state = 'sending', attempts = d.attempts + 1, claimed_at = clock_timestamp()
FROM (
  SELECT x.id FROM delivery x
  WHERE x.state = 'waiting' AND x.next_at <= clock_timestamp()
    AND NOT (:mail_rests AND x.webhook_id IS NULL)
    AND NOT (x.webhook_id IS NOT NULL AND x.webhook_id = ANY(CAST(:resting AS int[])))
  ORDER BY x.next_at, x.id
  FOR UPDATE SKIP LOCKED
  LIMIT 1
) next
JOIN delivery c ON c.id = next.id
JOIN notice n ON n.id = c.notice_id
LEFT JOIN webhook w ON w.id = c.webhook_id
LEFT JOIN officer o ON o.id = c.officer_id AND o.active
LEFT JOIN notice_setting s ON s.officer_id = o.id
WHERE d.id = next.id
RETURNING d.id, d.attempts, d.webhook_id, d.topic, n.kind, n.subject_kind, n.subject, n.sentence, n.params,
          n.created_at, w.robot, w.url, w.secret, o.name, s.email, coalesce(w.locale, s.locale, 'zh-CN') AS locale

-- A patrol that waits for a review is told to those of the smallest division around its officer who review for a
-- living and whose post stands above the officer's.
INSERT INTO notice (officer_id, kind, subject_kind, subject, occasion, division_code, sentence, params, created_at)
SELECT who.id, 'patrol_flagged', 'patrol', CAST(p.id AS text), 'open', p.division_code, 'notice_patrol_flagged',
       jsonb_build_object('patrolled_on', p.patrolled_on, 'officer', walker.name), :now
FROM patrol p
JOIN officer walker ON walker.id = p.officer_id
CROSS JOIN LATERAL (
  SELECT c.id, rank() OVER (ORDER BY length(rtrim(c.division_code, '0')) DESC) AS nearness
  FROM officer c
  JOIN unnest(CAST(:reviewers AS text[]), CAST(:walkers AS text[])) AS may(reviewer, walker)
    ON may.reviewer = c.post AND may.walker = walker.post
  WHERE c.active AND c.id <> p.officer_id AND c.division_code IN (
    p.division_code, left(p.division_code, 9) || '000', left(p.division_code, 6) || '000000',
    left(p.division_code, 4) || '00000000', left(p.division_code, 2) || '0000000000', '000000000000'
  )
) who
WHERE p.review = 'open' AND p.received_at > :since AND p.patrolled_on > :earliest AND who.nearness = 1
ON CONFLICT DO NOTHING

-- An appeal is told to the office of the county that issued the table, and its decision to who appealed.
INSERT INTO notice (officer_id, kind, subject_kind, subject, occasion, division_code, sentence, params, created_at)
SELECT o.id, 'appeal', 'assessment', CAST(a.id AS text), coalesce(d.decision, 'asked'), i.division_code,
       'notice_appeal_' || coalesce(d.decision, 'asked'), jsonb_build_object('period', i.period),
       coalesce(d.decided_at, a.appealed_at)
FROM assessment_appeal a
JOIN issued_assessment i ON i.id = a.issued_id
LEFT JOIN appeal_decision d ON d.appeal_id = a.id
JOIN officer o ON o.active AND CASE
  WHEN d.appeal_id IS NOT NULL THEN o.id = a.appealed_by
  ELSE o.post = 'office' AND o.division_code = i.division_code AND o.id <> a.appealed_by END
WHERE a.id = :appeal_id
ON CONFLICT DO NOTHING

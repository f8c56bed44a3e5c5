-- Per active officer: what waits for them today. An issue waits for its assignee while it is being put right, and
-- otherwise for the office of the divisions around it; `area_overdue` is what is late in a chief's division.
WITH open_issue AS (
  SELECT i.id, i.state, i.due_on, i.assignee_id, i.division_code,
         i.due_on < :today OR coalesce(i.due_at < :now, false) AS is_late,
         i.state = ANY(:with_assignee) AND i.assignee_id IS NOT NULL AS is_with_assignee
  FROM issue i WHERE i.state = ANY(:open)
), waiting AS (
  SELECT assignee_id AS officer_id, o.state, o.due_on, o.is_late FROM open_issue o WHERE o.is_with_assignee
  UNION ALL
  SELECT c.id, o.state, o.due_on, o.is_late
  FROM open_issue o JOIN officer c ON c.post = 'office' AND c.division_code IN (
    o.division_code, left(o.division_code, 9) || '000', left(o.division_code, 6) || '000000'
  )
  WHERE NOT o.is_with_assignee
), own AS (
  SELECT officer_id,
         count(*) FILTER (WHERE due_on = :today AND NOT is_late) AS due_today,
         count(*) FILTER (WHERE due_on > :today AND due_on <= :sunday) AS due_week,
         count(*) FILTER (WHERE is_late) AS overdue,
         count(*) FILTER (WHERE state = 'assigned') AS assigned
  FROM waiting GROUP BY officer_id
), escalated AS (
  SELECT x.officer_id, count(DISTINCT x.issue_id) AS escalated
  FROM issue_escalation x JOIN open_issue o ON o.id = x.issue_id AND o.due_on = x.due_on
  GROUP BY x.officer_id
), area AS (
  SELECT c.id AS officer_id, count(*) AS area_overdue
  FROM open_issue o
  JOIN officer c ON c.post = ANY(:chiefs) AND c.division_code IN (
    o.division_code, left(o.division_code, 9) || '000', left(o.division_code, 6) || '000000'
  )
  WHERE o.is_late GROUP BY c.id
)
SELECT f.id, f.username, f.post, f.division_code,
       coalesce(own.due_today, 0) AS due_today, coalesce(own.due_week, 0) AS due_week,
       coalesce(own.overdue, 0) AS overdue, coalesce(own.assigned, 0) AS assigned,
       coalesce(escalated.escalated, 0) AS escalated, coalesce(area.area_overdue, 0) AS area_overdue
FROM officer f
LEFT JOIN own ON own.officer_id = f.id
LEFT JOIN escalated ON escalated.officer_id = f.id
LEFT JOIN area ON area.officer_id = f.id
WHERE f.active

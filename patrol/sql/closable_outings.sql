-- Runs of a device's open positions within one local day and without a silence, that nothing is likely to join any more:
-- the last position is long past (or its day is over), and the device has told nothing for a while. One position alone
-- is no run. Devices that are under way cost one look into an index each.
WITH quiet AS (
  SELECT id FROM live_device
  WHERE EXISTS (SELECT FROM live_fix WHERE device_id = live_device.id AND closed_at IS NULL)
    AND NOT EXISTS (SELECT FROM live_fix WHERE device_id = live_device.id AND closed_at IS NULL
                      AND received_at > :now - make_interval(secs => :quiet_s))
), fix AS (
  SELECT device_id, at, (at AT TIME ZONE :zone)::date AS on_day, lag(at) OVER moments AS before
  FROM live_fix JOIN quiet ON quiet.id = device_id
  WHERE closed_at IS NULL
  WINDOW moments AS (PARTITION BY device_id ORDER BY at)
), numbered AS (
  SELECT *, count(*) FILTER (
           WHERE before IS NULL OR at - before >= make_interval(secs => :silence_s)
              OR (before AT TIME ZONE :zone)::date <> on_day
         ) OVER (PARTITION BY device_id ORDER BY at) AS run
  FROM fix
)
SELECT device_id, min(at) AS first, max(at) AS last
FROM numbered
GROUP BY device_id, run
HAVING count(*) > 1
   AND (max(at) <= :now - make_interval(secs => :silence_s) OR max(on_day) < (:now AT TIME ZONE :zone)::date)
ORDER BY device_id, first
LIMIT :most

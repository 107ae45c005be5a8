-- Only the first of a line is due: what waits behind it is found when the first is answered, however long the line. A claim
-- costs the same with ten waiting as with ten thousand.

DROP INDEX cis_deliveries_due;
CREATE INDEX cis_deliveries_due ON cis_deliveries (next_attempt_at, cis_delivery_id) WHERE state = 'waiting';
CREATE INDEX cis_deliveries_in_hand ON cis_deliveries (line, next_attempt_at)
  WHERE state = 'waiting' AND next_attempt_at < 'infinity';
COMMENT ON COLUMN cis_deliveries.next_attempt_at IS 'Infinity: it waits behind another of its line.';

CREATE OR REPLACE FUNCTION enqueue_cis_deliveries(in_task_ids bigint[]) RETURNS void
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM FROM accounts WHERE account_id IN (
    SELECT account_id FROM self_service_tasks WHERE self_service_task_id = ANY (in_task_ids))
  ORDER BY account_id FOR NO KEY UPDATE;
  PERFORM FROM web_users WHERE web_user_id IN (
    SELECT self_service_user_id FROM self_service_tasks
    WHERE self_service_task_id = ANY (in_task_ids) AND account_id IS NULL)
  ORDER BY web_user_id FOR NO KEY UPDATE;
  -- The last of each line, held: who answers it releases what comes behind it, and either sees ours or is seen by us.
  PERFORM FROM cis_deliveries WHERE cis_delivery_id IN (
    SELECT max(d.cis_delivery_id) FROM cis_deliveries d WHERE d.state = 'waiting' AND d.line IN (
      SELECT COALESCE('account ' || t.account_id, 'web user ' || t.self_service_user_id, 'task ' || t.self_service_task_id)
      FROM self_service_tasks t WHERE t.self_service_task_id = ANY (in_task_ids))
    GROUP BY d.line)
  ORDER BY cis_delivery_id FOR SHARE;
  INSERT INTO cis_deliveries (self_service_task_id, line, created_at, next_attempt_at)
  SELECT task_id, line, current_instant(), CASE WHEN is_first AND NOT EXISTS (
    SELECT 1 FROM cis_deliveries w WHERE w.line = given.line AND w.state = 'waiting') THEN current_instant() ELSE 'infinity' END
  FROM (
    SELECT t.self_service_task_id AS task_id, l.line, asked.position,
      row_number() OVER (PARTITION BY l.line ORDER BY asked.position) = 1 AS is_first
    FROM unnest(in_task_ids) WITH ORDINALITY AS asked (task_id, position)
    JOIN self_service_tasks t ON t.self_service_task_id = asked.task_id AND t.state = 'processing'
    CROSS JOIN LATERAL (VALUES (COALESCE('account ' || t.account_id, 'web user ' || t.self_service_user_id,
      'task ' || t.self_service_task_id))) AS l (line)) AS given
  ORDER BY position
  -- What was refused comes back to its old place, which is before all that wait.
  ON CONFLICT (self_service_task_id) DO UPDATE SET state = 'waiting', next_attempt_at = current_instant(), answered_at = NULL,
    failing_since = NULL, failed_at = NULL, failures = 0, failure = NULL
  WHERE cis_deliveries.state = 'refused';
  PERFORM pg_notify('cis_deliveries', '');
END $$;

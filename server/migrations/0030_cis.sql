-- The outbox to the utility's customer information system (CIS): finished tasks, told in order, at least once, taken once.

CREATE TABLE cis_deliveries (
  cis_delivery_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  self_service_task_id bigint NOT NULL UNIQUE REFERENCES self_service_tasks,
  line text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'refused')),
  body text,
  created_at timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  claims integer NOT NULL DEFAULT 0,
  failing_since timestamptz,
  failed_at timestamptz,
  failures smallint NOT NULL DEFAULT 0,
  failure text,
  refusals smallint NOT NULL DEFAULT 0,
  answered_at timestamptz,
  reference text,
  CHECK ((state = 'waiting') = (answered_at IS NULL))
);
COMMENT ON COLUMN cis_deliveries.line IS 'Whose tasks are told one after the other: an account''s, else a web user''s.';
COMMENT ON COLUMN cis_deliveries.body IS 'What is told, the same bytes at every attempt; composed at the first.';
COMMENT ON COLUMN cis_deliveries.claims IS 'How often it was taken in hand. Who took it in hand settles it under this number, or not at all.';
COMMENT ON COLUMN cis_deliveries.failures IS 'How often it failed while others were answered: then it is not the CIS that is gone.';
COMMENT ON COLUMN cis_deliveries.failed_at IS 'When it last failed as counted.';
COMMENT ON COLUMN cis_deliveries.reference IS 'What the CIS calls it.';
CREATE INDEX cis_deliveries_due ON cis_deliveries (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX cis_deliveries_line ON cis_deliveries (line, cis_delivery_id) WHERE state = 'waiting';
CREATE INDEX cis_deliveries_answered ON cis_deliveries (answered_at) WHERE answered_at IS NOT NULL;

-- Puts finished tasks into the outbox, in the transaction that finished them. A task that was refused comes back to its old
-- place. The row that a line is named after is locked first: the numbers of a line grow in the order of its commits, and no
-- earlier one can appear after a later one was told.
CREATE FUNCTION enqueue_cis_deliveries(in_task_ids bigint[]) RETURNS void
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
  INSERT INTO cis_deliveries (self_service_task_id, line, created_at, next_attempt_at)
  SELECT t.self_service_task_id, COALESCE('account ' || t.account_id, 'web user ' || t.self_service_user_id,
    'task ' || t.self_service_task_id), current_instant(), current_instant()
  FROM unnest(in_task_ids) WITH ORDINALITY AS given (task_id, position)
  JOIN self_service_tasks t ON t.self_service_task_id = given.task_id AND t.state = 'processing'
  ORDER BY given.position
  ON CONFLICT (self_service_task_id) DO UPDATE SET state = 'waiting', next_attempt_at = current_instant(), answered_at = NULL,
    failing_since = NULL, failed_at = NULL, failures = 0, failure = NULL
  WHERE cis_deliveries.state = 'refused';
  PERFORM pg_notify('cis_deliveries', '');
END $$;
REVOKE EXECUTE ON FUNCTION enqueue_cis_deliveries FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_cis_deliveries TO porchlight_portal, porchlight_desk, porchlight_worker;

ALTER TABLE cis_deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY deliver ON cis_deliveries TO porchlight_worker USING (true) WITH CHECK (true);
CREATE POLICY look ON cis_deliveries FOR SELECT TO porchlight_desk USING (true);
GRANT SELECT, UPDATE, DELETE ON cis_deliveries TO porchlight_worker;
-- Whether a task is in the outbox. What it says stays the worker's.
GRANT SELECT (self_service_task_id, state) ON cis_deliveries TO porchlight_desk;

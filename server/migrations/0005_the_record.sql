-- The record: append-only, by month. Nobody but its owner may update or delete; everyone appends through one function.

CREATE TABLE record_entries (
  record_entry_id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  event text NOT NULL CHECK (event IN ('read', 'changed', 'refused', 'started', 'arrived', 'ended', 'signed-in', 'signed-out', 'alert')),
  action text NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('visitor', 'customer', 'csr', 'masquerade', 'integration', 'system')),
  csr_id text,
  web_user_id bigint,
  account_id bigint,
  masquerade_id text,
  client_id text,
  self_service_task_id bigint,
  ip_address inet,
  correlation_id uuid NOT NULL,
  reason text,
  details jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (at, record_entry_id),
  -- A row without an actor is not a row.
  CONSTRAINT record_entries_actor CHECK (CASE actor_kind
    WHEN 'visitor' THEN ip_address IS NOT NULL AND csr_id IS NULL AND masquerade_id IS NULL
    WHEN 'customer' THEN web_user_id IS NOT NULL AND ip_address IS NOT NULL AND csr_id IS NULL AND masquerade_id IS NULL
    WHEN 'csr' THEN csr_id IS NOT NULL AND ip_address IS NOT NULL
    WHEN 'masquerade' THEN csr_id IS NOT NULL AND web_user_id IS NOT NULL AND masquerade_id IS NOT NULL AND ip_address IS NOT NULL
    WHEN 'integration' THEN client_id IS NOT NULL AND csr_id IS NULL
    WHEN 'system' THEN ip_address IS NULL AND client_id IS NULL
    ELSE false END),
  CHECK ((event = 'refused') = (reason IS NOT NULL) OR event IN ('ended', 'alert'))
) PARTITION BY RANGE (at);
CREATE INDEX record_entries_csr ON record_entries (csr_id, at DESC) WHERE csr_id IS NOT NULL;
CREATE INDEX record_entries_web_user ON record_entries (web_user_id, at DESC) WHERE web_user_id IS NOT NULL;
CREATE INDEX record_entries_account ON record_entries (account_id, at DESC) WHERE account_id IS NOT NULL;
CREATE INDEX record_entries_masquerade ON record_entries (masquerade_id, at) WHERE masquerade_id IS NOT NULL;

-- Makes the partitions of the month of `around` and of the next one. The worker calls it daily.
CREATE FUNCTION make_record_partitions(around timestamptz) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
DECLARE first_day timestamptz;
BEGIN
  FOR i IN 0..1 LOOP
    first_day := date_trunc('month', around AT TIME ZONE 'UTC' + make_interval(months => i)) AT TIME ZONE 'UTC';
    EXECUTE format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF public.record_entries FOR VALUES FROM (%L) TO (%L)',
      'record_entries_' || to_char(first_day AT TIME ZONE 'UTC', 'YYYY_MM'), first_day,
      (first_day AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
  END LOOP;
END $$;
-- Rows of a month whose partition was not made in time still land.
CREATE TABLE record_entries_rest PARTITION OF record_entries DEFAULT;
SELECT make_record_partitions(now());

-- Appends entries, given as a JSON array of objects whose keys are the columns. The time is the database's own.
CREATE FUNCTION append_record(entries jsonb) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public
AS $$
  INSERT INTO record_entries (at, event, action, actor_kind, csr_id, web_user_id, account_id, masquerade_id, client_id,
    self_service_task_id, ip_address, correlation_id, reason, details)
  SELECT now(), e.event, e.action, e.actor_kind, e.csr_id, e.web_user_id, e.account_id, e.masquerade_id, e.client_id,
    e.self_service_task_id, e.ip_address, e.correlation_id, e.reason, COALESCE(e.details, '{}')
  FROM jsonb_to_recordset(entries) AS e (event text, action text, actor_kind text, csr_id text, web_user_id bigint,
    account_id bigint, masquerade_id text, client_id text, self_service_task_id bigint, ip_address inet,
    correlation_id uuid, reason text, details jsonb)
$$;

REVOKE EXECUTE ON FUNCTION append_record, make_record_partitions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_record TO porchlight_portal, porchlight_view, porchlight_desk, porchlight_worker;
GRANT EXECUTE ON FUNCTION make_record_partitions TO porchlight_worker;
GRANT SELECT ON record_entries TO porchlight_desk;

-- What a customer may read of the record: entries about this web user by anyone else.
ALTER TABLE record_entries ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON record_entries FOR SELECT TO porchlight_desk USING (true);
CREATE POLICY done_to_me ON record_entries FOR SELECT TO porchlight_portal, porchlight_view
  USING (web_user_id = current_web_user_id() AND actor_kind = 'masquerade');
GRANT SELECT (at, record_entry_id, event, action, actor_kind, web_user_id, account_id, masquerade_id,
  self_service_task_id, reason) ON record_entries TO porchlight_portal, porchlight_view;

-- Data has an end: retention periods, the runs that delete what is older, and legal holds (docs/decisions/0058-retention.md).
-- A period is a setting `retention.<kind>`: a number of months, or JSON null for "keep for ever". A kind whose period nobody saved
-- loses nothing.

CREATE TABLE legal_holds (
  legal_hold_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts,
  reason text NOT NULL,
  placed_by_csr_id text NOT NULL REFERENCES csr_users,
  placed_at timestamptz NOT NULL,
  released_by_csr_id text REFERENCES csr_users,
  released_at timestamptz,
  release_reason text,
  CHECK ((released_at IS NULL) = (released_by_csr_id IS NULL) AND (released_at IS NULL) = (release_reason IS NULL))
);
COMMENT ON TABLE legal_holds IS 'While an account has one, retention deletes nothing of it.';
CREATE UNIQUE INDEX legal_holds_one ON legal_holds (account_id) WHERE released_at IS NULL;

CREATE TABLE retention_runs (
  retention_run_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  deletes_before date NOT NULL,
  months integer NOT NULL,
  set_by_csr_id text NOT NULL REFERENCES csr_users,
  started_by_csr_id text REFERENCES csr_users,
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'paused', 'failed', 'done', 'stopped')),
  part integer NOT NULL DEFAULT 0,
  after_at text,
  after_key text,
  candidates bigint,
  examined bigint NOT NULL DEFAULT 0,
  deleted bigint NOT NULL DEFAULT 0,
  kept jsonb NOT NULL DEFAULT '{}',
  failures integer NOT NULL DEFAULT 0,
  failure text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  ended_at timestamptz,
  CHECK ((ended_at IS NOT NULL) = (state IN ('done', 'stopped')))
);
COMMENT ON COLUMN retention_runs.started_by_csr_id IS 'Null: the daily run, or an administrator''s command.';
COMMENT ON COLUMN retention_runs.part IS 'Which of the kind''s tables is examined now, from 0.';
COMMENT ON COLUMN retention_runs.after_key IS 'With after_at: the last row that was examined.';
COMMENT ON COLUMN retention_runs.version IS 'Rises with each change of the state, not with each batch.';
-- Never two runs of a kind at once.
CREATE UNIQUE INDEX retention_runs_open ON retention_runs (kind) WHERE ended_at IS NULL;

ALTER TABLE legal_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_runs ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff ON legal_holds TO porchlight_desk USING (true) WITH CHECK (true);
CREATE POLICY staff ON retention_runs TO porchlight_desk, porchlight_worker USING (true) WITH CHECK (true);
GRANT SELECT ON legal_holds TO porchlight_desk;
GRANT UPDATE (released_by_csr_id, released_at, release_reason) ON legal_holds TO porchlight_desk;
GRANT SELECT, INSERT ON retention_runs TO porchlight_desk, porchlight_worker;
GRANT UPDATE (state, version, failures, failure, updated_at, ended_at) ON retention_runs TO porchlight_desk;
GRANT UPDATE, DELETE ON retention_runs TO porchlight_worker;
GRANT SELECT ON setting_versions TO porchlight_worker;

INSERT INTO group_permissions (csr_group, resource, access_mode) VALUES
  ('security-officer', 'retention', 'view'), ('security-officer', 'retention', 'change'), ('security-officer', 'retention', 'run'),
  ('security-officer', 'legal-hold', 'change');

-- A note stays when its task goes: it keeps what was read from the task.
ALTER TABLE customer_contacts ADD COLUMN is_by_customer boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN customer_contacts.is_by_customer IS 'Set when the task that wrote it was deleted: a customer made that task.';

-- The order in which rows are examined, and what refers to them.
CREATE INDEX customer_sessions_over ON customer_sessions ((COALESCE(ended_at, expires_at)), customer_session_id);
CREATE INDEX desk_sessions_over ON desk_sessions ((COALESCE(ended_at, expires_at)), desk_session_id);
CREATE INDEX customer_contacts_by_age ON customer_contacts (at, customer_contact_id);
CREATE INDEX customer_contacts_task ON customer_contacts (self_service_task_id) WHERE self_service_task_id IS NOT NULL;
CREATE INDEX customer_contacts_masquerade ON customer_contacts (masquerade_id) WHERE masquerade_id IS NOT NULL;
CREATE INDEX usage_months_by_age ON usage_months (month, service_point_id);
CREATE INDEX bills_by_age ON bills (bill_date, bill_id);
CREATE INDEX payments_by_age ON payments (received_on, payment_id);
CREATE INDEX masquerades_over ON masquerades (ended_at, masquerade_id) WHERE ended_at IS NOT NULL;
CREATE INDEX masquerades_desk_session ON masquerades (desk_session_id);
CREATE INDEX protected_openings_over ON protected_openings (expires_at, protected_opening_id);
CREATE INDEX unlinks_task ON unlinks (self_service_task_id);
CREATE INDEX unlinks_desk_session ON unlinks (desk_session_id);
CREATE INDEX outgoing_messages_task ON outgoing_messages (self_service_task_id) WHERE self_service_task_id IS NOT NULL;
CREATE INDEX mailed_keys_task ON mailed_keys (self_service_task_id) WHERE self_service_task_id IS NOT NULL;

-- The rules, one function a table: each row that is older than a day, and why it is kept; null: it goes. Preview, count and
-- deletion all read these. They are plain SQL without settings of their own, so that PostgreSQL folds them into the query.

CREATE FUNCTION retention_of_customer_sessions(in_before date) RETURNS TABLE (key bigint, at timestamptz, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT s.customer_session_id, COALESCE(s.ended_at, s.expires_at), CASE
    WHEN EXISTS (SELECT 1 FROM public.web_user_accounts l JOIN public.legal_holds h USING (account_id)
      WHERE l.web_user_id = s.web_user_id AND h.released_at IS NULL) THEN 'hold' END
  FROM public.customer_sessions s
  WHERE COALESCE(s.ended_at, s.expires_at) < in_before::timestamp AT TIME ZONE 'UTC'
$$;

CREATE FUNCTION retention_of_desk_sessions(in_before date) RETURNS TABLE (key bigint, at timestamptz, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT s.desk_session_id, COALESCE(s.ended_at, s.expires_at), CASE
    WHEN EXISTS (SELECT 1 FROM public.masquerades m WHERE m.desk_session_id = s.desk_session_id)
      OR EXISTS (SELECT 1 FROM public.protected_openings o WHERE o.desk_session_id = s.desk_session_id)
      OR EXISTS (SELECT 1 FROM public.unlinks u WHERE u.desk_session_id = s.desk_session_id) THEN 'named' END
  FROM public.desk_sessions s
  WHERE COALESCE(s.ended_at, s.expires_at) < in_before::timestamp AT TIME ZONE 'UTC'
$$;

-- A task that another names is kept until that one has gone: so is one with a mail, a delivery or an unlink still to be done with.
CREATE FUNCTION retention_of_tasks(in_before date) RETURNS TABLE (key bigint, at timestamptz, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT t.self_service_task_id, t.created_at, CASE
    WHEN EXISTS (SELECT 1 FROM public.legal_holds h WHERE h.account_id = t.account_id AND h.released_at IS NULL) THEN 'hold'
    WHEN EXISTS (SELECT 1 FROM public.payments p WHERE p.self_service_task_id = t.self_service_task_id) THEN 'payment'
    WHEN EXISTS (SELECT 1 FROM public.to_dos d WHERE d.self_service_task_id = t.self_service_task_id AND d.completed_at IS NULL)
      THEN 'open'
    WHEN EXISTS (SELECT 1 FROM public.cis_deliveries c WHERE c.self_service_task_id = t.self_service_task_id)
      OR EXISTS (SELECT 1 FROM public.outgoing_messages o WHERE o.self_service_task_id = t.self_service_task_id)
      OR EXISTS (SELECT 1 FROM public.card_payment_sessions c WHERE c.self_service_task_id = t.self_service_task_id
        AND c.cancel_at IS NOT NULL AND c.cancelled_at IS NULL) THEN 'outbox'
    WHEN EXISTS (SELECT 1 FROM public.to_dos d WHERE d.self_service_task_id = t.self_service_task_id)
      OR EXISTS (SELECT 1 FROM public.self_service_tasks n WHERE n.originating_task_id = t.self_service_task_id)
      OR EXISTS (SELECT 1 FROM public.unlinks u WHERE u.self_service_task_id = t.self_service_task_id) THEN 'named' END
  FROM public.self_service_tasks t
  WHERE t.is_final AND t.created_at < in_before::timestamp AT TIME ZONE 'UTC'
    AND t.updated_at < in_before::timestamp AT TIME ZONE 'UTC'
$$;

CREATE FUNCTION retention_of_contacts(in_before date) RETURNS TABLE (key bigint, at timestamptz, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT c.customer_contact_id, c.at, CASE
    WHEN EXISTS (SELECT 1 FROM public.legal_holds h WHERE h.account_id = c.account_id AND h.released_at IS NULL) THEN 'hold'
    WHEN EXISTS (SELECT 1 FROM public.self_service_tasks t WHERE t.self_service_task_id = c.self_service_task_id AND NOT t.is_final)
      THEN 'open' END
  FROM public.customer_contacts c WHERE c.at < in_before::timestamp AT TIME ZONE 'UTC'
$$;

-- A month goes when all of it is older.
CREATE FUNCTION retention_of_usage(in_before date) RETURNS TABLE (key bigint, at date, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT u.service_point_id, u.month, CASE
    WHEN EXISTS (SELECT 1 FROM public.service_agreement_points p JOIN public.service_agreements a USING (service_agreement_id)
      JOIN public.legal_holds h ON h.account_id = a.account_id AND h.released_at IS NULL
      WHERE p.service_point_id = u.service_point_id AND a.started_on < (u.month + interval '1 month')::date
        AND (a.ended_on IS NULL OR a.ended_on >= u.month)) THEN 'hold'
    WHEN EXISTS (SELECT 1 FROM public.service_agreement_points p JOIN public.service_agreements a USING (service_agreement_id)
      JOIN public.bills b ON b.account_id = a.account_id
      WHERE p.service_point_id = u.service_point_id AND a.started_on < (u.month + interval '1 month')::date
        AND (a.ended_on IS NULL OR a.ended_on >= u.month)
        AND b.period_from < (u.month + interval '1 month')::date AND b.period_to >= u.month) THEN 'bill' END
  FROM public.usage_months u WHERE u.month <= (in_before - interval '1 month')::date
$$;

-- What is owed is the newest charges up to the balance. The newest bill of an account always stays.
CREATE FUNCTION retention_of_bills(in_before date) RETURNS TABLE (key bigint, at date, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT b.bill_id, b.bill_date, CASE
    WHEN EXISTS (SELECT 1 FROM public.legal_holds h WHERE h.account_id = b.account_id AND h.released_at IS NULL) THEN 'hold'
    WHEN NOT EXISTS (SELECT 1 FROM public.bills n WHERE n.account_id = b.account_id
      AND (n.bill_date, n.bill_id) > (b.bill_date, b.bill_id)) THEN 'newest'
    WHEN EXISTS (SELECT 1 FROM public.accounts a WHERE a.account_id = b.account_id AND a.balance_cents > 0
      AND a.balance_cents > (SELECT COALESCE(sum(n.charges_cents + n.adjustments_cents), 0) FROM public.bills n
        WHERE n.account_id = b.account_id AND (n.bill_date, n.bill_id) > (b.bill_date, b.bill_id))) THEN 'unpaid'
    WHEN EXISTS (SELECT 1 FROM public.to_dos d
      WHERE d.account_id = b.account_id AND d.completed_at IS NULL AND d.to_do_role = 'payments') THEN 'open' END
  FROM public.bills b WHERE b.bill_date < in_before
$$;

-- After the bills: a payment stays while a bill that counts it is there.
CREATE FUNCTION retention_of_payments(in_before date) RETURNS TABLE (key bigint, at date, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT p.payment_id, p.received_on, CASE
    WHEN EXISTS (SELECT 1 FROM public.legal_holds h WHERE h.account_id = p.account_id AND h.released_at IS NULL) THEN 'hold'
    WHEN EXISTS (SELECT 1 FROM public.bills b WHERE b.account_id = p.account_id AND b.bill_date >= p.received_on
      AND b.period_from <= p.received_on AND (b.bill_date >= in_before OR EXISTS (
        SELECT 1 FROM public.retention_of_bills(in_before) r WHERE r.key = b.bill_id AND r.kept IS NOT NULL))) THEN 'bill'
    WHEN EXISTS (SELECT 1 FROM public.self_service_tasks t
      WHERE t.self_service_task_id = p.self_service_task_id AND NOT t.is_final) THEN 'open' END
  FROM public.payments p WHERE p.received_on < in_before
$$;

CREATE FUNCTION retention_of_to_dos(in_before date) RETURNS TABLE (key bigint, at timestamptz, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT d.to_do_id, d.completed_at, CASE
    WHEN EXISTS (SELECT 1 FROM public.legal_holds h WHERE h.account_id = d.account_id AND h.released_at IS NULL) THEN 'hold'
    WHEN EXISTS (SELECT 1 FROM public.self_service_tasks t WHERE t.self_service_task_id = d.self_service_task_id AND NOT t.is_final)
      THEN 'open' END
  FROM public.to_dos d
  WHERE d.completed_at IS NOT NULL AND d.completed_at < in_before::timestamp AT TIME ZONE 'UTC'
$$;

CREATE FUNCTION retention_of_masquerades(in_before date) RETURNS TABLE (key text, at timestamptz, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT m.masquerade_id, m.ended_at, CASE
    WHEN EXISTS (SELECT 1 FROM public.legal_holds h WHERE h.account_id = m.account_id AND h.released_at IS NULL) THEN 'hold'
    WHEN EXISTS (SELECT 1 FROM public.self_service_tasks t WHERE t.masquerade_id = m.masquerade_id)
      OR EXISTS (SELECT 1 FROM public.customer_contacts c WHERE c.masquerade_id = m.masquerade_id) THEN 'named' END
  FROM public.masquerades m
  WHERE m.ended_at IS NOT NULL AND m.ended_at < in_before::timestamp AT TIME ZONE 'UTC'
$$;

CREATE FUNCTION retention_of_protected_openings(in_before date) RETURNS TABLE (key bigint, at timestamptz, kept text)
  LANGUAGE sql STABLE AS $$
  SELECT o.protected_opening_id, o.expires_at, CASE
    WHEN EXISTS (SELECT 1 FROM public.legal_holds h WHERE h.account_id = o.account_id AND h.released_at IS NULL) THEN 'hold' END
  FROM public.protected_openings o WHERE o.expires_at < in_before::timestamp AT TIME ZONE 'UTC'
$$;

-- Each part: its kind, its rules, the types of its order, the tables that it empties (the first, and those that go with it), what is changed
-- beside it, and how its rows match those that are due.
CREATE FUNCTION retention_part(in_part text, OUT kind text, OUT rules text, OUT at_type text, OUT key_type text, OUT tables text[],
    OUT beside text, OUT matches text)
  LANGUAGE sql IMMUTABLE AS $$
  SELECT p.kind, 'retention_of_' || replace(p.part, '-', '_'), p.at_type, p.key_type, p.tables, p.beside, p.matches
  FROM (VALUES
    ('customer-sessions', 'sessions', 'timestamptz', 'bigint', '{customer_sessions}'::text[], '',
      't.customer_session_id = due.key'),
    ('desk-sessions', 'sessions', 'timestamptz', 'bigint', '{desk_sessions}', '',
      't.desk_session_id = due.key'),
    ('tasks', 'tasks', 'timestamptz', 'bigint', '{self_service_tasks,self_service_task_log}',
      'notes AS (UPDATE customer_contacts c SET self_service_task_id = NULL, csr_id = COALESCE(c.csr_id, t.csr_id),
           masquerade_id = COALESCE(c.masquerade_id, t.masquerade_id),
           is_by_customer = t.actor_kind IN (''customer'', ''visitor'') AND COALESCE(c.csr_id, t.csr_id) IS NULL
         FROM due JOIN self_service_tasks t ON t.self_service_task_id = due.key
         WHERE c.self_service_task_id = due.key),',
      't.self_service_task_id = due.key'),
    ('contacts', 'contacts', 'timestamptz', 'bigint', '{customer_contacts}', '',
      't.customer_contact_id = due.key'),
    ('usage', 'usage', 'date', 'bigint', '{usage_months}', '',
      't.service_point_id = due.key AND t.month = due.at'),
    ('bills', 'bills', 'date', 'bigint', '{bills,bill_lines}', '', 't.bill_id = due.key'),
    ('payments', 'bills', 'date', 'bigint', '{payments}', '', 't.payment_id = due.key'),
    ('to-dos', 'to-dos', 'timestamptz', 'bigint', '{to_dos}', '', 't.to_do_id = due.key'),
    ('masquerades', 'masquerades', 'timestamptz', 'text', '{masquerades}',
      'codes AS (DELETE FROM masquerade_used_codes c USING due WHERE c.masquerade_id = due.key),',
      't.masquerade_id = due.key'),
    ('protected-openings', 'masquerades', 'timestamptz', 'bigint', '{protected_openings}', '',
      't.protected_opening_id = due.key')
  ) AS p (part, kind, at_type, key_type, tables, beside, matches)
  WHERE p.part = in_part
$$;

-- Examines the next rows of a part, in the order of their age, and deletes those that nothing keeps. The saved period is the limit,
-- whatever the caller asks.
CREATE FUNCTION retention_delete(in_part text, in_before date, in_after_at text, in_after_key text, in_most integer,
    OUT examined integer, OUT deleted integer, OUT kept jsonb, OUT last_at text, OUT last_key text)
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET datestyle = 'ISO'
AS $$
DECLARE
  p record;
  months integer;
BEGIN
  -- One batch at a time, and no legal hold is placed during it: the next statement sees those that were.
  PERFORM pg_advisory_xact_lock(hashtextextended('retention', 7305));
  SELECT * INTO STRICT p FROM retention_part(in_part);
  SELECT CASE jsonb_typeof(v) WHEN 'number' THEN v::integer END INTO months FROM setting_value('retention.' || p.kind) v;
  IF months IS NULL OR in_before > ((current_instant() AT TIME ZONE 'UTC')::date - make_interval(months => months))::date THEN
    RAISE EXCEPTION 'the saved period of % keeps these rows', p.kind USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format($q$
    WITH examined AS MATERIALIZED (
      SELECT r.key, r.at, r.kept FROM %1$I($1) r
      WHERE $2::text IS NULL OR (r.at, r.key) > ($2::text::%2$s, $3::text::%3$s)
      ORDER BY r.at, r.key FETCH FIRST ($4::bigint) ROWS WITH TIES),
    due AS (SELECT e.key, e.at FROM examined e WHERE e.kept IS NULL),
    %4$s
    gone AS (DELETE FROM %5$I t USING due WHERE %6$s RETURNING 1)
    SELECT (SELECT count(*) FROM examined), (SELECT count(*) FROM gone),
      (SELECT COALESCE(jsonb_object_agg(k.kept, k.rows), '{}') FROM (
        SELECT e.kept, count(*) AS rows FROM examined e WHERE e.kept IS NOT NULL GROUP BY 1) k),
      (SELECT e.at::text FROM examined e ORDER BY e.at DESC, e.key DESC LIMIT 1),
      (SELECT e.key::text FROM examined e ORDER BY e.at DESC, e.key DESC LIMIT 1)
  $q$, p.rules, p.at_type, p.key_type, p.beside, p.tables[1], p.matches)
  INTO examined, deleted, kept, last_at, last_key USING in_before, in_after_at, in_after_key, in_most;
END $$;

-- What a period would delete and keep, by year. Examines at most `in_most` rows, the oldest first (null: all).
CREATE FUNCTION retention_preview(in_part text, in_before date, in_most integer)
  RETURNS TABLE (year integer, kept text, row_count bigint, oldest date)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  RETURN QUERY EXECUTE format($q$
    SELECT extract(year FROM e.at)::integer, e.kept, count(*), min(e.at)::date FROM (
      SELECT r.at, r.kept FROM %I($1) r ORDER BY r.at, r.key LIMIT $2) e
    GROUP BY 1, 2 ORDER BY 1, 2
  $q$, (retention_part(in_part)).rules) USING in_before, in_most;
END $$;

-- How many rows a run will examine, and about how many bytes one takes with its indexes and lines (null where PostgreSQL has not
-- counted the table yet).
CREATE FUNCTION retention_size(in_part text, in_before date, OUT candidates bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  EXECUTE format('SELECT count(*) FROM %I($1)', (retention_part(in_part)).rules) INTO candidates USING in_before;
END $$;

CREATE FUNCTION retention_row_bytes(in_part text) RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT (sum(pg_total_relation_size(c.oid)) / NULLIF(max(c.reltuples) FILTER (WHERE t.place = 1 AND c.reltuples > 0), 0))::bigint
  FROM unnest((retention_part(in_part)).tables) WITH ORDINALITY t (name, place)
  JOIN pg_class c ON c.oid = ('public.' || quote_ident(t.name))::regclass
$$;

-- A hold waits for the batch that is being deleted, and the next batch sees it.
CREATE FUNCTION place_legal_hold(in_account_id bigint, in_reason text, in_csr_id text) RETURNS bigint
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE placed bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('retention', 7305));
  INSERT INTO legal_holds (account_id, reason, placed_by_csr_id, placed_at)
  SELECT in_account_id, in_reason, in_csr_id, current_instant()
  WHERE EXISTS (SELECT 1 FROM accounts a WHERE a.account_id = in_account_id)
  ON CONFLICT (account_id) WHERE released_at IS NULL DO NOTHING
  RETURNING legal_hold_id INTO placed;
  RETURN placed;
END $$;

REVOKE EXECUTE ON FUNCTION retention_of_customer_sessions, retention_of_desk_sessions, retention_of_tasks, retention_of_contacts,
  retention_of_usage, retention_of_bills, retention_of_payments, retention_of_to_dos, retention_of_masquerades,
  retention_of_protected_openings, retention_part, retention_delete, retention_preview, retention_size, retention_row_bytes,
  place_legal_hold FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_delete, retention_size TO porchlight_worker;
GRANT EXECUTE ON FUNCTION retention_preview, retention_row_bytes, place_legal_hold TO porchlight_desk;
